import type { PlanFilter, PlanGrouping, PlanSort } from '../../../shared/ipc/plan.ts';
import { planActions, type PlanAction } from '../../../shared/plan.ts';

export const everything: PlanFilter = { text: '', actions: [], types: [], reasons: [], attributes: [], container: null, hold: 'any' };
export const exportOrder: PlanSort = { by: 'order', descending: false };

/** What the screen asks for: which changes, in which order and grouped by what. */
export type PlanQuery = { readonly filter: PlanFilter; readonly sort: PlanSort; readonly groupBy: PlanGrouping | null };

export const wholePlan: PlanQuery = { filter: everything, sort: exportOrder, groupBy: null };

/** The tiles, each with the actions it counts. What is held counts as held only. */
export const tiles = ['create', 'link', 'update', 'disable', 'delete', 'held'] as const;
export type Tile = (typeof tiles)[number];

const tileActions: Readonly<Record<Exclude<Tile, 'held'>, readonly PlanAction[]>> = {
  create: ['create', 'restore'],
  link: ['link'],
  update: ['update', 'addMembers', 'setManager', 'clearManager', 'removeMembers'],
  disable: ['disable'],
  delete: ['delete'],
};

export function filterOfTile(tile: Tile): PlanFilter {
  return tile === 'held' ? { ...everything, hold: 'held' } : { ...everything, actions: tileActions[tile], hold: 'free' };
}

/** The tile that a filter stands for, when it is exactly one. */
export function tileOfFilter(filter: PlanFilter): Tile | null {
  return tiles.find((tile) => JSON.stringify(filterOfTile(tile)) === JSON.stringify(filter)) ?? null;
}

export function isFiltered(filter: PlanFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(everything);
}

/** Puts a value into a list or takes it out. */
export function toggled<Value>(list: readonly Value[], value: Value): readonly Value[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}

/** Clicking a column sorts by it, then the other way, then as the export writes it. */
export function nextSort(sort: PlanSort, by: PlanSort['by']): PlanSort {
  if (sort.by !== by) return { by, descending: false };
  return sort.descending ? exportOrder : { by, descending: true };
}

/** Screen parameters → query: `tile`, `hold`, `text` and `action` narrow it. */
export function queryOfParameters({ tile, hold, text, action }: Readonly<Record<string, string>>): PlanQuery {
  const base = tiles.find((each) => each === tile);
  const filter = base === undefined ? everything : filterOfTile(base);
  const actions = planActions.filter((each) => each === action);
  return {
    ...wholePlan,
    filter: { ...filter, ...(actions.length === 0 ? {} : { actions }), ...(text === undefined ? {} : { text }), ...(hold === 'held' || hold === 'protection' ? { hold } : {}) },
  };
}
