/**
 * An error an admin can act on: one sentence what happened, one sentence what to do.
 * Carries no secret and no stack for people; `kind` decides the exit code.
 */
export type ProblemKind =
  | 'usage' // wrong command line or profile: exit 2
  | 'locked' // another run is active: exit 5
  | 'cancelled' // exit 130
  | 'connection' // a directory or the tenant cannot be reached or trusted
  | 'credentials' // sign-in refused
  | 'permission' // signed in, but not allowed
  | 'resync' // the tenant forgot where a delta import stood: read everything again
  | 'store' // the staging store is newer, corrupt or not writable
  | 'internal';

export class Problem extends Error {
  readonly kind: ProblemKind;
  /** What to do, one sentence. */
  readonly fix: string;

  constructor(kind: ProblemKind, message: string, fix: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'Problem';
    this.kind = kind;
    this.fix = fix;
  }
}

/** A Problem about one input of a form: `field` is its name (`source.url`). */
export class InputProblem extends Problem {
  readonly field: string;

  constructor(field: string, message: string, fix: string, options?: { readonly cause?: unknown }) {
    super('usage', message, fix, options);
    this.name = 'InputProblem';
    this.field = field;
  }
}

/** Any thrown thing as a Problem, so that every command ends with a sentence and a fix. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('internal', message, 'Run the command again; when it fails again, report it with the output of `causeway status`.', { cause: error });
}
