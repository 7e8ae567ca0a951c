import type { PlanChange, PlanSummary } from '../../../shared/plan.ts';
import type { ExportPorts } from '../../../electron/sync/export/export-plan.ts';
import type { AppliedWrite, JournalEntry, Link, Refusal, TargetRow } from '../../../electron/sync/store.ts';

type Row = TargetRow & { readonly members: readonly string[] };
type State = {
  readonly rows: Map<string, Row>;
  readonly links: Map<string, Link>;
  readonly journal: Map<number, JournalEntry>;
  readonly refusals: Map<string, Refusal>;
};

export type MemoryStore = {
  readonly store: ExportPorts['store'];
  readonly state: State;
  readonly durable: readonly boolean[];
  setPlan(changes: readonly PlanChange[]): void;
};

export const summary = { id: 'plan-1' } as PlanSummary;

/**
 * The part of the staging store that the export uses, in memory, with real rollback: for thousands of random kill
 * points. `onTransaction` is called at the start and just before the commit of each transaction; throw there to crash.
 */
export function createMemoryStore(onTransaction: (moment: 'begin' | 'commit') => void = () => undefined): MemoryStore {
  const state: State = { rows: new Map(), links: new Map(), journal: new Map(), refusals: new Map() };
  const durable: boolean[] = [];
  let plan: readonly PlanChange[] = [];
  let depth = 0;

  const restore = (saved: State): void => {
    for (const name of ['rows', 'links', 'journal', 'refusals'] as const) {
      const map = state[name] as Map<unknown, unknown>;
      map.clear();
      for (const [key, value] of saved[name]) map.set(key, value);
    }
  };
  const transaction = <T>(work: () => T): T => {
    if (depth > 0) return work();
    onTransaction('begin');
    const saved: State = { rows: new Map(state.rows), links: new Map(state.links), journal: new Map(state.journal), refusals: new Map(state.refusals) };
    depth += 1;
    try {
      const result = work();
      onTransaction('commit');
      return result;
    } catch (error) {
      restore(saved);
      throw error;
    } finally {
      depth -= 1;
    }
  };
  const unused = (): never => { throw new Error('not used by the export'); };

  return {
    state,
    durable,
    setPlan(changes) { plan = changes; },
    store: {
      transaction,
      durable(on) { durable.push(on); },
      plans: {
        get: (id) => (id === summary.id ? { summary, runId: 'run-1', createdAt: '', inputs: '' } : null),
        changes: () => plan[Symbol.iterator]() as IterableIterator<PlanChange>,
        change: (_planId, id) => plan.find((candidate) => candidate.id === id) ?? null,
        begin: unused, latest: unused, changesOf: unused, notes: unused, approve: unused, isApproved: unused,
      },
      target: {
        get: (id) => state.rows.get(id) ?? null,
        members: (id) => state.rows.get(id)?.members ?? [],
        applyWrite: (write) => { applyTo(state.rows, write); },
        watermark: unused, begin: unused, stage: unused, finish: unused, iterate: unused, iterateMembers: unused, unconfirmed: unused, version: unused,
      },
      links: {
        iterate: () => [...state.links.values()][Symbol.iterator]() as IterableIterator<Link>,
        get: (anchor) => state.links.get(anchor) ?? null,
        byTarget: (id) => [...state.links.values()].find(({ targetId }) => targetId === id) ?? null,
        put: (link) => { state.links.set(link.anchor, link); },
        confirm: (anchor, confirmed) => {
          const link = state.links.get(anchor);
          if (link !== undefined) state.links.set(anchor, { ...link, confirmed });
        },
        remove: (anchor) => { state.links.delete(anchor); },
        count: () => state.links.size,
      },
      journal: {
        sent: (entry) => {
          const id = state.journal.size + 1;
          // As the real store does: through JSON, so that nothing but plain data gets in.
          state.journal.set(id, { ...entry, write: JSON.parse(JSON.stringify(entry.write)) as unknown, id, state: 'sent' });
          return id;
        },
        answered: (id, answer) => {
          const entry = state.journal.get(id);
          if (entry?.state !== 'sent') throw new Error(`journal entry ${id} was answered twice`);
          state.journal.set(id, { ...entry, state: answer });
        },
        inFlight: () => [...state.journal.values()].filter((entry) => entry.state === 'sent'),
        lastOf: () => null,
      },
      refusals: {
        all: () => [...state.refusals.values()],
        put: (refusal) => { state.refusals.set(`${refusal.anchor} ${refusal.action}`, refusal); },
        remove: (anchor) => { for (const [key, refusal] of state.refusals) if (refusal.anchor === anchor) state.refusals.delete(key); },
      },
    },
  };
}

function applyTo(rows: Map<string, Row>, write: AppliedWrite): void {
  const row: Row = rows.get(write.id) ?? { id: write.id, kind: 'user', attributes: {}, managerId: null, state: 'present', members: [] };
  switch (write.kind) {
    case 'create':
      rows.set(write.id, { ...row, kind: write.type, attributes: write.attributes, state: 'present' });
      return;
    case 'update':
      rows.set(write.id, { ...row, attributes: { ...row.attributes, ...write.attributes } });
      return;
    case 'restore':
      rows.set(write.id, { ...row, kind: write.type, state: 'present' });
      return;
    case 'delete':
      rows.set(write.id, { ...row, state: 'softDeleted' });
      return;
    case 'members':
      rows.set(write.id, { ...row, members: [...new Set([...row.members, ...write.add])].filter((id) => !write.remove.includes(id)).sort() });
      return;
    case 'manager':
      rows.set(write.id, { ...row, managerId: write.managerId });
  }
}
