import type { Situation } from '../../../shared/situation.ts';
import type { LinkOrigin } from '../store.ts';
import type { Draft } from '../review/draft.ts';
import type { Identity } from './identity.ts';

/** What is to happen to the target object of an identity as a whole. */
export type Base = 'create' | 'link' | 'restore' | 'linked' | 'none';

/** An identity's result of matching and claims. Filled in by assess.ts, read-only afterwards. */
export type Verdict = {
  readonly identity: Identity;
  base: Base;
  situation: Situation;
  /** The target object it is, will be or may be linked to. */
  targetId: string | null;
  origin: LinkOrigin | null;
  /** The anchor under which the link is kept now, when it differs from the identity's. */
  formerAnchor: string | null;
  /** A computed UPN is not forced on a target that has one on a verified suffix. */
  keptPrincipalName: string | null;
  /** Conflicts as found; added to by `hold`. */
  drafts: readonly Draft[];
  /** Objects whose value must be released first: guid of the AD object, or `delete:` and a target id. */
  waitsFor: ReadonlySet<string>;
};

// Shared by all that have none: there is one verdict per identity, and most are neither held nor wait.
const noDrafts: readonly Draft[] = [];
const waitsForNothing: ReadonlySet<string> = new Set();

export function verdictFor(identity: Identity, base: Base, situation: Situation, targetId: string | null): Verdict {
  return { identity, base, situation, targetId, origin: null, formerAnchor: null, keptPrincipalName: null, drafts: noDrafts, waitsFor: waitsForNothing };
}

export function hold(verdict: Verdict, ...drafts: readonly Draft[]): void {
  if (drafts.length > 0) verdict.drafts = [...verdict.drafts, ...drafts];
}

export function waitFor(verdict: Verdict, key: string): void {
  verdict.waitsFor = new Set([...verdict.waitsFor, key]);
}

export function isHeld(verdict: Verdict): boolean {
  return verdict.drafts.length > 0;
}
