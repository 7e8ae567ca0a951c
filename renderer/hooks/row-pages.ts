export const rowsPerPage = 100;

/** Rows of one list, fetched as they come into sight. Kept as long as the list is shown. */
export type RowPages<Row> = {
  readonly total: () => number;
  row(index: number): Row | undefined;
  /** Asks for what is missing between two rows. */
  want(first: number, last: number): void;
};

export type LoadPage<Row> = (offset: number, limit: number) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;

/** `changed` is called when rows have come. A page that failed is asked for again the next time it is wanted. */
export function createRowPages<Row>(load: LoadPage<Row>, first: { readonly total: number; readonly rows: readonly Row[] } | null, knownTotal: number, changed: () => void): RowPages<Row> {
  const pages = new Map<number, readonly Row[] | 'loading'>();
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
