import { Problem } from '../../../shared/errors.ts';
import type { PlanChange } from '../../../shared/plan.ts';
import type { ExportResult } from '../../../shared/run.ts';
import type { RunPorts } from '../run.ts';
import type { Plans, StagingStore, StoredPlan } from '../store.ts';
import type { Sleep } from './answer.ts';
import { createBatch } from './batch.ts';
import { standAt } from './gate.ts';
import { makeExtensions, withoutUnavailable } from './make-extensions.ts';
import { createRefusalBook } from './refusal-book.ts';
import { createSchedule } from './schedule.ts';
import { expand, plannedWrites } from './steps.ts';
import { createTally } from './tally.ts';
import { createTargetIds } from './target-ids.ts';
import { nextWrite, startWork } from './work.ts';
import type { Work } from './work.ts';

export type ExportPorts = Pick<RunPorts, 'target' | 'clock' | 'digest' | 'log' | 'progress' | 'cancel' | 'observe' | 'gate'> & {
  readonly store: Pick<StagingStore, 'plans' | 'target' | 'links' | 'journal' | 'refusals' | 'transaction' | 'durable'>;
};

export type ExportOptions = {
  /** The held set of exactly this plan was approved: what protection holds is written too. */
  readonly approved: boolean;
  readonly sleep: Sleep;
  /** Writes these changes only, and of them what waits for no other one; left out: all of the plan. */
  readonly only?: (change: PlanChange) => boolean;
};

/** Graph takes at most 20 requests in one $batch (json-batching). */
const batchSize = 20;
/**
 * Batches in flight. 4 × 20 writes at the documented 20 writes per second keep the quota busy through round trips of up
 * to four seconds; more lanes would only raise the number of writes in doubt after a crash.
 */
const laneCount = 4;
/** Open changes: enough to find 80 writes on different objects among blocked ones. */
const openChanges = 4 * laneCount * batchSize;

/**
 * Writes a stored plan to the target, and nothing else (invariant I4). Each write is journalled before it is sent and
 * after it was answered; a refused object never stops the others (I6); held changes are skipped and what waits for an
 * unwritten object says on what. A cancel finishes what is in flight; so does a closed gate, which then holds the rest
 * until it opens. When nothing more can be written at all it throws,
 * after the answers that did arrive are booked; writes without an answer stay in the journal for `recover`.
 */
export async function exportPlan(planId: string, ports: ExportPorts, options: ExportOptions): Promise<ExportResult & { readonly cancelled: boolean }> {
  const plan = ports.store.plans.get(planId);
  if (plan === null) throw new Problem('usage', `There is no plan ${planId}.`, 'Name a plan that `preview` or `status` shows, or run `preview` for a new one.');
  ports.store.durable(true);
  try {
    return await writePlan(plan, ports, options);
  } finally {
    ports.store.durable(false);
  }
}

