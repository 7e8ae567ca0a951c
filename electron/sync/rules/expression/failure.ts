import type { Span } from './syntax.ts';

/** Why an expression has no value for one object: one sentence. `custom`: the rule's author said so with Error(…). */
export class EvaluationFailure extends Error {
  readonly span: Span | null;
  readonly custom: boolean;

  constructor(message: string, span: Span | null = null, custom = false) {
    super(message);
    this.span = span;
    this.custom = custom;
  }

  /** The same failure with a place, unless it has one. */
  at(span: Span): EvaluationFailure {
    return this.span === null ? new EvaluationFailure(this.message, span, this.custom) : this;
  }
}
