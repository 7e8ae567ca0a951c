import type { AttributeValue } from './plan.ts';

/** Declarative rules as the command line and the desktop app show them. Offsets count UTF-16 units from 0, lines and columns from 1. */

export type TextSpan = { readonly start: number; readonly end: number };

/** What is wrong with an expression or a rule, where, and what to do. */
export type RuleFinding = TextSpan & {
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What could stand there, or how to put it right; null when the message says it. */
  readonly fix: string | null;
};

export const valueKinds = ['nothing', 'text', 'number', 'boolean', 'date', 'binary', 'reference', 'IgnoreThisFlow', 'AuthoritativeNull'] as const;
export type ValueKind = (typeof valueKinds)[number];

/** A value for people: every item as text, binary data in base64, dates in ISO 8601. `list`: of a multi-valued kind. */
export type ShownValue = { readonly kind: ValueKind; readonly values: readonly string[]; readonly list?: true };

/** One part of an expression and what it gave. Parts come before what they belong to; `depth` 0 is the whole. */
export type ExpressionStep = TextSpan & {
  readonly text: string;
  readonly depth: number;
  /** Null when it failed. */
  readonly value: ShownValue | null;
  readonly error: string | null;
};

/** The check of an expression without an object. */
export type ExpressionCheck = {
  readonly ok: boolean;
  readonly findings: readonly RuleFinding[];
  /** In one spelling; null when it cannot be parsed. */
  readonly normalized: string | null;
  /** What it gives, in words; null when it cannot be parsed. */
  readonly gives: string | null;
  /** AD attributes it reads. */
  readonly reads: readonly string[];
};

/** An expression evaluated on a staged object. */
export type ExpressionTrial = {
  readonly check: ExpressionCheck;
  readonly value: ShownValue | null;
  readonly error: (TextSpan & { readonly message: string }) | null;
  readonly steps: readonly ExpressionStep[];
};

export const scopeOperators = [
  'EQUAL', 'NOTEQUAL', 'LESSTHAN', 'LESSTHAN_OR_EQUAL', 'GREATERTHAN', 'GREATERTHAN_OR_EQUAL', 'CONTAINS', 'NOTCONTAINS', 'STARTSWITH', 'NOTSTARTSWITH',
  'ENDSWITH', 'NOTENDSWITH', 'ISNULL', 'ISNOTNULL', 'ISIN', 'ISNOTIN', 'ISBITSET', 'ISNOTBITSET', 'ISMEMBEROF', 'ISNOTMEMBEROF',
] as const;
export type ScopeOperator = (typeof scopeOperators)[number];

/** Spellings that mean one of the above: Entra Connect's exported rules have ISBITNOTSET where its documentation has ISNOTBITSET. */
export const scopeOperatorSpellings = ['CONTAIN', 'NOTCONTAIN', 'ISBITNOTSET'] as const;
export type ScopeOperatorSpelling = ScopeOperator | (typeof scopeOperatorSpellings)[number];

const meantBy: Readonly<Record<(typeof scopeOperatorSpellings)[number], ScopeOperator>> = { CONTAIN: 'CONTAINS', NOTCONTAIN: 'NOTCONTAINS', ISBITNOTSET: 'ISNOTBITSET' };

/** The operator in the spelling of the documentation. */
export function scopeOperatorOf(spelling: ScopeOperatorSpelling): ScopeOperator {
  return spelling === 'CONTAIN' || spelling === 'NOTCONTAIN' || spelling === 'ISBITNOTSET' ? meantBy[spelling] : spelling;
}

export const ruleDirections = ['inbound', 'outbound'] as const;
export type RuleDirection = (typeof ruleDirections)[number];

/** `replace` does what `update` does, as in Entra Connect. */
export const mergeTypes = ['update', 'replace', 'merge', 'mergeCaseInsensitive'] as const;
export type MergeType = (typeof mergeTypes)[number];

/** Something about the rules of a profile, or one place in one of them. */
export type RuleSetFinding = {
  readonly severity: 'error' | 'warning';
  /** Name of the rule; null when it is about the rules as a whole. */
  readonly rule: string | null;
  /** Where in the profile: `rules.custom[0].flows[1].expression`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string | null;
  /** The expression and the place in it; null when it is not about an expression. */
  readonly place: (TextSpan & { readonly text: string; readonly line: number; readonly column: number }) | null;
};

/** A clause of a scope filter as it is shown; a list of values is joined by semicolons. */
export type ShownClause = { readonly attribute: string; readonly operator: ScopeOperator; readonly value: string | null };

/** One attribute flow of a rule. */
export type ShownFlow = {
  readonly target: string;
  readonly kind: 'direct' | 'constant' | 'expression';
  /** AD attribute (outbound: property), value or expression. */
  readonly source: AttributeValue;
  readonly applyOnce: boolean;
  readonly merge: MergeType;
  readonly reads: readonly string[];
};

export type ShownRule = {
  /** Unique: `user.jobTitle` for a default rule, its name for an admin's. */
  readonly id: string;
  readonly name: string;
  readonly type: 'user' | 'group';
  /** Inbound rules read AD attributes, outbound ones what the inbound rules gave. */
  readonly direction: RuleDirection;
  readonly precedence: number;
  readonly origin: 'default' | 'custom';
  readonly state: 'active' | 'disabled' | 'faulty';
  readonly description: string;
  /** Groups are OR-ed, clauses in a group AND-ed; empty: every object of the type. */
  readonly scope: readonly (readonly ShownClause[])[];
  /** Further match keys: groups are tried in order, clauses in a group AND-ed. */
  readonly join: readonly (readonly { readonly attribute: string; readonly property: string }[])[];
  readonly flows: readonly ShownFlow[];
  readonly findings: readonly RuleSetFinding[];
};

/** What one rule had to say about one property of one object. */
export type Contribution = {
  readonly rule: string;
  readonly id: string;
  readonly direction: RuleDirection;
  readonly precedence: number;
  /** `unasked`: a rule before it had the last word. */
  readonly outcome: 'won' | 'merged' | 'nothing' | 'authoritativeNull' | 'ignoreThisFlow' | 'outOfScope' | 'failed' | 'unasked';
  readonly value: AttributeValue;
  readonly error: string | null;
};

/** A rule tried on a staged object. */
export type RuleTrial = {
  readonly rule: string;
  readonly dn: string;
  readonly inScope: boolean;
  readonly scope: readonly (readonly (ShownClause & { readonly holds: boolean })[])[];
  readonly flows: readonly {
    readonly target: string;
    /** What the flow alone gives, and for an expression each step. */
    readonly trial: ExpressionTrial | null;
    readonly value: AttributeValue;
    readonly error: string | null;
    /** Every rule for this property, in the order in which they are asked. */
    readonly contributions: readonly Contribution[];
  }[];
};
