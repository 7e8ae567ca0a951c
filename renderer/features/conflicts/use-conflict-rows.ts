import { useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { ConflictFilter, ConflictRow } from '../../../shared/ipc/conflicts.ts';
import { call, refusalFrom } from '../../api.ts';
import { createRowPages, rowsPerPage, type RowPages } from '../../hooks/row-pages.ts';

export type ConflictRows = { readonly state: 'loading' | 'ready' | 'failed'; readonly refusal: Refusal | null; readonly total: number; row(index: number): ConflictRow | undefined; want(first: number, last: number): void; /** The rows read so far, in order. */ known(): readonly ConflictRow[]; /** Position in the list; -1 when it is not read. */ indexOf(id: string | null): number };

/** The rows of a filter, fetched as they come into sight; `turn` asks again. What was shown stays until the answer is there. */
export function useConflictRows(profileId: string, filter: ConflictFilter, turn: number): ConflictRows {
  const key = JSON.stringify([profileId, filter]);
  const [pages, setPages] = useState<RowPages<ConflictRow> | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [, setRows] = useState(0);
  const newest = useRef('');
  useEffect(() => {
    const mine = `${key} ${turn}`;
    newest.current = mine;
    const [profile, asked] = JSON.parse(key) as [string, ConflictFilter];
    const load = (offset: number, limit: number) => call('conflicts.page', { profileId: profile, filter: asked, offset, limit });
    load(0, rowsPerPage).then(
      (first) => {
        if (newest.current !== mine) return;
        setPages(createRowPages(load, first, 0, () => setRows((before) => before + 1)));
        setRefusal(null);
      },
      (error: unknown) => {
        if (newest.current === mine) setRefusal(refusalFrom(error));
      },
    );
  }, [key, turn]);
  return {
    state: refusal !== null ? 'failed' : pages === null ? 'loading' : 'ready',
    refusal,
    total: pages?.total() ?? 0,
    row: (index) => pages?.row(index),
    want: (first, last) => pages?.want(first, last),
    indexOf: (id) => (id === null ? -1 : Array.from({ length: pages?.total() ?? 0 }, (_, index) => pages?.row(index)).findIndex((row) => row?.id === id)),
    known: () => Array.from({ length: pages?.total() ?? 0 }, (_, index) => pages?.row(index)).filter((row) => row !== undefined),
  };
}
