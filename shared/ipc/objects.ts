import type { Conflict } from '../conflict.ts';
import type { Explanation } from '../explanation.ts';
import type { AttributeValue } from '../plan.ts';
import type { ObjectWait } from '../run.ts';
import { complete, type Call } from './call.ts';
import type { PlanDetail } from './plan.ts';

/** Where an object stands, in one word. The first that fits, in this order. */
export const objectStates = ['conflict', 'pending', 'synchronized', 'excluded', 'notSynchronizable', 'waiting', 'deleted', 'onlyInEntra'] as const;
export type ObjectState = (typeof objectStates)[number];

export type ObjectRow = {
  /** `ad:` and the objectGUID, or `entra:` and the object id. */
  readonly key: string;
  readonly kind: 'user' | 'group' | 'contact' | 'guest';
  readonly name: string;
  /** Sign-in name, account name or mail address. */
  readonly account: string;
  readonly container: readonly string[];
  readonly state: ObjectState;
};

export type ObjectFilter = { readonly text: string; readonly state: ObjectState | null; readonly kind: ObjectRow['kind'] | null };

export type ObjectDetail =
  | { readonly side: 'source'; readonly row: ObjectRow; readonly explanation: Explanation; readonly members: number; readonly manager: string | null }
  | { readonly side: 'target'; readonly row: ObjectRow; readonly id: string; readonly attributes: readonly { readonly name: string; readonly value: AttributeValue }[]; readonly text: string };

/** A change of one object that waits for a run of everything, with why. */
export type LaterForObject = { readonly detail: PlanDetail; readonly why: ObjectWait; /** The object it waits for, by name. */ readonly on: string | null };

/** What the newest plan has for one object: what a run for it writes, and what it leaves. */
export type ObjectPlan = {
  readonly name: string;
  readonly dn: string;
  /** Names exactly what is in `write`; goes to `runs.startObject`. */
  readonly shown: string;
  readonly write: readonly PlanDetail[];
  /** Members and managers of `write` that are not in Entra yet, by name: they are left out, and follow with a run of everything. */
  readonly leftOut: readonly string[];
  readonly later: readonly LaterForObject[];
  readonly conflicts: readonly Pick<Conflict, 'id' | 'situation' | 'reason' | 'fix'>[];
  /** One sentence: how the object stands. */
  readonly verdict: string;
  /** Why nothing may be written at all; null when it may. */
  readonly blocked: 'stagingMode' | 'synchronizedByOther' | null;
};

type Named = { readonly profileId: string };

export type ObjectCalls = {
  /** At most 500 rows, by name. Several words must all be there; `facets` counts the states with the other filters as they are. */
  'objects.page': Call<Named & { readonly filter: ObjectFilter; readonly offset: number; readonly limit: number }, { readonly total: number; readonly rows: readonly ObjectRow[]; readonly facets: readonly { readonly state: ObjectState; readonly count: number }[] }>;
  /** By key, or by DN, GUID, SID-free name, sign-in name, mail or anchor. Null when nothing is meant. */
  'objects.explain': Call<Named & { readonly query: string }, ObjectDetail | null>;
  /** From the newest plan, which a run for the object has just computed. Null when nothing in AD is meant. */
  'objects.planned': Call<Named & { readonly query: string }, ObjectPlan | null>;
};

export const objectCalls = complete<ObjectCalls>()(['objects.page', 'objects.explain', 'objects.planned']);
