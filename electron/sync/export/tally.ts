import type { PlanChange } from '../../../shared/plan.ts';
import type { ExportFailure, ExportResult } from '../../../shared/run.ts';
import { createMeter, grouped } from '../import/meter.ts';
import type { TransportStatistics } from '../ports.ts';
import type { RunPorts } from '../run.ts';

export type Tally = {
  failed(failure: ExportFailure): void;
  waiting(change: PlanChange, on: string): void;
  /** So many of the planned writes are settled, one way or the other. */
  settled(writes: number): void;
  report(): void;
  result(): ExportResult;
};

/** Counts what an export did and reports its progress; `total` in planned writes. */
export function createTally(ports: Pick<RunPorts, 'target' | 'clock' | 'progress'>, total: number): Tally {
  const before = ports.target.statistics();
  const meter = createMeter(ports.clock);
  const failures: ExportFailure[] = [];
  const waits: ExportResult['waiting'][number][] = [];
  let done = 0;
  return {
    failed(failure) { failures.push(failure); },
    waiting(change, on) { waits.push({ dn: change.dn, action: change.action, on }); },
    settled(writes) { done += writes; },
    report() {
      meter.reached(done);
      const { pace } = ports.target.statistics();
      ports.progress({ phase: 'export', done, total, perSecond: meter.perSecond(), etaSeconds: meter.etaSeconds(total), pace, text: `${grouped(done)} of ${grouped(total)}` });
    },
    result: () => ({ ...difference(before, ports.target.statistics()), failed: failures, waiting: waits }),
  };
}

function difference(before: TransportStatistics, after: TransportStatistics): Pick<ExportResult, 'writes' | 'retried' | 'throttledMs'> {
  return { writes: after.writes - before.writes, retried: after.retried - before.retried, throttledMs: after.throttledMs - before.throttledMs };
}
