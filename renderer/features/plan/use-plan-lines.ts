import { useEffect, useMemo, useRef, useState } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { PlanRow } from '../../../shared/ipc/plan.ts';
import { call, refusalFrom } from '../../api.ts';
import { createRowPages, rowsPerPage, type RowPages } from '../../hooks/row-pages.ts';
import { groupedLines, plainLines, type Lines } from './lines.ts';
import type { PlanQuery } from './plan-filter.ts';

type Group = OutputOf<'plan.groups'>['groups'][number];

/** One answered query: the lists behind the lines. */
type Answered = { readonly key: string; readonly query: PlanQuery; readonly groups: readonly Group[] | null; readonly lists: readonly RowPages<PlanRow>[] };

export type PlanLines = {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly refusal: Refusal | null;
  /** Grows with each answered query: scroll back to the top. */
  readonly turn: number;
  readonly query: PlanQuery;
  readonly lines: Lines;
  readonly groups: readonly (Group & { readonly open: boolean })[] | null;
  row(line: number): PlanRow | undefined;
  want(firstLine: number, lastLine: number): void;
  toggle(group: number): void;
};

/** Groups that are few and small open by themselves. */
const openByItself = 200;

type Source = { readonly profileId: string; readonly planId: string };

async function answer({ profileId, planId }: Source, query: PlanQuery, key: string, changed: () => void): Promise<Answered> {
  const { filter, sort, groupBy } = query;
  if (groupBy === null) {
    const load = (offset: number, limit: number) => call('plan.page', { profileId, planId, filter, sort, group: null, offset, limit });
    return { key, query, groups: null, lists: [createRowPages(load, await load(0, rowsPerPage), 0, changed)] };
  }
  const { groups } = await call('plan.groups', { profileId, planId, filter, by: groupBy });
  const lists = groups.map((group) => createRowPages((offset, limit) => call('plan.page', { profileId, planId, filter, sort, group: { by: groupBy, key: group.key }, offset, limit }), null, group.count, changed));
  return { key, query, groups, lists };
}

/**
 * The lines of the table. While a new query is on its way the lines of the last one stay, so that nothing flickers;
 * an answer that was overtaken is dropped.
 */
export function usePlanLines(profileId: string, planId: string, query: PlanQuery): PlanLines {
  const key = JSON.stringify([profileId, planId, query]);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [turn, setTurn] = useState(0);
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [, setRows] = useState(0);
  const newest = useRef(key);
  useEffect(() => {
    newest.current = key;
    const [source, plan, asked] = JSON.parse(key) as [string, string, PlanQuery];
    const changed = (): void => setRows((before) => before + 1);
    answer({ profileId: source, planId: plan }, asked, key, changed).then(
      (next) => {
        if (newest.current !== key) return;
        setAnswered(next);
        setRefusal(null);
        setTurn((before) => before + 1);
      },
      (error: unknown) => {
        if (newest.current === key) setRefusal(refusalFrom(error));
      },
    );
  }, [key]);

  const groups = useMemo(() => {
    if (answered === null || answered.groups === null) return null;
    const all = answered.groups.reduce((sum, { count }) => sum + count, 0);
    return answered.groups.map((group) => ({ ...group, open: opened.get(group.key) ?? all <= openByItself }));
  }, [answered, opened]);
  const lines = useMemo(() => (groups === null ? plainLines(answered?.lists[0]?.total() ?? 0) : groupedLines(groups)), [answered, groups]);

  return {
    state: refusal !== null ? 'failed' : answered === null ? 'loading' : 'ready',
    refusal,
    turn,
    query: answered?.query ?? query,
    lines,
    groups,
    row(line) {
      const at = lines.at(line);
      return at.kind === 'row' ? answered?.lists[at.group]?.row(at.index) : undefined;
    },
    want(firstLine, lastLine) {
      const spans = new Map<number, { from: number; to: number }>();
      for (let line = firstLine; line <= lastLine && line < lines.count; line += 1) {
        const at = lines.at(line);
        if (at.kind !== 'row') continue;
        const span = spans.get(at.group);
        spans.set(at.group, span === undefined ? { from: at.index, to: at.index } : { from: span.from, to: at.index });
      }
      for (const [group, { from, to }] of spans) answered?.lists[group]?.want(from, to);
    },
    toggle(group) {
      const groupKey = groups?.[group]?.key;
      if (groupKey === undefined) return;
      setOpened((before) => new Map(before).set(groupKey, !(groups?.[group]?.open ?? false)));
    },
  };
}
