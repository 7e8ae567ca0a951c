import type { PlanAction, PlanChange, TypeCounts } from '../../../shared/plan.ts';
import type { Digest } from '../ports.ts';
import type { PlanWriter } from '../store.ts';
import { rankOf } from './order.ts';

type Counters = { -readonly [Name in keyof TypeCounts]: TypeCounts[Name] };

function noCounts(): Counters {
  return { create: 0, restore: 0, link: 0, update: 0, disable: 0, delete: 0, unchanged: 0, held: 0 };
}

type Optional = 'attributes' | 'references' | 'dependsOn' | 'hold';

/** A change before it has an id; what it leaves out is empty. */
export type ChangeInput = Omit<PlanChange, 'id' | Optional> & Partial<Pick<PlanChange, Optional>>;

/** Writes changes to the store as they are found, counts them, and folds them into the plan's digest, a sum: their order does not matter. */
export type PlanBook = {
  readonly users: Counters;
  readonly groups: Counters;
  readonly members: { add: number; remove: number };
  readonly managers: { set: number; clear: number };
  counts(type: 'user' | 'group'): Counters;
  idOf(action: PlanAction, type: 'user' | 'group', anchor: string, part?: string): string;
  add(change: ChangeInput, options?: { readonly rank?: number; readonly part?: string }): PlanChange;
  /** Folds anything else that belongs to the plan's identity into its digest. */
  fold(text: string): void;
  planId(): string;
};

export function openPlanBook(writer: PlanWriter, digest: Digest): PlanBook {
  const users = noCounts();
  const groups = noCounts();
  let sum = 0n;
  const fold = (text: string): void => {
    sum += BigInt(`0x${digest(text)}`);
  };
  // What is made for an object is asked for right after it was planned, by whatever depends on it.
  let last = { key: '', id: '' };
  const idOf = (action: PlanAction, type: 'user' | 'group', anchor: string, part = ''): string => {
    const key = `${action} ${type} ${anchor} ${part}`;
    if (key !== last.key) last = { key, id: digest(key).slice(0, 16) };
    return last.id;
  };
  return {
    users,
    groups,
    members: { add: 0, remove: 0 },
    managers: { set: 0, clear: 0 },
    counts: (type) => (type === 'user' ? users : groups),
    idOf,
    fold,
    add: (input, options = {}) => {
      const change: PlanChange = {
        id: idOf(input.action, input.type, input.anchor, options.part),
        action: input.action,
        type: input.type,
        anchor: input.anchor,
        guid: input.guid,
        dn: input.dn,
        target: input.target,
        reason: input.reason,
        attributes: input.attributes ?? [],
        references: input.references ?? [],
        dependsOn: input.dependsOn ?? [],
        hold: input.hold ?? null,
      };
      const text = writer.add(change, options.rank ?? rankOf(change.action, change.type));
      fold(`${change.id} ${change.hold === null ? '' : JSON.stringify(change.hold)} ${text}`);
      return change;
    },
    planId: () => digest(`plan ${sum.toString(16)}`).slice(0, 16),
  };
}
