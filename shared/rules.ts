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
