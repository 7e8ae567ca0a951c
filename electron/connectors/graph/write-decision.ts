import { assertNever } from '../../../shared/assert-never.ts';
import type { Write, WriteResult } from '../../sync/ports.ts';
import type { BatchAnswer } from './batch.ts';
import { classify, record, text, type GraphFailure } from './graph-failure.ts';
import { idsOf } from './write-request.ts';

/** What to do about the answer to one write. */
export type Decision =
  | { readonly next: 'answer'; readonly result: WriteResult }
  /** Not applied because of the load: repeat as often as it takes, after what the tenant asked. */
  | { readonly next: 'throttled'; readonly waitMs: number | null; readonly failure: GraphFailure }
  /** Repeat with back-off, but not for ever; `exhausted` is the answer when it stays that way. */
  | { readonly next: 'repeat'; readonly waitMs: number | null; readonly exhausted: WriteResult }
  /** Not there yet, because it was made a moment ago. `linkOf`: the object may be there and only its link missing, which is what was wanted. */
  | { readonly next: 'repeatUntilVisible'; readonly exhausted: WriteResult; readonly linkOf: 'user' | 'group' | null }
  /** A directory extension that was made a moment ago is not available on every replica yet. */
  | { readonly next: 'repeatUntilExtended'; readonly extension: string; readonly exhausted: WriteResult }
  | { readonly next: 'renewToken'; readonly exhausted: WriteResult }
  /** The upsert of a group answered without its id. */
  | { readonly next: 'readGroupId' }
  /** Some of the members are in the group already, and the others are then not added either. */
  | { readonly next: 'addMissingMembers' }
  /** A restore of what is not deleted (any more): is it there? */
  | { readonly next: 'checkRestored'; readonly otherwise: WriteResult };

/** Whether repeating a write that may have been applied leaves the same state. */
export function isRepeatable(write: Write): boolean {
  return write.kind !== 'createUser';
}

/** The answer to a write whose answer was lost. */
export function lost(message: string, requestId: string | null): WriteResult {
  return { outcome: 'unknown', message, requestId };
}

/** Decides by the class of the answer (facts: https://learn.microsoft.com/graph/errors). `recent`: something it needs was made a moment ago. */
export function decide(write: Write, answer: BatchAnswer | null, recent: boolean, now: Date): Decision {
  if (answer === null) return ambiguous(write, null, 'The $batch response lacks the answer to this request.', null);
  if (answer.status >= 200 && answer.status <= 299) return success(write, answer);
  const failure = classify(answer.status, answer.header, answer.body, now);
  const { requestId, message } = failure;
  const alreadyDone: Decision = { next: 'answer', result: { outcome: 'alreadyDone', id: 'id' in write ? write.id : '' } };
  switch (failure.kind) {
    case 'throttled':
      return { next: 'throttled', waitMs: failure.retryAfterMs, failure };
    case 'busy':
      return { next: 'repeat', waitMs: failure.retryAfterMs, exhausted: rejected(failure) };
    case 'transient':
      return ambiguous(write, failure.retryAfterMs, message, requestId);
    case 'unauthorized':
      return { next: 'renewToken', exhausted: rejected(failure) };
    case 'alreadyMember':
      return write.kind === 'addMembers' ? { next: 'addMissingMembers' } : { next: 'answer', result: rejected(failure) };
    case 'notMember':
      return write.kind === 'removeMember' ? alreadyDone : { next: 'answer', result: rejected(failure) };
    case 'notFound':
      return recent ? { next: 'repeatUntilVisible', exhausted: notFound(write, failure), linkOf: linkOf(write) } : whenNotFound(write, failure);
    case 'rejected':
      return isExtensionMissing(failure) ? { next: 'repeatUntilExtended', extension: failure.property ?? '', exhausted: rejected(failure) } : { next: 'answer', result: rejected(failure) };
    default:
      return assertNever(failure.kind, 'failure kind');
  }
}

/** Graph's text while an extension is not available: new ones take seconds to minutes. */
function isExtensionMissing({ status, message }: GraphFailure): boolean {
  return status === 400 && /extension properties are not available/i.test(message);
}

function success(write: Write, answer: BatchAnswer): Decision {
  if (write.kind !== 'createUser' && write.kind !== 'createGroup') return { next: 'answer', result: { outcome: 'done', id: write.id } };
  const id = text(record(answer.body)['id']).toLowerCase();
  if (id !== '') return { next: 'answer', result: { outcome: 'done', id } };
  return write.kind === 'createGroup' ? { next: 'readGroupId' } : { next: 'answer', result: lost('The user was created, but the answer lacks its id.', answer.header('request-id')) };
}

function ambiguous(write: Write, waitMs: number | null, message: string, requestId: string | null): Decision {
  const unknown = lost(message, requestId);
  return isRepeatable(write) ? { next: 'repeat', waitMs, exhausted: unknown } : { next: 'answer', result: unknown };
}

function whenNotFound(write: Write, failure: GraphFailure): Decision {
  const otherwise = notFound(write, failure);
  return write.kind === 'restoreUser' || write.kind === 'restoreGroup' ? { next: 'checkRestored', otherwise } : { next: 'answer', result: otherwise };
}

function linkOf(write: Write): 'user' | 'group' | null {
  if (write.kind === 'clearManager') return 'user';
  return write.kind === 'removeMember' ? 'group' : null;
}

/** 404: what was to go is gone; else the object to change is missing, or the text names another object that is. */
function notFound(write: Write, failure: GraphFailure): WriteResult {
  if (write.kind === 'deleteUser' || write.kind === 'deleteGroup' || write.kind === 'removeMember' || write.kind === 'clearManager') {
    return { outcome: 'alreadyDone', id: write.id };
  }
  const [subject, ...linked] = idsOf(write);
  const named = (id: string) => failure.message.toLowerCase().includes(id.toLowerCase());
  const missing = subject !== undefined && named(subject) ? [] : linked.filter(named);
  if (missing.length > 0) return { ...rejected(failure), property: write.kind === 'setManager' ? 'manager' : 'members', conflictingIds: missing };
  return { outcome: 'notFound', code: failure.code, message: failure.message, requestId: failure.requestId };
}

/** Graph's no, for good. */
export function rejected({ status, code, message, requestId, property, conflictingIds }: GraphFailure): Extract<WriteResult, { outcome: 'rejected' }> {
  return { outcome: 'rejected', status, code, message, requestId, property, conflictingIds };
}
