import type { ResolutionKind, Situation } from '../../../shared/situation.ts';

/** The object on the other side, by key only; its name is looked up when the conflict is written. */
export type Other = { readonly side: 'source'; readonly guid: string } | { readonly side: 'target'; readonly id: string };

/** A conflict as found, before names and sentences: what it is about and the facts a resolution would rest on. */
export type Draft = {
  readonly situation: Situation;
  readonly type: 'user' | 'group';
  /** objectGUID of the AD object; for sourceMissing the one the link remembers. */
  readonly guid: string;
  readonly anchor: string;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly others: readonly Other[];
  /** What is wrong, in a phrase for the reason; roles, characters, Graph's words. */
  readonly detail: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly resolutions: readonly ResolutionKind[];
  readonly recommended: ResolutionKind | null;
};

/** Stable as long as object, situation and attribute stay the same. */
export function draftKey(draft: Pick<Draft, 'guid' | 'situation' | 'attribute'>): string {
  return `${draft.guid}|${draft.situation}|${draft.attribute ?? ''}`;
}
