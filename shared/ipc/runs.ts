import type { ProblemKind } from '../errors.ts';
import type { PlanAction } from '../plan.ts';
import type { ExportFailure, Phase, Progress, RunOutcome, RunProfile, WholeRun } from '../run.ts';
import { complete, type Call } from './call.ts';
import type { RunActivity } from './state.ts';

/** `later`: still to come. `skipped`: not part of this run. */
export type RunPhaseState = 'later' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped';

export type RunPhase = {
  readonly phase: Phase;
  readonly state: RunPhaseState;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Objects, or writes in the export. */
  readonly done: number;
  readonly total: number | null;
  readonly perSecond: number;
  readonly etaSeconds: number | null;
  /** How the phase ended, in a sentence; '' before. */
  readonly text: string;
};

/** `partly`: some members or attributes were refused. `waiting`: for another object. `held`: by protection. */
export const tailOutcomes = ['written', 'partly', 'refused', 'waiting', 'held'] as const;
export type TailOutcome = (typeof tailOutcomes)[number];

/** One object of the export, as it was answered. */
export type TailEntry = {
  /** Grows by one with each entry of a run. */
  readonly number: number;
  readonly at: string;
  readonly changeId: string;
  readonly action: PlanAction;
  readonly type: 'user' | 'group';
  readonly name: string;
  readonly dn: string;
  readonly outcome: TailOutcome;
  /** The object it waits for; null otherwise. */
  readonly waitsFor: string | null;
  /** The first refusal; null when there was none. */
  readonly failure: ExportFailure | null;
};

/** Refusals that say the same thing. */
export type ErrorGroup = { readonly code: string; readonly message: string; readonly fix: string; readonly count: number; /** The first few. */ readonly names: readonly string[] };

/** Counters along the pipeline; null while not known. */
export type RunNumbers = {
  /** Read from Active Directory in this run. */
  readonly sourceRead: number | null;
  /** Read from Entra in this run. */
  readonly targetRead: number | null;
  /** AD objects in the connector space. */
  readonly staged: number | null;
  /** Identities in scope. */
  readonly joined: number | null;
  readonly planned: number | null;
  /** Changes of the plan that the export is through with, by outcome. */
  readonly outcomes: Readonly<Record<TailOutcome, number>>;
};

export type RunPace = {
  readonly pace: Progress['pace'];
  /** Writes per second over the last seconds, and what the tenant allows. */
  readonly writesPerSecond: number;
  readonly quotaPerSecond: number;
  /** Writes sent and not answered yet. */
  readonly inFlight: number;
  /** Time spent waiting because the tenant asked for it (Retry-After). */
  readonly throttledMs: number;
};

export type RunResult = {
  readonly outcome: RunOutcome | null;
  readonly endedAt: string | null;
  readonly planId: string | null;
  readonly error: { readonly kind: ProblemKind; readonly message: string; readonly fix: string } | null;
  readonly exported: { readonly writes: number; readonly retried: number; readonly throttledMs: number; readonly failed: number; readonly waiting: number } | null;
  readonly conflicts: number;
  /** What protection holds in the plan of this run. */
  readonly heldByProtection: number;
  readonly protectionTexts: readonly string[];
  /** Set when the run was to release what protection held: whether it did, or the set had changed and stayed held. */
  readonly approval: 'released' | 'setChanged' | null;
};

/** Samples of the pace over the whole run, evenly spaced; the space doubles as the run grows. */
export type RunSamples = { readonly everyMs: number; readonly perSecond: readonly number[] };

/** A run as the window shows it, while it is under way and after it. */
export type RunView = {
  readonly runId: string;
  readonly profileId: string;
  readonly profile: RunProfile;
  readonly full: boolean;
  readonly startedAt: string;
  /** `interrupted`: it never ended; the process, the app or the computer stopped in the middle. */
  readonly state: RunActivity['state'] | 'ended' | 'interrupted';
  readonly phases: readonly RunPhase[];
  readonly numbers: RunNumbers;
  readonly pace: RunPace;
  readonly samples: RunSamples;
  readonly errors: readonly ErrorGroup[];
  /** The newest entries, oldest first; at most `tailKept`. */
  readonly tail: readonly TailEntry[];
  readonly result: RunResult | null;
};

export const tailKept = 2_000;

/** What changed since the last event: `tail` has new entries only; `errors` and `samples` are null when they are as before. */
export type RunUpdate = Omit<RunView, 'errors' | 'samples'> & { readonly errors: readonly ErrorGroup[] | null; readonly samples: RunSamples | null };

export type RunCalls = {
  /** Starts a run of the active profile; answers as soon as it is under way. Refused (`locked`) while another one runs. */
  'runs.start': Call<{ readonly profileId: string; readonly profile: WholeRun; readonly full: boolean; readonly approve: string | null; /** The clock asks, nobody looks. */ readonly scheduled?: true | undefined }, { readonly runId: string }>;
  /**
   * Starts a run for one object, named as for `objects.explain`. `shown` null: reads it and computes what would be written,
   * for `objects.planned`, and writes nothing. Else the `shown` of that answer: writes exactly those changes, or refuses.
   */
  'runs.startObject': Call<{ readonly profileId: string; readonly object: string; readonly shown: string | null }, { readonly runId: string }>;
  /** Finishes what is in flight, then stops. */
  'runs.cancel': Call<{ readonly runId: string }, null>;
  /** Finishes what is in flight, then holds further writes until `runs.resume`. */
  'runs.pause': Call<{ readonly runId: string }, null>;
  'runs.resume': Call<{ readonly runId: string }, null>;
  /** The profile's run that is under way, else its newest one; null when it never ran. */
  'runs.current': Call<{ readonly profileId: string }, RunView | null>;
};

export const runCalls = complete<RunCalls>()(['runs.start', 'runs.startObject', 'runs.cancel', 'runs.pause', 'runs.resume', 'runs.current']);
