import { tailKept, type RunUpdate, type RunView } from '../../../shared/ipc/runs.ts';
import { isWholeRun } from '../../../shared/run.ts';
import { inScreenWords } from '../../strings/profile-keys.ts';
import { runStrings } from '../../strings/runs.ts';

const { result: words } = runStrings;

/** A run with what an update brought. Updates that were overtaken by a whole view bring nothing twice. */
export function merged(view: RunView, { errors, samples, tail, ...update }: RunUpdate): RunView {
  const last = view.tail.at(-1)?.number ?? 0;
  const fresh = tail.filter(({ number }) => number > last);
  return { ...update, errors: errors ?? view.errors, samples: samples ?? view.samples, tail: fresh.length === 0 ? view.tail : [...view.tail, ...fresh].slice(-tailKept) };
}

/** `75` → `1 min 15 s`, `4000` → `1 h 6 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return whole % 60 === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** Seconds between two moments; null when one is not known. */
export function secondsBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;
}

export type Tone = 'success' | 'warning' | 'error' | 'info';

function approvalSentence(view: RunView): readonly string[] {
  if (view.result?.approval === 'setChanged') return [words.setChanged];
  return view.result?.approval === 'released' ? [words.released] : [];
}

/** How the run ended, in a sentence or two: what was written first, then what waits for somebody. */
export function resultOf(view: RunView): { readonly tone: Tone; readonly text: string; readonly fix: string | null } | null {
  if (view.state === 'interrupted') return { tone: 'error', text: words.interrupted, fix: null };
  const { result } = view;
  if (view.state !== 'ended' || result === null) return null;
  if (result.outcome === 'failed' && result.error !== null) return { tone: 'error', text: inScreenWords(result.error.message), fix: inScreenWords(result.error.fix) };
  const { exported } = result;
  if (result.outcome === 'cancelled') return { tone: 'warning', text: words.cancelled(exported?.writes ?? 0), fix: null };
  const first = exported !== null ? (exported.writes === 0 && exported.failed === 0 && result.heldByProtection === 0 ? words.nothing : words.written(exported.writes)) : isWholeRun(view.profile) ? words.preview(view.numbers.planned ?? 0) : words.objectNothing;
  const rest = [
    ...approvalSentence(view),
    ...(exported !== null && exported.failed > 0 ? [words.failedObjects(exported.failed)] : []),
    ...(exported !== null && exported.waiting > 0 ? [words.waiting(exported.waiting)] : []),
    ...(result.heldByProtection > 0 ? [words.held(result.heldByProtection)] : []),
    ...(result.conflicts > 0 ? [words.conflicts(result.conflicts)] : []),
  ];
  const calm = result.outcome === 'success' || (exported === null && result.heldByProtection === 0);
  return { tone: calm ? 'success' : 'warning', text: [first, ...rest].join(' '), fix: null };
}

/** What the run does now, in a sentence. */
export function stateSentence({ state, pace }: RunView, here: boolean): string {
  if (!here && state === 'running') return runStrings.states.elsewhere;
  switch (state) {
    case 'pausing':
      return runStrings.states.pausing(pace.inFlight);
    case 'cancelling':
      return runStrings.states.cancelling(pace.inFlight);
    case 'paused':
      return runStrings.states.paused;
    default:
      return runStrings.states.running;
  }
}

/** What sets the pace of the export, in a sentence. */
export function paceSentence({ pace, state }: RunView): string {
  const { quota } = runStrings;
  if (pace.pace === 'throttled') return quota.throttled;
  if (state === 'paused' || (pace.writesPerSecond === 0 && pace.inFlight === 0)) return pace.throttledMs >= 1_000 ? quota.waited(Math.round(pace.throttledMs / 1_000)) : quota.idle;
  return pace.pace === 'quota' ? quota.quota : quota.free;
}

/** The line of a sparkline in a box: time from left to right, the largest sample at the top. */
export function sparkPath(samples: readonly number[], width: number, height: number): { readonly line: string; readonly area: string; readonly peak: number } {
  const peak = Math.max(1, ...samples);
  const step = samples.length < 2 ? width : width / (samples.length - 1);
  const points = samples.map((value, index) => `${(index * step).toFixed(1)},${(height - (value / peak) * (height - 2) - 1).toFixed(1)}`);
  if (points.length === 0) return { line: '', area: '', peak };
  return { line: `M${points.join('L')}`, area: `M0,${height}L${points.join('L')}L${((points.length - 1) * step).toFixed(1)},${height}Z`, peak };
}
