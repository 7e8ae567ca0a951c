import { beforeEach, expect, test } from 'vitest';
import { goOn, useConflictStore } from '../../../renderer/features/conflicts/conflict-store.ts';

const selected = (): string | null => useConflictStore.getState().selected;
beforeEach(() => useConflictStore.setState({ selected: 'decided' }));

test('after a decision the next conflict is shown', () => {
  goOn('decided', 'next');
  expect(selected()).toBe('next');
});

test('who chose another conflict before the answer came stays there, so that no key decides the wrong one', () => {
  useConflictStore.setState({ selected: 'chosen meanwhile' });
  goOn('decided', 'next');
  expect(selected()).toBe('chosen meanwhile');
});
