import type { ResolutionKind, Situation } from './situation.ts';

/** The object on the other side of a conflict. */
export type OtherObject = {
  /** Target object id, or objectGUID of an AD object. */
  readonly id: string;
  /** A name an admin knows it by: UPN, display name or DN. */
  readonly name: string;
  readonly side: 'source' | 'target';
  readonly type: 'user' | 'group' | 'contact' | 'guest';
};

/**
 * A situation that is held for review. Plain data; the store keeps it until the facts change.
 * `id` is stable as long as anchor, situation and attribute stay the same.
 */
export type Conflict = {
  readonly id: string;
  readonly situation: Situation;
  readonly also: readonly Situation[];
  readonly type: 'user' | 'group';
  readonly anchor: string;
  readonly guid: string | null;
  readonly dn: string;
  /** Graph property that is contested or refused; null when the whole object is meant. */
  readonly attribute: string | null;
  readonly value: string | null;
  /** The first of the objects on the other side; null when there is none. */
  readonly other: OtherObject | null;
  readonly others: readonly OtherObject[];
  /** One sentence: what happened, with the objects' names. */
  readonly reason: string;
  /** One sentence: what to do. */
  readonly fix: string;
  readonly resolutions: readonly ResolutionKind[];
  readonly recommended: ResolutionKind | null;
  /** The facts a resolution rests on, as name → value. */
  readonly facts: Readonly<Record<string, string>>;
  /** Set when a stored resolution was dropped because these facts changed. */
  readonly reopened: { readonly resolution: ResolutionKind; readonly changes: readonly string[] } | null;
};

/** What an admin decided on a conflict. `attribute`, `value`, `object` (AD GUID) and `target` (id) as the kind needs. */
export type Resolution = {
  readonly conflictId: string;
  readonly situation: Situation;
  readonly anchor: string;
  readonly attribute: string | null;
  readonly kind: ResolutionKind;
  readonly value: string | null;
  readonly object: string | null;
  readonly target: string | null;
  readonly decidedBy: string;
  /** ISO 8601, UTC. */
  readonly decidedAt: string;
  readonly facts: Readonly<Record<string, string>>;
};
