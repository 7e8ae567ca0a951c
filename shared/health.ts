/** Something that needs attention, for as long as its condition lasts. */
export type Alert = {
  /** Stable while the condition lasts: `exportFailing`, `noSuccess`, … */
  readonly id: string;
  readonly severity: 'warning' | 'error';
  readonly text: string;
  readonly fix: string;
  /** ISO 8601: since when. */
  readonly since: string;
};

/** An alert in the history: it opens when its condition appears and closes by itself when that goes. */
export type AlertRecord = Alert & {
  readonly number: number;
  readonly raisedAt: string;
  /** Null while it is open. */
  readonly resolvedAt: string | null;
};
