import type { MergeType, RuleDirection, ScopeOperator } from '../../../shared/rules.ts';
import type { AttributeValue } from '../../../shared/plan.ts';

/** One condition of a scope filter. `value` is null for operators that take none; a list for ISIN and ISNOTIN. */
export type Clause = { readonly attribute: string; readonly operator: ScopeOperator; readonly value: string | readonly string[] | null };

/** One condition of a join: what the AD attribute holds, the Graph property of the cloud user holds. */
export type JoinClause = { readonly attribute: string; readonly property: string };

/** Where a value comes from. */
export type FlowSource =
  /** An AD attribute: its first value for a single-valued property. */
  | { readonly kind: 'direct'; readonly attribute: string }
  | { readonly kind: 'constant'; readonly value: AttributeValue }
  | { readonly kind: 'expression'; readonly text: string };

export type RuleFlow = {
  readonly target: string;
  readonly source: FlowSource;
  /** Set when the object is made, never changed afterwards. */
  readonly applyOnce: boolean;
  readonly merge: MergeType;
};

/**
 * A declarative synchronization rule on the way from Active Directory to Entra, as Entra Connect has them. For each property the rules
 * are asked in the order of their precedence, the lowest number first; the first one in scope that has a value supplies it.
 */
export type Rule = {
  /** Unique: `user.jobTitle` for a default rule, its name for an admin's. */
  readonly id: string;
  /** As plan, conflicts and explain show it. */
  readonly name: string;
  readonly type: 'user' | 'group';
  /** Inbound rules read AD attributes; outbound ones what the inbound rules gave, and change it once more. */
  readonly direction: RuleDirection;
  /** 0 to 99 for an admin's rules, from 100 for default rules. */
  readonly precedence: number;
  readonly origin: 'default' | 'custom';
  readonly enabled: boolean;
  /** How it comes to its value, in a phrase. */
  readonly description: string;
  /** Groups are OR-ed, clauses in a group AND-ed; empty: every object of the type. */
  readonly scope: readonly (readonly Clause[])[];
  /** Groups are tried in order, clauses in a group AND-ed; empty: none. */
  readonly join: readonly (readonly JoinClause[])[];
  readonly flows: readonly RuleFlow[];
};

/** Not a Graph property: True keeps an object out, as in Entra Connect. */
export const cloudFiltered = 'cloudFiltered';
