/** One finding of `causeway check` and of the setup's live checks. */
export type Finding = {
  /** Stable name, `tls`, `bind`, `deletedObjects`, … */
  readonly id: string;
  readonly side: 'source' | 'target';
  readonly severity: 'ok' | 'note' | 'warning' | 'error';
  /** One sentence: what was tried and what was found. */
  readonly text: string;
  /** One sentence or the exact command; null when there is nothing to do. */
  readonly fix: string | null;
  /** ISO 8601: when what was found good ends, for certificates and secrets. Judged anew every day. */
  readonly expires?: string;
};
