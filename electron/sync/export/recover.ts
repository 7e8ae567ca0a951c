import { grouped } from '../import/meter.ts';
import type { RunPorts } from '../run.ts';
import type { JournalEntry, StagingStore } from '../store.ts';
import { parseJournalStep } from './journal-step.ts';
import type { JournalStep } from './journal-step.ts';
import { lookUp } from './look-up.ts';
import type { Verdict } from './look-up.ts';
import { settle } from './settle.ts';

export type RecoverPorts = Pick<RunPorts, 'target' | 'clock' | 'log' | 'progress'> & {
  readonly store: Pick<StagingStore, 'target' | 'links' | 'journal' | 'transaction' | 'durable'>;
};

export type Recovered = {
  /** Writes that a crash left without an answer. */
  readonly looked: number;
  /** Of these, the ones the target had carried out. */
  readonly adopted: number;
};

/**
 * Looks up every write that was in flight when the last run ended, before anything is sent again (invariant I4).
 * What the target has carried out is booked as the export would have done; what it has not is left to the next plan.
 * One transaction per entry, so that it may be interrupted itself. Throws when the target cannot be reached: the entries
 * then stay for the next run.
 */
export async function recover(ports: RecoverPorts): Promise<Recovered> {
  const { target, store, clock, log, progress } = ports;
  const entries = store.journal.inFlight();
  let adopted = 0;
  store.durable(true);
  try {
    for (const [index, entry] of entries.entries()) {
      const step = parseJournalStep(entry);
      const verdict = await lookUp(target, step.write, entry.anchor);
      store.transaction(() => { book(store, entry, step, verdict, clock.now()); });
      if (verdict.state === 'made') adopted += 1;
      log('info', `${entry.dn}: the ${step.action} that was interrupted ${verdict.state === 'made' ? 'had been carried out' : 'had not been carried out'}.`);
      const done = index + 1;
      progress({ phase: 'recover', done, total: entries.length, perSecond: 0, etaSeconds: null, pace: 'free', text: `${grouped(done)} of ${grouped(entries.length)}` });
    }
  } finally {
    store.durable(false);
  }
  return { looked: entries.length, adopted };
}

function book(store: RecoverPorts['store'], entry: JournalEntry, step: JournalStep, verdict: Verdict, at: Date): void {
  if (verdict.state === 'made') {
    // The origin says that this identity was adopted, not created in plain sight.
    const create = step.write.kind === 'createUser' || step.write.kind === 'createGroup';
    settle(store, { identity: entry, step: create ? { ...step, origin: 'recovered' } : step, id: verdict.id, found: verdict.found }, at);
    store.journal.answered(entry.id, 'done', 'found after an interruption', at.toISOString());
    return;
  }
  if (verdict.state === 'notMade' && verdict.observed !== null) store.target.applyWrite(verdict.observed, at);
  store.journal.answered(entry.id, 'failed', verdict.state === 'gone' ? 'the object does not exist' : 'not made', at.toISOString());
}
