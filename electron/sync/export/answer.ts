import { assertNever } from '../../../shared/assert-never.ts';
import type { Cancel, TargetConnector, Write, WriteResult } from '../ports.ts';
import { isTaken } from './fixes.ts';
import type { Refused } from './fixes.ts';
import { lookUp } from './look-up.ts';
import type { Verdict } from './look-up.ts';
import type { Outcome } from './work.ts';

export type Sleep = (milliseconds: number) => Promise<void>;

/** Pauses before each look-up of a write in doubt: the tenant's replicas and an outage both need a moment. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 16_000] as const;

export type AnswerPorts = {
  readonly target: Pick<TargetConnector, 'write' | 'findUser' | 'findGroup' | 'membersOf' | 'managerOf' | 'read'>;
  readonly cancel: Cancel;
  readonly sleep: Sleep;
};

/** What an answer means when it can be taken at its word; null when the target must be asked first. */
export function plainOutcome(write: Write, result: WriteResult): Outcome | null {
  switch (result.outcome) {
    case 'done':
    case 'alreadyDone':
      return { kind: 'done', id: result.id, found: null };
    case 'rejected':
      return write.kind === 'createUser' && isTaken(refusedBy(result)) ? null : { kind: 'refused', refused: refusedBy(result), gone: false };
    case 'notFound':
    case 'unknown':
      return null;
    default:
      return assertNever(result, 'answer');
  }
}

/**
 * Finds out what became of a write whose answer is in doubt: looks it up, and sends it again only when it was not
 * carried out, a bounded number of times (invariant I4). Throws when the target cannot be asked.
 */
export async function investigate(ports: AnswerPorts, write: Write, anchor: string, first: WriteResult): Promise<Outcome> {
  let result = first;
  for (const pauseMs of pausesMs) {
    const plain = plainOutcome(write, result);
    if (plain !== null) return plain;
    // A refusal or a 404 is an answer and can be checked at once; after a lost answer the target needs a moment.
    if (result.outcome === 'unknown') await ports.sleep(pauseMs);
    const verdict = await lookUp(ports.target, write, anchor);
    const known = knownOutcome(write, result, verdict);
    if (known !== null) return known;
    if (ports.cancel.aborted) return { kind: 'open' };
    if (result.outcome === 'notFound') await ports.sleep(pauseMs);
    result = await sendAgain(ports, stillToDo(write, verdict));
  }
  return plainOutcome(write, result) ?? { kind: 'refused', refused: refusedBy(result), gone: false };
}

function knownOutcome(write: Write, result: WriteResult, verdict: Verdict): Outcome | null {
  if (verdict.state === 'made') return { kind: 'done', id: verdict.id, found: verdict.found };
  if (verdict.state === 'gone') return { kind: 'refused', refused: { ...refusedBy(result), kind: 'notFound' }, gone: true };
  if (result.outcome === 'rejected') return { kind: 'refused', refused: refusedBy(result), gone: false };
  // The object is there (or never was to be): what was not found is the other one, or the restore came too late.
  const otherIsMissing = write.kind !== 'updateUser' && write.kind !== 'updateGroup';
  return result.outcome === 'notFound' && otherIsMissing ? { kind: 'refused', refused: refusedBy(result), gone: false } : null;
}

/** Of a member write only the members that are not there yet; of any other write all of it. */
function stillToDo(write: Write, verdict: Verdict): Write {
  if (write.kind !== 'addMembers' || verdict.state !== 'notMade' || verdict.observed?.kind !== 'members') return write;
  return { ...write, memberIds: verdict.observed.remove };
}

async function sendAgain({ target, cancel }: AnswerPorts, write: Write): Promise<WriteResult> {
  const [result] = await target.write([write], cancel);
  if (result === undefined) throw new Error(`The connector gave no answer to ${write.kind}.`);
  return result;
}

function refusedBy(result: WriteResult): Refused {
  switch (result.outcome) {
    case 'rejected':
      return { kind: 'rejected', status: result.status, code: result.code, message: result.message, requestId: result.requestId, property: result.property, conflictingIds: result.conflictingIds };
    case 'notFound':
      return { kind: 'notFound', status: 404, code: result.code, message: result.message, requestId: result.requestId, property: null, conflictingIds: [] };
    case 'unknown':
      return { kind: 'unknown', status: null, code: 'unknown', message: result.message, requestId: result.requestId, property: null, conflictingIds: [] };
    default:
      throw new Error(`An answer "${result.outcome}" is no refusal.`);
  }
}
