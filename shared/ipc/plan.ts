import type { ExplainedAttribute } from '../explanation.ts';
import type { AttributeChange, AttributeValue, Hold, PlanAction, PlanNote, PlanReference, PlanSummary } from '../plan.ts';
import type { RunOutcome, RunProfile } from '../run.ts';
import type { Situation } from '../situation.ts';
import { complete, type Call } from './call.ts';

/** `free`: written by the next run. `held`: not; `protection` and `dependency` say by what. */
export const planHolds = ['any', 'free', 'held', 'protection', 'dependency'] as const;
export type PlanHold = (typeof planHolds)[number];

/** What a change must be to be shown. An empty list or text, and null, let everything pass. */
export type PlanFilter = {
  /** Looked for in name, DN, sign-in name, mail and target id; several words must all be there. */
  readonly text: string;
  readonly actions: readonly PlanAction[];
  readonly types: readonly ('user' | 'group')[];
  readonly reasons: readonly Situation[];
  readonly attributes: readonly string[];
  /** DN of a container: what lies in it or below. */
  readonly container: string | null;
  readonly hold: PlanHold;
};

export const planSortKeys = ['order', 'name', 'action', 'container', 'reason'] as const;
/** `order`: as the export writes it. */
export type PlanSort = { readonly by: (typeof planSortKeys)[number]; readonly descending: boolean };

export const planGroupings = ['action', 'type', 'container', 'reason', 'attribute'] as const;
export type PlanGrouping = (typeof planGroupings)[number];

/** A change as the table shows it. */
export type PlanRow = {
  readonly id: string;
  readonly action: PlanAction;
  readonly type: 'user' | 'group';
  readonly name: string;
  readonly dn: string;
  /** Containers from the domain down to the object's own. */
  readonly container: readonly string[];
  readonly reason: Situation;
  /** Names of the attributes that change. */
  readonly attributes: readonly string[];
  /** Members to add or remove, managers to set. */
  readonly references: number;
  readonly hold: 'protection' | 'dependency' | null;
};

export type PlanCount<Key extends string = string> = { readonly key: Key; readonly count: number };

/** How many changes each choice of a filter would show, the other filters as they are. Ordered by count. */
export type PlanFacets = {
  readonly total: number;
  readonly actions: readonly PlanCount<PlanAction>[];
  readonly types: readonly PlanCount<'user' | 'group'>[];
  readonly reasons: readonly PlanCount<Situation>[];
  readonly attributes: readonly PlanCount[];
  readonly containers: readonly (PlanCount & { readonly path: readonly string[] })[];
  readonly holds: readonly PlanCount<'free' | 'protection' | 'dependency'>[];
};

/** Changes per tile of the plan screen: what is held counts as held, whatever it would do. */
export type PlanTotals = { readonly [Look in 'create' | 'restore' | 'link' | 'update' | 'disable' | 'delete' | 'held']: { readonly users: number; readonly groups: number } };

export type PlanOverview = {
  readonly plan: PlanSummary;
  readonly createdAt: string;
  /** Whether it is the newest plan of the profile: only that one can be approved. */
  readonly newest: boolean;
  /** Older plans keep their summary only. */
  readonly changesKept: boolean;
  /** The newest run that used this plan; null while it is still under way or when the history no longer has it. */
  readonly run: { readonly id: string; readonly profile: RunProfile; readonly outcome: RunOutcome | null; readonly endedAt: string | null; readonly writes: number | null; readonly failed: number } | null;
};

/** One attribute of a change, from Active Directory to Entra. */
export type PlannedAttribute = AttributeChange & Pick<ExplainedAttribute, 'inbound'> & {
  /** The AD attributes the rule looked at, with their values; null when the AD object is gone. */
  readonly source: Readonly<Record<string, readonly string[]>> | null;
};

export type PlanDetail = {
  readonly row: PlanRow;
  readonly anchor: string;
  readonly guid: string | null;
  /** Target object id, and a name an admin knows it by. */
  readonly target: { readonly id: string; readonly name: string } | null;
  readonly attributes: readonly PlannedAttribute[];
  /** What stays as it is. */
  readonly unchanged: readonly (Pick<ExplainedAttribute, 'name' | 'rule' | 'inbound' | 'source'> & { readonly value: AttributeValue })[];
  readonly hold: Hold | null;
  /** What it waits for, as a change of the same plan, where that is one. */
  readonly waitsFor: { readonly id: string; readonly action: PlanAction; readonly name: string } | null;
  /** Other changes of the same object. */
  readonly others: readonly { readonly id: string; readonly action: PlanAction; readonly references: number }[];
  readonly references: { readonly total: number; readonly first: readonly PlanReferenceRow[] };
};

export type PlanReferenceRow = PlanReference & { readonly name: string };

type Named = { readonly profileId: string; readonly planId: string };

export type PlanCalls = {
  /** The newest plan when `planId` is null; null when there is none yet. */
  'plan.summary': Call<{ readonly profileId: string; readonly planId: string | null }, PlanOverview | null>;
  'plan.totals': Call<Named, PlanTotals>;
  /** At most 500 rows. `group` narrows it to one group of `groupBy`. */
  'plan.page': Call<
    Named & { readonly filter: PlanFilter; readonly sort: PlanSort; readonly group: { readonly by: PlanGrouping; readonly key: string } | null; readonly offset: number; readonly limit: number },
    { readonly total: number; readonly rows: readonly PlanRow[] }
  >;
  'plan.groups': Call<Named & { readonly filter: PlanFilter; readonly by: PlanGrouping }, { readonly groups: readonly (PlanCount & { readonly path: readonly string[] | null })[] }>;
  'plan.facets': Call<Named & { readonly filter: PlanFilter }, PlanFacets>;
  'plan.change': Call<Named & { readonly changeId: string }, PlanDetail>;
  /** Members of a membership change. */
  'plan.references': Call<Named & { readonly changeId: string; readonly text: string; readonly offset: number; readonly limit: number }, { readonly total: number; readonly rows: readonly PlanReferenceRow[] }>;
  'plan.notes': Call<Named & { readonly limit: number }, { readonly total: number; readonly notes: readonly PlanNote[] }>;
  /** Writes the filtered changes to a file that `app.chooseSaveFile` answered; progress comes as `operation.progress`. */
  'plan.export': Call<Named & { readonly filter: PlanFilter; readonly sort: PlanSort; readonly format: 'csv' | 'html'; readonly path: string; readonly operation: string }, { readonly path: string; readonly rows: number }>;
  'plan.stopExport': Call<{ readonly operation: string }, null>;
  /**
   * Checks an approval before the run that carries it out is started with `runs.start`: the plan is the newest one, and
   * `count` is how many changes protection holds in it. Refused (`field: count`) when it is another number.
   */
  'plan.approve': Call<Named & { readonly count: number }, { readonly planId: string; readonly heldSet: string }>;
};

export const planCalls = complete<PlanCalls>()(['plan.summary', 'plan.totals', 'plan.page', 'plan.groups', 'plan.facets', 'plan.change', 'plan.references', 'plan.notes', 'plan.export', 'plan.stopExport', 'plan.approve']);
