import type { RunNumbers, RunPhase, RunResult, RunUpdate, RunView, TailEntry, TailOutcome } from '../../../../shared/ipc/runs.ts';
import { tailKept, tailOutcomes } from '../../../../shared/ipc/runs.ts';
import { phases, type Phase, type Progress, type RunProfile } from '../../../../shared/run.ts';
import { commonNameOf } from '../../../sync/names/dn.ts';
import type { Clock, RunEvent, TransportStatistics } from '../../../sync/ports.ts';
import { createErrorGroups } from './error-groups.ts';
import { changesIn } from './plan-size.ts';
import { createSampler } from './sampler.ts';

export type LiveRunOptions = {
  readonly runId: string;
  readonly profileId: string;
  readonly profile: RunProfile;
  readonly full: boolean;
  readonly quotaPerSecond: number;
  readonly clock: Clock;
  /** AD objects in the connector space, asked once they are read. */
  readonly staged: () => number;
};

/** A run as it is watched: takes what the engine tells, answers the whole view at any time, and what is new since the last look. */
export type LiveRun = {
  readonly runId: string;
  readonly profileId: string;
  observe(event: RunEvent): void;
  progress(progress: Progress): void;
  /** Somebody asked: the view shows it before the engine has got there. */
  ask(what: 'pause' | 'resume' | 'cancel'): void;
  end(result: RunResult): void;
  state(): RunView['state'];
  view(): RunView;
  /** What is new since the last call; null when nothing is. */
  update(): RunUpdate | null;
};

function laterPhase(phase: Phase): RunPhase {
  return { phase, state: 'later', startedAt: null, endedAt: null, done: 0, total: null, perSecond: 0, etaSeconds: null, text: '' };
}

const noOutcomes = (): Record<TailOutcome, number> => Object.fromEntries(tailOutcomes.map((outcome) => [outcome, 0])) as Record<TailOutcome, number>;

export function createLiveRun({ runId, profileId, profile, full, quotaPerSecond, clock, staged }: LiveRunOptions): LiveRun {
  const startedAt = clock.now().toISOString();
  const now = (): string => clock.now().toISOString();
  const rows = new Map<Phase, RunPhase>(phases.map((phase) => [phase, laterPhase(phase)]));
  const numbers: { -readonly [Name in keyof RunNumbers]: RunNumbers[Name] } = { sourceRead: null, targetRead: null, staged: null, joined: null, planned: null, outcomes: noOutcomes() };
  const outcomes = noOutcomes();
  const errors = createErrorGroups();
  const sampler = createSampler(clock.now().getTime());
  let tail: TailEntry[] = [];
  let entries = 0;
  let told = 0;
  let errorsTold = true;
  let changed = true;
  let asked: 'cancelling' | 'pausing' | null = null;
  let paused = false;
  let result: RunResult | null = null;
  let live: (() => { readonly statistics: TransportStatistics; readonly inFlight: number }) | null = null;

  const set = (phase: Phase, part: Partial<RunPhase>): void => {
    rows.set(phase, { ...(rows.get(phase) ?? laterPhase(phase)), ...part });
  };
  const count = (phase: Phase, done: number): void => {
    if (phase === 'importSource') numbers.sourceRead = done;
    if (phase === 'importTarget') numbers.targetRead = done;
    if (phase === 'synchronize') numbers.joined = done;
  };

  const observe = (event: RunEvent): void => {
    changed = true;
    switch (event.kind) {
      case 'phaseStarted':
        return set(event.phase, { state: 'running', startedAt: now() });
      case 'phaseEnded': {
        const { phase, outcome, objects, text } = event;
        const row = rows.get(phase);
        const done = phase === 'export' ? (row?.done ?? 0) : Math.max(objects, outcome === 'done' ? 0 : (row?.done ?? 0));
        set(phase, { state: outcome, endedAt: now(), done, total: outcome === 'done' ? done : (row?.total ?? null), perSecond: 0, etaSeconds: null, text });
        if (outcome === 'done') count(phase, done);
        if (phase === 'importSource' && outcome === 'done') numbers.staged = staged();
        if (phase === 'export') live = null;
        return;
      }
      case 'planned':
        numbers.joined = event.summary.scope.inScope;
        numbers.planned = changesIn(event.summary);
        return;
      case 'exporting':
        live = event.live;
        return;
      case 'paused':
        paused = true;
        return;
      case 'resumed':
        paused = false;
        return;
      case 'change': {
        const { change, outcome, waitsFor, failure } = event;
        const name = commonNameOf(change.dn);
        outcomes[outcome] += 1;
        entries += 1;
        tail.push({ number: entries, at: now(), changeId: change.id, action: change.action, type: change.type, name, dn: change.dn, outcome, waitsFor: waitsFor === null ? null : commonNameOf(waitsFor), failure });
        if (tail.length >= 2 * tailKept) tail = tail.slice(-tailKept);
        if (failure === null) return;
        errors.add(failure, name);
        errorsTold = false;
        return;
      }
    }
  };

  const state = (): RunView['state'] => {
    if (result !== null) return 'ended';
    if (asked === 'cancelling') return 'cancelling';
    return asked === 'pausing' ? (paused ? 'paused' : 'pausing') : 'running';
  };

  const paceNow = (): RunView['pace'] => {
    const current = live?.();
    return { pace: current?.statistics.pace ?? 'free', writesPerSecond: live === null ? 0 : (rows.get('export')?.perSecond ?? 0), quotaPerSecond, inFlight: current?.inFlight ?? 0, throttledMs: current?.statistics.throttledMs ?? result?.exported?.throttledMs ?? 0 };
  };

  const base = (): Omit<RunView, 'errors' | 'samples' | 'tail'> => ({ runId, profileId, profile, full, startedAt, state: state(), phases: [...rows.values()], numbers: { ...numbers, outcomes: { ...outcomes } }, pace: paceNow(), result });

  return {
    runId,
    profileId,
    observe,
    progress({ phase, done, total, perSecond, etaSeconds, text }) {
      changed = true;
      set(phase, { state: 'running', startedAt: rows.get(phase)?.startedAt ?? now(), done, total, perSecond, etaSeconds, text });
      count(phase, done);
    },
    ask(what) {
      changed = true;
      if (what === 'cancel') asked = 'cancelling';
      else if (asked !== 'cancelling') asked = what === 'pause' ? 'pausing' : null;
    },
    end(ended) {
      changed = true;
      result = ended;
      live = null;
      for (const [phase, row] of rows) {
        if (row.state === 'later') set(phase, { state: 'skipped' });
        if (row.state === 'running') set(phase, { state: ended.outcome === 'cancelled' ? 'cancelled' : 'failed', endedAt: ended.endedAt, perSecond: 0, etaSeconds: null });
      }
    },
    state,
    view: () => ({ ...base(), errors: errors.groups(), samples: sampler.samples(), tail: tail.slice(-tailKept) }),
    update() {
      const running = [...rows.values()].find((row) => row.state === 'running');
      const sampled = sampler.tick(clock.now().getTime(), running?.perSecond ?? 0);
      // While writes wait for the quota nothing is answered; pace and time go on all the same.
      if (!changed && !sampled) return null;
      const first = tail.findIndex(({ number }) => number > told);
      const update: RunUpdate = { ...base(), errors: errorsTold ? null : errors.groups(), samples: sampled ? sampler.samples() : null, tail: first === -1 ? [] : tail.slice(first).slice(-tailKept) };
      told = entries;
      errorsTold = true;
      changed = false;
      return update;
    },
  };
}

