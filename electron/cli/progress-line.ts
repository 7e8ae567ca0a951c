import type { Phase, Progress } from '../../shared/run.ts';
import type { ProgressSink } from '../sync/ports.ts';
import { count, duration, plain, type Terminal } from './terminal.ts';

const phaseNames: Readonly<Record<Phase, string>> = {
  connect: 'Connecting',
  recover: 'Looking up what was in flight',
  importSource: 'Reading Active Directory',
  importTarget: 'Reading the Entra tenant',
  synchronize: 'Computing the plan',
  export: 'Writing to the Entra tenant',
  confirm: 'Confirming',
};
const paceTexts = { free: '', quota: "the tenant's write quota sets the pace", throttled: 'the tenant asked to wait' } as const;
const barWidth = 20;
const liveEveryMs = 100;
const lineEveryMs = 2000;

/** One line about where a run is: phase, objects, rate, time left, and what sets the pace. */
export function progressText(progress: Progress): string {
  const { done, total, perSecond, etaSeconds, pace, text } = progress;
  const parts = [`${phaseNames[progress.phase]}: ${count(done)}${total === null ? '' : ` of ${count(total)}`}`];
  if (perSecond > 0) parts.push(`${count(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond))}/s`);
  if (etaSeconds !== null && etaSeconds > 0) parts.push(`${duration(etaSeconds)} left`);
  if (paceTexts[pace] !== '') parts.push(paceTexts[pace]);
  if (done === 0 && !/^\d/.test(text) && text !== '') parts.push(text);
  return plain(parts.join(' · '));
}

function bar(progress: Progress): string {
  if (progress.total === null || progress.total === 0) return '';
  const filled = Math.round(Math.min(1, progress.done / progress.total) * barWidth);
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] `;
}

/** Shows progress on standard error: a live bar on a terminal, else at most one line per phase and two seconds. `end` removes the bar. */
export function showProgress(terminal: Terminal, now: () => number = () => performance.now()): { readonly sink: ProgressSink; end(): void } {
  let last: { phase: Phase; at: number; text: string } | null = null;
  let drawn = false;
  return {
    sink(progress) {
      const at = now();
      const complete = progress.total !== null && progress.done >= progress.total;
      const every = terminal.live ? liveEveryMs : lineEveryMs;
      if (last !== null && last.phase === progress.phase && at - last.at < every && !(terminal.live && complete)) return;
      const text = progressText(progress);
      if (last !== null && last.text === text) return;
      last = { phase: progress.phase, at, text };
      if (!terminal.live) return terminal.say(text);
      // Erase the line (ECMA-48 EL), then draw; cut to the width so that it never wraps.
      terminal.sayRaw(`\r\u001b[2K${`${bar(progress)}${text}`.slice(0, Math.max(20, terminal.columns - 1))}`);
      drawn = true;
    },
    end() {
      if (drawn) terminal.sayRaw('\r\u001b[2K');
      drawn = false;
    },
  };
}
