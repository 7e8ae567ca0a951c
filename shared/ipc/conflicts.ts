import type { Conflict, Resolution } from '../conflict.ts';
import type { AttributeValue, PlanAction } from '../plan.ts';
import type { ResolutionKind, Situation } from '../situation.ts';
import { complete, type Call } from './call.ts';

/** A conflict as the list shows it. */
export type ConflictRow = {
  readonly id: string;
  readonly situation: Situation;
  readonly type: 'user' | 'group';
  readonly name: string;
  readonly dn: string;
  readonly container: readonly string[];
  /** The contested property with its value; null when the whole object is meant. */
  readonly attribute: string | null;
  readonly value: string | null;
  /** The first object on the other side, by name. */
  readonly other: string | null;
  readonly reopened: boolean;
  /** What was decided since the last run; null while it is open. */
  readonly decided: ResolutionKind | null;
};

export type ConflictFilter = { readonly situation: Situation | null; readonly text: string };

export type ConflictSummary = {
  /** Decisions still to take. */
  readonly open: number;
  /** Taken since the last run; they take effect with the next one. */
  readonly decided: number;
  readonly situations: readonly { readonly situation: Situation; readonly open: number; readonly decided: number }[];
  /** Decisions of earlier runs that still stand, such as exclusions. */
  readonly standing: number;
};

/** One of the objects that a conflict is about. */
export type ConflictCard = {
  /** objectGUID or target object id. */
  readonly id: string;
  readonly side: 'source' | 'target';
  readonly type: 'user' | 'group' | 'contact' | 'guest';
  readonly name: string;
  /** Of an AD object. */
  readonly dn: string | null;
  readonly container: readonly string[];
  /** `gone` and `deleted`: not there any more, or in the recycle bin. */
  readonly state: 'present' | 'gone' | 'deleted';
  /** Entra roles it holds. */
  readonly roles: readonly string[];
  /** The AD object it is linked to already; null when it is free. */
  readonly linkedTo: string | null;
  /** The object the conflict is listed under. */
  readonly subject: boolean;
};

/** One property of all objects; `values` in the order of the cards. An AD object shows what its rules would write. */
export type ConflictComparison = { readonly name: string; readonly values: readonly AttributeValue[]; readonly differs: boolean; readonly contested: boolean };

export type ConflictDetail = {
  readonly row: ConflictRow;
  readonly conflict: Conflict;
  readonly firstSeen: string;
  readonly decision: Resolution | null;
  readonly cards: readonly ConflictCard[];
  readonly comparison: readonly ConflictComparison[];
  /** Verified domains of the tenant: what a new sign-in name may end in. */
  readonly domains: readonly string[];
};

/** What an admin decides. `attribute`, `value`, `object` (objectGUID), `target` (id) and `confirm` (roles) as the kind needs. */
export type ConflictDecision = {
  readonly kind: ResolutionKind;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly object: string | null;
  readonly target: string | null;
  readonly confirm: string | null;
};

/** What the next run would then do, computed by the plan engine on the data as it was last read. */
export type ConflictConsequence = {
  readonly state: 'computed';
  readonly changes: readonly { readonly id: string; readonly action: PlanAction; readonly name: string; readonly target: string | null; readonly attributes: readonly string[]; readonly references: number; readonly held: boolean }[];
  readonly changesInAll: number;
  /** Of the conflicts asked about: how many are gone then. */
  readonly solved: number;
  /** Conflicts of the same objects that would come up instead. */
  readonly next: readonly { readonly situation: Situation; readonly name: string; readonly reason: string }[];
};

type Named = { readonly profileId: string };

export type ConflictCalls = {
  'conflicts.summary': Call<Named, ConflictSummary>;
  /** At most 500 rows: open ones first, then decided ones, by name. */
  'conflicts.page': Call<Named & { readonly filter: ConflictFilter; readonly offset: number; readonly limit: number }, { readonly total: number; readonly rows: readonly ConflictRow[] }>;
  /** Null when the conflict is gone. */
  'conflicts.detail': Call<Named & { readonly id: string }, ConflictDetail | null>;
  /** Open conflicts that the same decision fits without anything to fill in, the conflict itself included. */
  'conflicts.alike': Call<Named & { readonly id: string; readonly kind: ResolutionKind }, { readonly ids: readonly string[]; readonly first: readonly ConflictRow[] }>;
  /** `unknown`: the directory is large, so that computing takes `seconds`; ask again with `wait`. */
  'conflicts.preview': Call<Named & { readonly ids: readonly string[]; readonly decision: ConflictDecision; readonly wait: boolean }, ConflictConsequence | { readonly state: 'unknown'; readonly seconds: number }>;
  /** Refused (`locked`) while a run is under way. `refused` names those whose decision does not fit any more. */
  'conflicts.resolve': Call<Named & { readonly ids: readonly string[]; readonly decision: ConflictDecision }, { readonly resolved: readonly string[]; readonly refused: readonly { readonly id: string; readonly message: string }[] }>;
  /** Takes decisions back that no run has applied yet. */
  'conflicts.undo': Call<Named & { readonly ids: readonly string[] }, { readonly undone: readonly string[] }>;
  /** Takes back a decision that an earlier run applied: the next run asks again. */
  'conflicts.withdraw': Call<Named & { readonly id: string }, null>;
  /** Decisions of earlier runs that still stand. */
  'conflicts.standing': Call<Named, { readonly decisions: readonly (Resolution & { readonly name: string })[] }>;
};

export const conflictCalls = complete<ConflictCalls>()(['conflicts.summary', 'conflicts.page', 'conflicts.detail', 'conflicts.alike', 'conflicts.preview', 'conflicts.resolve', 'conflicts.undo', 'conflicts.withdraw', 'conflicts.standing']);
