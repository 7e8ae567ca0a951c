import type { PlanRow } from '../../../shared/ipc/plan.ts';

export const rowsPerPage = 100;

/** Rows of one list, fetched as they come into sight. Kept as long as the list is shown. */
export type RowPages = {
  readonly total: () => number;
  row(index: number): PlanRow | undefined;
  /** Asks for what is missing between two rows. */
  want(first: number, last: number): void;
};

export type LoadPage = (offset: number, limit: number) => Promise<{ readonly total: number; readonly rows: readonly PlanRow[] }>;

/** `changed` is called when rows have come. A page that failed is asked for again the next time it is wanted. */
export function createRowPages(load: LoadPage, first: { readonly total: number; readonly rows: readonly PlanRow[] } | null, knownTotal: number, changed: () => void): RowPages {
  const pages = new Map<number, readonly PlanRow[] | 'loading'>();
  if (first !== null) pages.set(0, first.rows);
  const total = first?.total ?? knownTotal;
  const fetchPage = (page: number): void => {
    pages.set(page, 'loading');
    load(page * rowsPerPage, rowsPerPage).then(
      ({ rows }) => {
        pages.set(page, rows);
        changed();
      },
      () => void pages.delete(page),
    );
  };
  return {
    total: () => total,
    row(index) {
      const page = pages.get(Math.floor(index / rowsPerPage));
      return page === undefined || page === 'loading' ? undefined : page[index % rowsPerPage];
    },
    want(from, to) {
      const last = Math.min(to, total - 1);
      for (let page = Math.floor(Math.max(0, from) / rowsPerPage); page * rowsPerPage <= last; page += 1) if (!pages.has(page)) fetchPage(page);
    },
  };
}
