import type { Conflict } from './conflict.ts';
import type { AttributeValue, PlanChange } from './plan.ts';

/** Where one attribute comes from and where it goes. */
export type ExplainedAttribute = {
  readonly name: string;
  readonly rule: string;
  /** The AD attributes the rule looked at, with their values. */
  readonly source: Readonly<Record<string, readonly string[]>>;
  readonly wanted: AttributeValue;
  /** The target's value as last read or written; null when there is none. */
  readonly current: AttributeValue;
  /** The wanted value when it was last seen equal in the target. */
  readonly confirmed: AttributeValue;
  readonly problem: string | null;
};

/** Why an AD object is (not) synchronized: each station from Active Directory to Entra. */
export type Explanation = {
  readonly dn: string;
  readonly guid: string;
  readonly kind: 'user' | 'group' | 'contact' | 'container' | 'foreign';
  readonly state: 'present' | 'gone' | 'doubtful';
  readonly scope: { readonly inScope: boolean; readonly rule: string | null; readonly means: string | null };
  readonly anchor: string | null;
  readonly link: { readonly targetId: string; readonly name: string; readonly origin: string; readonly state: string; readonly since: string } | null;
  readonly attributes: readonly ExplainedAttribute[];
  /** Changes of the newest plan for this object. */
  readonly pending: readonly PlanChange[];
  readonly conflicts: readonly Conflict[];
  /** One sentence: the verdict. */
  readonly verdict: string;
};
