import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { PlanRow } from '../../../shared/ipc/plan.ts';
import { everything, filterOfTile, nextSort, queryOfParameters, tileOfFilter, tiles } from '../../../renderer/features/plan/plan-filter.ts';
import { groupedLines, plainLines } from '../../../renderer/features/plan/lines.ts';
import { createRowPages } from '../../../renderer/hooks/row-pages.ts';
import { diffTexts, type Piece } from '../../../renderer/features/plan/text-diff.ts';

const shown = (pieces: readonly Piece[]): string => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
const marked = (from: string, to: string): string => `${shown(diffTexts(from, to).from)} → ${shown(diffTexts(from, to).to)}`;

test('differing characters are marked, what is common at the start and end is not', () => {
  expect(marked('kate.obrien@corp.contoso.com', "kate.o'brien@contoso.com")).toBe("kate.obrien@[corp.]contoso.com → kate.o[']brien@contoso.com");
  expect(marked('Sales Manager', 'Sales Director')).toBe('Sales [Manage]r → Sales [Directo]r');
  expect(marked('+49 30 1234', '+49 30 1235')).toBe('+49 30 123[4] → +49 30 123[5]');
  expect(marked('Zoë', 'Zoe')).toBe('Zo[ë] → Zo[e]');
  expect(marked('', 'new')).toBe(' → [new]');
  expect(marked('same', 'same')).toBe('same → same');
});

/** Few letters, so that values have much in common; some that are several code points. */
const value = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'ë', '👩‍💻'), maxLength: 40 });

test('whatever the values are, the pieces put together are the values, and the unmarked ones are equal', () => {
  fc.assert(
    fc.property(value, value, (from, to) => {
      const diff = diffTexts(from, to);
      const common = (pieces: readonly Piece[]): string => pieces.filter(({ differs }) => !differs).map(({ text }) => text).join('');
      expect([diff.from.map(({ text }) => text).join(''), diff.to.map(({ text }) => text).join('')]).toEqual([from, to]);
      expect(common(diff.from)).toBe(common(diff.to));
    }),
  );
});

test('a very long difference is marked as a whole and at once', () => {
  const [from, to] = ['x'.repeat(50_000), 'y'.repeat(50_000)];
  expect(diffTexts(`a${from}b`, `a${to}b`).from.map(({ text, differs }) => [text.length, differs])).toEqual([[1, false], [50_000, true], [1, false]]);
});

test('a tile is a filter, and the filter is that tile again', () => {
  for (const tile of tiles) expect(tileOfFilter(filterOfTile(tile))).toBe(tile);
  expect(tileOfFilter(everything)).toBeNull();
  expect(tileOfFilter({ ...filterOfTile('create'), text: 'kate' })).toBeNull();
});

test('a column sorts up, down, then as the export writes', () => {
  const first = nextSort({ by: 'order', descending: false }, 'name');
  expect([first, nextSort(first, 'name'), nextSort(nextSort(first, 'name'), 'name')]).toEqual([{ by: 'name', descending: false }, { by: 'name', descending: true }, { by: 'order', descending: false }]);
});

test('a number on another screen opens the plan filtered', () => {
  expect(queryOfParameters({ tile: 'delete' }).filter).toEqual(filterOfTile('delete'));
  expect(queryOfParameters({ hold: 'protection' }).filter).toEqual({ ...everything, hold: 'protection' });
  expect(queryOfParameters({ tile: 'nonsense', hold: 'nonsense' }).filter).toEqual(everything);
});

test('lines are group heads and the rows of open groups', () => {
  const lines = groupedLines([{ count: 2, open: true }, { count: 5, open: false }, { count: 1, open: true }]);
  expect(Array.from({ length: lines.count }, (_, line) => lines.at(line))).toEqual([
    { kind: 'group', group: 0 },
    { kind: 'row', group: 0, index: 0 },
    { kind: 'row', group: 0, index: 1 },
    { kind: 'group', group: 1 },
    { kind: 'group', group: 2 },
    { kind: 'row', group: 2, index: 0 },
  ]);
  expect([lines.lineOfGroup(2), plainLines(7).count, plainLines(7).at(3)]).toEqual([4, 7, { kind: 'row', group: 0, index: 3 }]);
});

test('pages are asked for once, when they come into sight, and again when they failed', async () => {
  const row = (id: number) => ({ id: String(id) }) as unknown as PlanRow;
  let fail = true;
  const load = vi.fn((offset: number, limit: number) => (fail ? Promise.reject(new Error('gone')) : Promise.resolve({ total: 250, rows: Array.from({ length: Math.min(limit, 250 - offset) }, (_, index) => row(offset + index)) })));
  const pages = createRowPages(load, { total: 250, rows: [row(0)] }, 0, () => undefined);
  pages.want(0, 99);
  expect(load).not.toHaveBeenCalled();
  pages.want(90, 900);
  await vi.waitFor(() => expect(load.mock.calls.map(([offset]) => offset)).toEqual([100, 200]));
  await Promise.resolve();
  fail = false;
  pages.want(210, 220);
  await vi.waitFor(() => expect(pages.row(249)?.id).toBe('249'));
  expect([pages.row(0)?.id, pages.row(150)]).toEqual(['0', undefined]);
});
