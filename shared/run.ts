import type { Conflict } from './conflict.ts';
import type { PlanChange, PlanNote, PlanSummary } from './plan.ts';

/** `object`: one object is synchronized now. `previewObject`: it is only shown what that would write. */
export const runProfiles = ['preview', 'sync', 'object', 'previewObject'] as const;
/** Runs of everything. */
export const wholeRuns = ['preview', 'sync'] as const satisfies readonly RunProfile[];
export type WholeRun = (typeof wholeRuns)[number];
export type RunProfile = (typeof runProfiles)[number];

/** Whether a run read everything: one for a single object says nothing about the others. */
export function isWholeRun(profile: RunProfile): profile is WholeRun {
  return wholeRuns.some((whole) => whole === profile);
}

/** Whether a run of this kind writes nothing by its nature. */
export function isPreview(profile: RunProfile): boolean {
  return profile === 'preview' || profile === 'previewObject';
}

/** Why a run for one object leaves a change to a run of everything: held, taking something away, half of a swap of names, waiting for another object. */
export const objectWaits = ['held', 'takesAway', 'swap', 'waits'] as const;
export type ObjectWait = (typeof objectWaits)[number];

export const runOutcomes = ['success', 'completedWithConflicts', 'completedWithErrors', 'protected', 'failed', 'cancelled'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** Phases of a run, in order. `recover` looks up what was in flight when the last run ended. */
export const phases = ['connect', 'recover', 'importSource', 'importTarget', 'synchronize', 'export', 'confirm'] as const;
export type Phase = (typeof phases)[number];

/** One shape for every long operation: what is being done, how far, how fast, what sets the pace. */
export type Progress = {
  readonly phase: Phase;
  readonly done: number;
  /** Null when unknown. */
  readonly total: number | null;
  /** Objects per second over the last seconds. */
  readonly perSecond: number;
  readonly etaSeconds: number | null;
  /** `quota`: the tenant's write quota sets the pace, not Causeway. */
  readonly pace: 'free' | 'quota' | 'throttled';
  readonly text: string;
};

export type ExportFailure = {
  readonly dn: string;
  readonly action: string;
  readonly code: string;
  /** Graph's own words. */
  readonly message: string;
  readonly requestId: string | null;
  readonly fix: string;
};

export type ExportResult = {
  /** Requests that changed state in the target, as answered. */
  readonly writes: number;
  readonly retried: number;
  readonly throttledMs: number;
  readonly failed: readonly ExportFailure[];
  /** Changes that wait for a failed or held one. */
  readonly waiting: readonly { readonly dn: string; readonly action: string; readonly on: string }[];
};

export type UnreadSource = { readonly source: string; readonly message: string; readonly fix: string };

export type ImportCounts = {
  readonly source: {
    readonly read: number;
    readonly inScope: number;
    readonly excluded: Readonly<Record<string, number>>;
    readonly mode: 'full' | 'delta';
    /** Sources of several that could not be read: what they contribute stays as it was last read, and nothing is deleted. */
    readonly unread: readonly UnreadSource[];
  };
  readonly target: { readonly read: number; readonly mode: 'full' | 'delta' };
};

export type RunFacts = {
  readonly id: string;
  readonly profile: RunProfile;
  readonly outcome: RunOutcome;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
};

/** The `--json` document of `preview` and `sync` (design, section 10). Arrays may be long: they are written as a stream. */
export type RunDocument = {
  readonly run: RunFacts & { readonly error: { readonly message: string; readonly fix: string } | null };
  readonly import: ImportCounts;
  readonly plan: Omit<PlanSummary, 'scope' | 'conflicts'> & { readonly changes: readonly PlanChange[] };
  readonly conflicts: readonly Conflict[];
  readonly notes: readonly PlanNote[];
  readonly export: ExportResult;
};
