import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/**
 * Fluent UI's focus management (tabster) puts empty elements before and after a group: they are hidden from screen readers
 * and hand the focus on at once, which axe cannot see.
 */
const focusRelays = '[data-tabster-dummy]';

/** No violation of axe's rules on what the page shows now; each violation is named with where it is. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude(focusRelays).analyze();
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).slice(0, 3).join(' | ')})`)).toEqual([]);
}
