import type { Explanation } from '../explanation.ts';
import type { AttributeValue } from '../plan.ts';
import { complete, type Call } from './call.ts';

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

type Named = { readonly profileId: string };

export type ObjectCalls = {
  /** At most 500 rows, by name. Several words must all be there; `facets` counts the states with the other filters as they are. */
  'objects.page': Call<Named & { readonly filter: ObjectFilter; readonly offset: number; readonly limit: number }, { readonly total: number; readonly rows: readonly ObjectRow[]; readonly facets: readonly { readonly state: ObjectState; readonly count: number }[] }>;
  /** By key, or by DN, GUID, SID-free name, sign-in name, mail or anchor. Null when nothing is meant. */
  'objects.explain': Call<Named & { readonly query: string }, ObjectDetail | null>;
};

export const objectCalls = complete<ObjectCalls>()(['objects.page', 'objects.explain']);
