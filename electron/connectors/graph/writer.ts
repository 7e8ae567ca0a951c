import { Problem } from '../../../shared/errors.ts';
import type { Cancel, Log, Write, WriteResult } from '../../sync/ports.ts';
import { batchSize, sendBatch, type BatchAnswer } from './batch.ts';
import { connectionProblem, NetworkFailure } from './connection-problem.ts';
import type { ExtensionNames } from './extension-names.ts';
import type { Lookups } from './lookups.ts';
import type { Pacer } from './pacer.ts';
import type { RecentObjects } from './recent-objects.ts';
import { cancelled } from './retry-reads.ts';
import { backOffMs, type Timing } from './timing.ts';
import { sendPhoto } from './send-photo.ts';
import { GraphRefusal, type Transport } from './transport.ts';
import { decide, isRepeatable, lost, rejected, type Decision } from './write-decision.ts';
import { groupUrl, idsOf, requestOf, subjectOf, userUrl } from './write-request.ts';

export type Writer = (writes: readonly Write[], cancel: Cancel) => Promise<readonly WriteResult[]>;

export type WriterOptions = {
  readonly transport: Transport;
  readonly pacer: Pacer;
  readonly timing: Timing;
  readonly recent: RecentObjects;
  readonly lookups: Lookups;
  readonly names: ExtensionNames;
  readonly photoOf: (dn: string) => Promise<Uint8Array | null>;
  readonly renewToken: () => Promise<void>;
  /** host:port of the proxy, for messages. */
  readonly proxy: string | null;
  readonly log: Log;
  readonly now: () => Date;
};

/** A write that has no result yet. */
type Pending = { readonly index: number; write: Write; failures: number; throttles: number; notBefore: number; sent: boolean; renewed: boolean; alone: boolean };

/** With the back-off of timing.ts about half a minute. */
const tries = 7;
const longestVisibilityWaitMs = 8_000;

