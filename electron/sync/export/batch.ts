import { Problem } from '../../../shared/errors.ts';
import type { Write, WriteResult } from '../ports.ts';
import { investigate, plainOutcome } from './answer.ts';
import type { Sleep } from './answer.ts';
import type { ExportPorts } from './export-plan.ts';
import { foreignMembers, journalStep, linkOrigin } from './journal-step.ts';
import type { RefusalBook } from './refusal-book.ts';
import { failureOf, refusalOf } from './refused-change.ts';
import type { Schedule } from './schedule.ts';
import { linkUnchanged, settle } from './settle.ts';
import { plannedWrites } from './steps.ts';
import type { Tally } from './tally.ts';
import type { TargetIds } from './target-ids.ts';
import { advance, nextWrite, outcomeOf } from './work.ts';
import type { Outcome, Work } from './work.ts';

export type BatchContext = {
  readonly ports: ExportPorts;
  readonly sleep: Sleep;
  readonly runId: string;
  readonly targetIds: TargetIds;
  readonly refusals: RefusalBook;
  readonly schedule: Schedule;
  readonly tally: Tally;
};

export type Batch = {
  /** Journals, sends and books one write of each of these changes; answers the changes that have more to do. */
  send(works: readonly Work[]): Promise<readonly Work[]>;
  /** Books changes that need no request: already as wanted, or waiting for every object they refer to. */
  bookWithoutWrites(works: readonly Work[]): void;
};

/** A write under way: its change, its journal entry. */
type Sent = { readonly work: Work; readonly write: Write; readonly journalId: number };
type Answered = Sent & { readonly outcome: Outcome };

/** What happens to one batch of up to 20 writes, all on different objects: journal, send, book (invariant I4). */
export function createBatch({ ports, sleep, runId, targetIds, refusals, schedule, tally }: BatchContext): Batch {
  const { store, target, clock, cancel, log, observe } = ports;
  const refusedContext = { targetIds, target: store.target };

  const journal = (works: readonly Work[]): readonly Sent[] =>
    store.transaction(() =>
      works.flatMap((work) => {
        const write = nextWrite(work);
        if (write === undefined) return [];
        const { id: changeId, anchor, type, guid, dn } = work.change;
        const at = clock.now().toISOString();
        return [{ work, write, journalId: store.journal.sent({ runId, changeId, anchor, type, guid, dn, write: journalStep(work.change, write), at }) }];
      }),
    );

  /** The store's part of an answer; runs inside a transaction. */
  const bookInStore = ({ work, write, journalId, outcome }: Answered, at: Date): void => {
    if (outcome.kind === 'open') return;
    if (outcome.kind === 'done') {
      store.journal.answered(journalId, 'done', '', at.toISOString());
      settle(store, { identity: work.change, step: journalStep(work.change, write), id: outcome.id, found: outcome.found }, at);
    } else {
      store.journal.answered(journalId, 'failed', `${outcome.refused.code}: ${outcome.refused.message}`, at.toISOString());
      if (outcome.gone && 'id' in write) store.target.applyWrite({ kind: 'delete', id: write.id }, at);
    }
  };

  /** The store's part of the end of a change; runs inside a transaction. */
  const endInStore = (work: Work, at: Date): void => {
    const complete = work.refusals.length === 0 && work.missing.length === 0;
    const refusal = refusalOf(work, refusedContext, ports.digest, at.toISOString());
    if (complete || refusal !== null) refusals.remember(work.change, refusal);
  };

  /** What memory keeps of the end of a change; only after the transaction. */
  const endInMemory = (work: Work, counted: number): void => {
    const { change, missing } = work;
    targetIds.follow(store.links.get(change.anchor));
    const failures = work.refusals.map((part) => failureOf(change, part, refusedContext));
    for (const failure of failures) {
      tally.failed(failure);
      log('warning', `${change.dn}: ${change.action} refused (${failure.code}: ${failure.message}).`);
    }
    for (const on of missing) tally.waiting(change, on);
    observe?.({ kind: 'change', change, outcome: outcomeOf(work), waitsFor: missing[0] ?? null, failure: failures[0] ?? null });
    tally.settled(Math.max(0, plannedWrites(change) - counted));
    schedule.close(change, work.refusals.length === 0 && missing.length === 0 ? 'written' : 'unwritten');
  };

  /** Books answers in one transaction; answers the changes that go on. */
  const book = (answers: readonly Answered[]): readonly Work[] => {
    const at = clock.now();
    const advanced = answers.flatMap(({ work, write, outcome }) => (outcome.kind === 'open' ? [] : [{ before: work, after: advance(work, write, outcome) }]));
    store.transaction(() => {
      for (const answer of answers) bookInStore(answer, at);
      for (const { after } of advanced) if (nextWrite(after) === undefined) endInStore(after, at);
    });
    for (const { before, after } of advanced) {
      if (nextWrite(after) === undefined) endInMemory(after, settledSoFar(before));
      else tally.settled(settledSoFar(after) - settledSoFar(before));
    }
    tally.report();
    return advanced.map(({ after }) => after).filter((work) => nextWrite(work) !== undefined);
  };

  const lookInto = async (sent: Sent, result: WriteResult): Promise<readonly Work[]> => {
    const outcome = await investigate({ target, cancel, sleep }, sent.write, sent.work.change.anchor, result);
    return book([{ ...sent, outcome }]);
  };

  return {
    async send(works) {
      const sent = journal(works);
      const results = await target.write(sent.map(({ write }) => write), cancel);
      if (results.length !== sent.length) throw new Problem('internal', `The connector answered ${results.length} of ${sent.length} writes.`, 'Run again: the writes without an answer are looked up first.');
      const answers = sent.flatMap((entry, index) => {
        const result = results[index];
        return result === undefined ? [] : [{ entry, result, outcome: plainOutcome(entry.write, result) }];
      });
      const goingOn = book(answers.flatMap(({ entry, outcome }) => (outcome === null ? [] : [{ ...entry, outcome }])));
      // Each of these is settled on its own, so that one in doubt does not keep the others from being booked.
      const inDoubt = await Promise.allSettled(answers.flatMap(({ entry, result, outcome }) => (outcome === null ? [lookInto(entry, result)] : [])));
      const thrown = inDoubt.find((settled) => settled.status === 'rejected');
      if (thrown !== undefined) throw thrown.reason;
      return [...goingOn, ...inDoubt.flatMap((settled) => (settled.status === 'fulfilled' ? settled.value : []))];
    },

    bookWithoutWrites(works) {
      const at = clock.now();
      store.transaction(() => {
        for (const work of works) {
          const { change } = work;
          const id = targetIds.own(change);
          const origin = linkOrigin(change);
          if (change.action === 'link' && origin !== null && id !== null) linkUnchanged(store, change, origin, id, foreignMembers(change), at);
          endInStore(work, at);
        }
      });
      for (const work of works) endInMemory(work, 0);
      tally.report();
    },
  };
}

/** Planned writes of a change that are behind it; the parts of a divided one count with it. */
function settledSoFar(work: Work): number {
  return work.parts.length > 0 ? Math.max(0, work.position - 1) : work.position;
}
