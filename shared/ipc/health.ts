import type { HandoverStep } from '../handover.ts';
import type { AlertRecord } from '../health.ts';
import type { Phase, RunOutcome, RunProfile } from '../run.ts';
import { complete, type Call } from './call.ts';
import type { RunView } from './runs.ts';

export const changeKinds = ['create', 'link', 'update', 'disable', 'delete', 'members'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A run as lists and charts show it. */
export type RunPoint = {
  readonly id: string;
  readonly profile: RunProfile;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null: it is under way, or was interrupted. */
  readonly outcome: RunOutcome | null;
  readonly full: boolean;
  readonly planId: string | null;
  /** Milliseconds by phase; phases that did not run are missing. */
  readonly phases: Readonly<Partial<Record<Phase, number>>>;
  /** What its plan came to; zero for a preview that was only shown. */
  readonly changes: Readonly<Record<ChangeKind, number>>;
  readonly writes: number;
  /** Refused writes by Graph's code; a failed run counts under the kind of its problem. */
  readonly errors: Readonly<Record<string, number>>;
  readonly conflicts: number;
  readonly inScope: number | null;
  /** Seconds from the end of the import from AD to the end of the export; null when nothing was written. */
  readonly latencySeconds: number | null;
  readonly problem: string | null;
};

export type ConnectorHealth = {
  readonly side: 'source' | 'target';
  /** Server, domain or tenant. */
  readonly name: string;
  /** One of several sources. */
  readonly several: boolean;
  readonly state: 'ok' | 'warning' | 'error' | 'unknown';
  /** One sentence. */
  readonly text: string;
  readonly lastReadAt: string | null;
  readonly lastFullReadAt: string | null;
  readonly objects: number;
  /** Of the last check, worst first: certificate, secret, rights. */
  readonly findings: readonly { readonly id: string; readonly severity: 'ok' | 'note' | 'warning' | 'error'; readonly text: string; readonly fix: string | null }[];
  readonly checkedAt: string | null;
};

export type HealthOverview = {
  readonly state: 'healthy' | 'warning' | 'error' | 'neverRun';
  readonly open: readonly AlertRecord[];
  /** The newest ones that went by themselves. */
  readonly resolved: readonly AlertRecord[];
  readonly connectors: readonly ConnectorHealth[];
  /** The newest runs, oldest first. */
  readonly runs: readonly RunPoint[];
  readonly linked: { readonly users: number; readonly groups: number };
};

type Named = { readonly profileId: string };

export type HealthCalls = {
  'health.overview': Call<Named, HealthOverview>;
  /** Newest first, at most 200. */
  'health.runs': Call<Named & { readonly profile: RunProfile | null; readonly onlyProblems: boolean; readonly offset: number; readonly limit: number }, { readonly total: number; readonly rows: readonly RunPoint[] }>;
  /** A run of the history; null when it is no longer kept. */
  'health.run': Call<Named & { readonly runId: string }, RunView | null>;
  /** How far the hand-over from another tool is, by what was last read of both sides; null before that. */
  'health.handover': Call<Named, { readonly at: string; readonly steps: readonly HandoverStep[]; readonly wayBack: string } | null>;
  /** Writes overview and runs to a file that `app.chooseSaveFile` answered. */
  'health.export': Call<Named & { readonly format: 'csv' | 'html'; readonly path: string }, { readonly path: string; readonly rows: number }>;
};

export const healthCalls = complete<HealthCalls>()(['health.overview', 'health.runs', 'health.run', 'health.handover', 'health.export']);