/** Sends writes as $batches, repeats item by item what is safe to repeat, and answers in the order of the writes. */
export function createWriter(options: WriterOptions): Writer {
  const { transport, pacer, timing, recent, lookups } = options;
  /** Directory extensions that did not become available although writes waited for them. */
  const unavailable = new Set<string>();

  async function write(writes: readonly Write[], cancel: Cancel): Promise<readonly WriteResult[]> {
    assertOneBatch(writes);
    const results = new Map<number, WriteResult>();
    let pending: Pending[] = writes.map((item, index) => ({ index, write: item, failures: 0, throttles: 0, notBefore: 0, sent: false, renewed: false, alone: false }));
    let unreachable = 0;

    const settle = (item: Pending, result: WriteResult) => {
      results.set(item.index, result.outcome === 'rejected' && result.property !== null ? { ...result, property: options.names.fromGraph(result.property) ?? result.property } : result);
      pending = pending.filter((other) => other !== item);
    };
    /** Nothing more can be sent. Thrown when that hides no fate, answered otherwise. */
    const stop = (problem: Problem) => {
      if (results.size === 0 && pending.every((item) => !item.sent)) throw problem;
      for (const item of pending) settle(item, lost(problem.message, null));
    };
    const again = (item: Pending, waitMs: number) => {
      item.notBefore = timing.nowMs() + waitMs;
      transport.counters.retried += 1;
    };

    async function act(item: Pending, decision: Decision): Promise<void> {
      switch (decision.next) {
        case 'answer':
          return settle(item, remembered(item.write, decision.result));
        case 'throttled':
          pause(decision.waitMs ?? backOffMs(item.throttles + 1, timing.random()));
          item.throttles += 1;
          return again(item, 0);
        case 'repeat':
          if (decision.waitMs !== null) pause(decision.waitMs);
          item.failures += 1;
          return item.failures >= tries ? settle(item, decision.exhausted) : again(item, backOffMs(item.failures - 1, timing.random()));
        case 'repeatUntilExtended':
          if (unavailable.has(decision.extension)) return settle(item, decision.exhausted);
          item.failures += 1;
          if (item.failures < tries) {
            options.log('info', `The directory extension ${options.names.fromGraph(decision.extension) ?? decision.extension} is not available yet; what needs it is sent again.`);
            return again(item, backOffMs(item.failures - 1, timing.random()));
          }
          unavailable.add(decision.extension);
          return settle(item, decision.exhausted);
        case 'repeatUntilVisible': {
          const objectUrl = decision.linkOf === 'user' ? userUrl(idOf(item.write)) : groupUrl(idOf(item.write));
          if (decision.linkOf !== null && (await lookups.exists(objectUrl))) return settle(item, decision.exhausted);
          const left = (recent.until(idsOf(item.write)) ?? 0) - timing.nowMs();
          item.failures += 1;
          const waitMs = Math.min(longestVisibilityWaitMs, backOffMs(item.failures - 1, timing.random()));
          return left <= 0 ? settle(item, decision.exhausted) : again(item, Math.min(waitMs, left));
        }
        case 'renewToken':
          if (item.renewed) return settle(item, decision.exhausted);
          item.renewed = true;
          await options.renewToken();
          return again(item, 0);
        case 'readGroupId': {
          const id = item.write.kind === 'createGroup' ? await groupId(item.write.uniqueName, cancel) : null;
          return settle(item, id === null ? lost('The group was written, but cannot be read yet.', null) : remembered(item.write, { outcome: 'done', id }));
        }
        case 'addMissingMembers':
          return addMissing(item);
        case 'checkRestored': {
          const url = item.write.kind === 'restoreUser' ? userUrl(idOf(item.write)) : groupUrl(idOf(item.write));
          const there = await lookups.exists(url);
          return settle(item, there ? { outcome: 'alreadyDone', id: idOf(item.write) } : decision.otherwise);
        }
      }
    }

    /** Adding is all or nothing: with one member there already, the others are not added. */
    async function addMissing(item: Pending): Promise<void> {
      if (item.write.kind !== 'addMembers') throw new Problem('internal', 'Members of something that has none.', 'Report this.');
      const { id, memberIds } = item.write;
      const done: WriteResult = { outcome: 'done', id };
      const present = memberIds.length === 1 ? memberIds : await lookups.membersOf(id);
      if (present === null) return settle(item, { outcome: 'notFound', code: 'Request_ResourceNotFound', message: `The group ${id} does not exist.`, requestId: null });
      const missing = memberIds.filter((memberId) => !present.includes(memberId.toLowerCase()) && !present.includes(memberId));
      if (missing.length === 0) return settle(item, { outcome: 'alreadyDone', id });
      if (missing.length < memberIds.length) {
        item.write = { ...item.write, memberIds: missing };
        return again(item, 0);
      }
      // The list lags behind: one by one then, so that each answer speaks of one member.
      for (const memberId of missing) {
        const [result] = await write([{ ...item.write, memberIds: [memberId] }], cancel);
        if (result !== undefined && result.outcome !== 'done' && result.outcome !== 'alreadyDone') return settle(item, result);
      }
      return settle(item, done);
    }

    async function envelopeFailed(items: readonly Pending[], error: unknown): Promise<void> {
      if (error instanceof NetworkFailure && !error.sent) {
        unreachable += 1;
        if (error.permanent || unreachable >= tries) return stop(await connectionProblem(error, options.proxy));
        for (const item of items) again(item, backOffMs(unreachable - 1, timing.random()));
        return;
      }
      for (const item of items) item.sent = true;
      if (error instanceof NetworkFailure) {
        for (const item of items) await act(item, ambiguous(item.write, `The connection broke before the answer: ${error.message}`));
        return;
      }
      if (!(error instanceof GraphRefusal)) throw error;
      const { failure } = error;
      if (failure.kind === 'transient') {
        if (failure.retryAfterMs !== null) pause(failure.retryAfterMs);
        for (const item of items) await act(item, ambiguous(item.write, failure.message, failure.requestId));
      } else if (failure.kind === 'throttled' || failure.kind === 'busy') {
        for (const item of items) await act(item, { next: 'throttled', waitMs: failure.retryAfterMs, failure });
      } else if (items.length === 1) {
        for (const item of items) settle(item, rejected(failure));
      } else {
        for (const item of items) item.alone = true; // one of them spoils the batch; alone it answers for itself
      }
    }

    while (pending.length > 0) {
      const now = timing.nowMs();
      const ready = pending.filter((item) => item.notBefore <= now);
      if (ready.length === 0 && !cancel.aborted) {
        await timing.sleep(Math.min(...pending.map((item) => item.notBefore)) - now, cancel);
        continue;
      }
      const candidates = ready[0]?.alone === true ? ready.slice(0, 1) : ready.filter((item) => !item.alone);
      const granted = cancel.aborted ? 0 : await pacer.takeWrites(candidates.length, cancel);
      if (granted === 0) {
        stop(cancelled());
        break;
      }
      const items = candidates.slice(0, granted);
      let answers: readonly (BatchAnswer | null)[] | null = null;
      try {
        answers = await send(items.map((item) => item.write));
      } catch (error) {
        pacer.answered(granted);
        if (error instanceof Problem) stop(error);
        else await envelopeFailed(items, error);
        continue;
      }
      pacer.answered(granted);
      for (const [position, item] of items.entries()) {
        const answer = answers[position] ?? null;
        item.sent = true;
        if (answer !== null && answer.status >= 200 && answer.status <= 299) transport.counters.writes += 1;
        try {
          await act(item, decide(item.write, answer, recent.until(idsOf(item.write)) !== null, options.now()));
        } catch (error) {
          // A look-up on the way failed: the fate of this one is then open, the others have theirs.
          settle(item, lost(error instanceof Error ? error.message : String(error), null));
        }
      }
    }
    return writes.map((_, index) => results.get(index) ?? lost('The write has no answer.', null));
  }

  /** Pictures go one by one: a $batch takes JSON only. */
  async function send(writes: readonly Write[]): Promise<readonly (BatchAnswer | null)[]> {
    const others = writes.filter(({ kind }) => kind !== 'setPhoto');
    const batched = others.length === 0 ? [] : await sendBatch(transport, others.map((each) => requestOf(each, transport.base, options.names)));
    const answers: (BatchAnswer | null)[] = [];
    for (const each of writes) answers.push(each.kind === 'setPhoto' ? await sendPhoto(transport, each, options.photoOf) : (batched[others.indexOf(each)] ?? null));
    return answers;
  }

  function ambiguous(item: Write, message: string, requestId: string | null = null): Decision {
    const result = lost(message, requestId);
    return isRepeatable(item) ? { next: 'repeat', waitMs: null, exhausted: result } : { next: 'answer', result };
  }

  function pause(ms: number): void {
    if (ms >= 1_000) options.log('warning', `Microsoft Graph asked to wait ${Math.ceil(ms / 1000)} s before the next write.`);
    pacer.pause(ms);
  }

  function remembered(item: Write, result: WriteResult): WriteResult {
    const made = item.kind === 'createUser' || item.kind === 'createGroup' || item.kind === 'restoreUser' || item.kind === 'restoreGroup';
    if (made && (result.outcome === 'done' || result.outcome === 'alreadyDone')) recent.add(result.id);
    return result;
  }

  async function groupId(uniqueName: string, cancel: Cancel): Promise<string | null> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const found = await lookups.groupIdByName(uniqueName);
      if (found !== null || cancel.aborted) return found;
      await timing.sleep(backOffMs(attempt, timing.random()), cancel);
    }
    return null;
  }

  return write;
}

function idOf(write: Write): string {
  return idsOf(write)[0] ?? '';
}

function assertOneBatch(writes: readonly Write[]): void {
  const subjects = new Set(writes.map(subjectOf));
  if (writes.length <= batchSize && subjects.size === writes.length) return;
  throw new Problem('internal', `A batch of ${writes.length} writes on ${subjects.size} objects was handed over; at most ${batchSize} on as many objects are allowed.`, 'Report this together with the output of `causeway status`.');
}
