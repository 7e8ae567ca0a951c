import type { PlanChange } from '../../../shared/plan.ts';
import type { TargetObject } from '../directory.ts';
import type { ChangeOutcome, Write } from '../ports.ts';
import { photoProperty } from '../flow/properties.ts';
import type { Refused } from './fixes.ts';
import { photoWrites } from './steps.ts';

/** A refused part of a change. `reference`: target id of the member or manager it was about, null for the object itself. */
export type RefusedPart = { readonly refused: Refused; readonly reference: string | null };

/** A change while it is being carried out. A value: each answer makes the next one, kept only after it was booked. */
export type Work = {
  readonly change: PlanChange;
  readonly writes: readonly Write[];
  /** Index in `writes` of the next one. */
  readonly position: number;
  /** Parts of a member write that was refused as a whole; they go first. */
  readonly parts: readonly Write[];
  /** How many writes were carried out. */
  readonly written: number;
  /** DNs of objects that the change refers to and that do not exist in the target (yet). */
  readonly missing: readonly string[];
  readonly refusals: readonly RefusedPart[];
  /** References refused one after the other with none accepted between. */
  readonly refusedInARow: number;
};

/** What became of one write. */
export type Outcome =
  | { readonly kind: 'done'; readonly id: string; readonly found: TargetObject | null }
  /** `gone`: a look-up confirmed that the object does not exist. */
  | { readonly kind: 'refused'; readonly refused: Refused; readonly gone: boolean }
  /** Cancelled before its fate was known: the journal entry stays in flight for the recovery. */
  | { readonly kind: 'open' };

/** So many members refused in a row mean that the group is what is refused, not each of them. */
const refusedInARowLimit = 20;

export function startWork(change: PlanChange, writes: readonly Write[], missing: readonly string[]): Work {
  return { change, writes, position: 0, parts: [], written: 0, missing, refusals: [], refusedInARow: 0 };
}

/** The write to send next; undefined when the change is through. */
export function nextWrite(work: Work): Write | undefined {
  return work.parts[0] ?? work.writes[work.position];
}

/** The change after its next write was answered. */
export function advance(work: Work, write: Write, outcome: Exclude<Outcome, { readonly kind: 'open' }>): Work {
  const rest = work.parts.length > 0 ? { ...work, parts: work.parts.slice(1) } : { ...work, position: work.position + 1 };
  const more = outcome.kind === 'done' && write.kind === 'createUser' ? photoWrites(work.change, outcome.id) : [];
  if (outcome.kind === 'done') return { ...rest, writes: [...rest.writes, ...more], written: work.written + 1, refusedInARow: 0 };
  const { refused, gone } = outcome;
  const aboutReference = !gone && isAboutReference(write, refused);
  if (aboutReference && write.kind === 'addMembers' && write.memberIds.length > 1) {
    const named = write.memberIds.filter((id) => refused.conflictingIds.includes(id));
    const others = write.memberIds.filter((id) => !named.includes(id));
    if (named.length === 0 || others.length === 0) return { ...rest, parts: [...halves(write), ...rest.parts] };
    return { ...rest, parts: [{ ...write, memberIds: others }, ...rest.parts], refusals: [...rest.refusals, ...named.map((reference) => ({ refused, reference }))] };
  }

  const part: RefusedPart = { refused, reference: aboutReference ? referenceOf(write) : null };
  const refusedInARow = work.refusedInARow + 1;
  const next = { ...rest, refusals: [...rest.refusals, part], refusedInARow };
  const goesOn = aboutReference && refusedInARow < refusedInARowLimit;
  return goesOn ? next : { ...next, parts: [], position: rest.writes.length };
}

/** What became of a change that is through. */
export function outcomeOf({ refusals, missing, written }: Work): ChangeOutcome {
  if (refusals.length === 0 && missing.length === 0) return 'written';
  if (written > 0) return 'partly';
  return refusals.length > 0 ? 'refused' : 'waiting';
}

/**
 * What a change still has to do, as the next plan would say it, so that an unchanged refusal is recognized: the members
 * that were not written; the update of an object that was restored before its update was refused.
 */
export function remainder(work: Work, resolve: (reference: PlanChange['references'][number]) => string | null): PlanChange {
  const { change } = work;
  if (change.action === 'restore' && work.written > 0) return { ...change, action: 'update' };
  const photo = change.attributes.filter(({ name }) => name === photoProperty);
  if (photo.length > 0 && work.written > 0) return { ...change, action: 'update', attributes: photo };
  if (change.action !== 'addMembers' && change.action !== 'removeMembers') return change;
  const refusedIds = new Set(work.refusals.map(({ reference }) => reference));
  // A refusal of the group itself ended the change: nothing tells which members were left, so all count.
  if (refusedIds.has(null)) return change;
  return { ...change, references: change.references.filter((reference) => refusedIds.has(resolve(reference))) };
}

function isAboutReference(write: Write, { status, kind, message }: Refused): boolean {
  if (kind === 'unknown' || status === 403) return false;
  if (write.kind !== 'addMembers' && write.kind !== 'removeMember' && write.kind !== 'setManager') return false;
  return !/on-premises mastered|undergoing migration|mail-enabled security groups|external service|membership rule|dynamic/i.test(message);
}

/** Target id of the object that a write links to. */
function referenceOf(write: Write): string | null {
  switch (write.kind) {
    case 'addMembers':
      return write.memberIds[0] ?? null;
    case 'removeMember':
      return write.memberId;
    case 'setManager':
      return write.managerId;
    default:
      return null;
  }
}

/** Graph adds all members of a request or none, so where it does not name the bad ones the good ones are found by halving. */
function halves(write: Extract<Write, { readonly kind: 'addMembers' }>): readonly Write[] {
  const middle = Math.ceil(write.memberIds.length / 2);
  return [
    { ...write, memberIds: write.memberIds.slice(0, middle) },
    { ...write, memberIds: write.memberIds.slice(middle) },
  ];
}
