import type { Conflict } from '../../../shared/conflict.ts';
import type { PlanChange, PlanNote, PlanSummary, TypeCounts } from '../../../shared/plan.ts';
import type { RunRecord, StagingStore } from '../../../electron/sync/store.ts';

const none: TypeCounts = { create: 0, restore: 0, link: 0, update: 0, disable: 0, delete: 0, unchanged: 0, held: 0 };

export const plan: PlanSummary = {
  id: 'p1',
  users: { ...none, create: 2, delete: 600, held: 1 },
  groups: none,
  members: { add: 3, remove: 0 },
  managers: { set: 1, clear: 0 },
  protection: { tripped: true, held: { delete: 600, disable: 0, memberRemove: 0 }, limit: { count: 500, percent: 10 }, texts: ['600 users would be deleted, more than 500.'], heldSet: 'h' },
  notSynchronizable: { contact: 4 },
  scope: { inScope: 10, excluded: { criticalSystemObject: 2 } },
  conflicts: 1,
};

export function change(number: number): PlanChange {
  return {
    id: `c${number}`,
    action: 'create',
    type: 'user',
    anchor: `anchor${number}`,
    guid: null,
    dn: `CN=User ${number},DC=corp`,
    target: null,
    reason: 'new',
    attributes: [{ name: 'displayName', from: null, to: `User ${number}`, rule: 'displayName' }],
    references: [],
    dependsOn: [],
    hold: null,
  };
}

export const conflict: Conflict & { readonly firstSeen: string } = {
  id: 'k1',
  situation: 'takenInTarget',
  also: [],
  type: 'user',
  anchor: 'anchor9',
  guid: 'guid9',
  dn: 'CN=Anna,DC=corp',
  attribute: 'userPrincipalName',
  value: 'anna@contoso.com',
  other: { id: 't9', name: 'Anna Cloud', side: 'target', type: 'user' },
  others: [{ id: 't9', name: 'Anna Cloud', side: 'target', type: 'user' }],
  reason: 'anna@contoso.com belongs to Anna Cloud.',
  fix: 'Link to it, or choose another value.',
  resolutions: ['link', 'setValue', 'exclude'],
  recommended: 'link',
  facts: { holder: 't9' },
  reopened: null,
  firstSeen: '2026-01-01T00:00:00.000Z',
};

export const record: RunRecord = {
  id: 'r1',
  profile: 'sync',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:01:05.000Z',
  outcome: 'protected',
  planId: 'p1',
  imports: { source: { read: 12, inScope: 10, excluded: { criticalSystemObject: 2 }, mode: 'full', unread: [] }, target: { read: 5, mode: 'delta' } },
  exported: {
    writes: 7,
    retried: 1,
    throttledMs: 0,
    failed: [{ dn: 'CN=Bad,DC=corp', action: 'create', code: 'Request_BadRequest', message: 'Invalid value.', requestId: 'q1', fix: 'Correct it in AD.' }],
    waiting: [],
  },
  error: null,
};

/** The part of a store that reports and documents read, with this many changes, made as they are asked for. */
export function storeWith(changes: number, notes: readonly PlanNote[] = []): StagingStore {
  function* made(): Generator<PlanChange> {
    for (let number = 0; number < changes; number += 1) yield change(number);
  }
  const plans = { get: (id: string) => (id === 'p1' ? { summary: plan, runId: 'r1', createdAt: record.startedAt, inputs: '' } : null), changes: made, notes: () => notes[Symbol.iterator]() };
  const conflicts = { all: () => [conflict], count: () => 1, get: (id: string) => (id === conflict.id ? conflict : null) };
  return { plans, conflicts } as unknown as StagingStore;
}