async function writePlan(plan: StoredPlan, ports: ExportPorts, { approved, sleep, only = () => true }: ExportOptions): Promise<ExportResult & { readonly cancelled: boolean }> {
  const { store, cancel, gate, observe, target } = ports;
  const planId = plan.summary.id;
  const held = heldTest(planId, store.plans, approved);
  const { ids, writes, elsewhere } = await survey(store.plans.changes(planId), held, only, sleep);
  const isHeld = (change: PlanChange): boolean => held(change) || change.dependsOn.some((id) => elsewhere.has(id));
  const tally = createTally(ports, writes);
  const unavailable = await makeExtensions(plan.summary.extensions ?? [], ports, tally);
  const targetIds = createTargetIds(store.links);
  const schedule = createSchedule(readChanges(planId, ids, store.plans), {
    window: openChanges,
    heldOn: (change, unwritten) => (isHeld(change) ? heldOn(change, unwritten, elsewhere) : null),
    onSkipped: (change, on) => {
      if (!isHeld(change)) tally.settled(plannedWrites(change));
      if (on !== '') tally.waiting(change, on);
      ports.observe?.({ kind: 'change', change, outcome: isHeld(change) ? 'held' : 'waiting', waitsFor: on === '' ? null : on, failure: null });
    },
  });
  const batch = createBatch({ ports, sleep, runId: plan.runId, targetIds, refusals: createRefusalBook(store.refusals), schedule, tally });

  let continuing: readonly Work[] = [];
  let failure: { readonly error: unknown } | null = null;
  const stopped = (): boolean => failure !== null || cancel.aborted;
  const paused = (): boolean => gate?.closed === true;
  const lanes = new Set<Promise<void>>();
  let inFlight = 0;
  observe?.({ kind: 'exporting', live: () => ({ statistics: target.statistics(), inFlight }) });

  /** Fills one batch: changes that go on first, then new ones. Changes without a request are booked at once. */
  const nextBatch = (): readonly Work[] => {
    const works = continuing.slice(0, batchSize);
    continuing = continuing.slice(batchSize);
    const free: Work[] = [];
    const more: Work[] = [];
    while (works.length + more.length < batchSize && free.length < openChanges) {
      const taken = schedule.take();
      if (taken === undefined) break;
      const { change, leftOut } = withoutUnavailable(taken, unavailable);
      const { writes, missing } = expand(change, targetIds.own(change), targetIds.reference);
      const nothingLeft = leftOut.length > 0 && change.action === 'update' && writes.length === 0;
      if (leftOut.length > 0 && !nothingLeft) tally.waiting(change, leftOut.join(', '));
      const work = startWork(change, writes, nothingLeft ? leftOut : missing);
      if (nextWrite(work) === undefined) free.push(work);
      else more.push(work);
    }
    if (free.length > 0) batch.bookWithoutWrites(free);
    return [...works, ...more];
  };

  const openLane = (works: readonly Work[]): void => {
    inFlight += works.length;
    const lane = batch
      .send(works)
      .then((unfinished) => { continuing = [...continuing, ...unfinished]; })
      .catch((error: unknown) => { failure ??= { error }; })
      .finally(() => {
        lanes.delete(lane);
        inFlight -= works.length;
      });
    lanes.add(lane);
  };

  let finished = false;
  tally.report();
  try {
    for (;;) {
      while (!stopped() && !paused() && lanes.size < laneCount && (continuing.length > 0 || !schedule.finished())) {
        const works = nextBatch();
        if (works.length > 0) openLane(works);
        else if (lanes.size > 0) break;
        // Only changes without a request: let the rest of the process have its turn between two batches of them.
        else await sleep(0);
      }
      if (lanes.size > 0) await Promise.race(lanes);
      else if (gate !== undefined && paused() && !stopped() && (continuing.length > 0 || !schedule.finished())) await standAt(gate, cancel, observe);
      else break;
    }
    finished = schedule.finished();
  } finally {
    await Promise.allSettled(lanes);
  }
  tally.report();
  const caught = failure as { readonly error: unknown } | null;
  if (caught !== null && !(cancel.aborted && caught.error instanceof Problem && caught.error.kind === 'cancelled')) throw caught.error;
  return { ...tally.result(), cancelled: cancel.aborted && !finished };
}

/**
 * Whether a change is left alone. An approval releases what protection holds, and what only follows from that: a change
 * that waits for another change of the same plan. One that waits for anything else goes on waiting.
 */
function heldTest(planId: string, plans: Pick<Plans, 'change'>, approved: boolean): (change: PlanChange) => boolean {
  return ({ hold }) => {
    if (hold === null) return false;
    return !approved || (hold.by === 'dependency' && plans.change(planId, hold.on) === null);
  };
}

/** What a held change waits for; '' when it is what protection holds. */
function heldOn({ hold, dependsOn }: PlanChange, unwritten: ReadonlyMap<string, string>, elsewhere: ReadonlyMap<string, string>): string {
  const other = dependsOn.find((id) => elsewhere.has(id));
  if (hold === null && other !== undefined) return elsewhere.get(other) ?? other;
  return hold?.by === 'dependency' ? (unwritten.get(hold.on) ?? hold.on) : '';
}

/** How many changes are looked at before the rest of the process has its turn: a few tens of milliseconds. */
const surveyedAtOnce = 2_000;

/** One pass over the plan: the ids in the order of export (a few MB for 100,000 changes), and how many writes there are. */
async function survey(changes: Iterable<PlanChange>, isHeld: (change: PlanChange) => boolean, only: (change: PlanChange) => boolean, sleep: Sleep): Promise<{ readonly ids: readonly string[]; readonly writes: number; /** Change id → DN of what is not written this time. */ readonly elsewhere: ReadonlyMap<string, string> }> {
  const ids: string[] = [];
  const elsewhere = new Map<string, string>();
  let writes = 0;
  for (const change of changes) {
    if (!only(change)) {
      elsewhere.set(change.id, change.dn);
      continue;
    }
    ids.push(change.id);
    if (!isHeld(change)) writes += plannedWrites(change);
    if (ids.length % surveyedAtOnce === 0) await sleep(0);
  }
  return { ids, writes, elsewhere };
}

/**
 * The changes one by one. Not as one stream: an export takes hours, and a reader that is open so long keeps SQLite from
 * ever reusing its write-ahead log (https://www.sqlite.org/wal.html, "Avoiding Excessively Large WAL Files").
 */
function* readChanges(planId: string, ids: readonly string[], plans: Pick<Plans, 'change'>): Generator<PlanChange, void, undefined> {
  for (const id of ids) {
    const change = plans.change(planId, id);
    if (change === null) throw new Problem('store', `The plan ${planId} lost its change ${id} while it was being written.`, 'Run again: a new plan is made of what is left to do.');
    yield change;
  }
}
