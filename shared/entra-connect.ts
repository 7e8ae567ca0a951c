import type { ProfileInput } from './profile.ts';

/** What became of one setting of Entra Connect. `differently`: taken over, but it does not mean quite the same here. */
export const takeovers = ['taken', 'differently', 'notTaken'] as const;
export type Takeover = (typeof takeovers)[number];

/** One line of the report of an import from Entra Connect. */
export type ImportEntry = {
  readonly takeover: Takeover;
  /** What it is about: `OUs of corp.contoso.com`, `Rule “In from AD – Cost centre”, jobTitle`. */
  readonly setting: string;
  /** As Entra Connect has it. */
  readonly value: string;
  /** What Causeway does with it, and why. */
  readonly text: string;
  /** What to do; null when there is nothing to do. */
  readonly fix: string | null;
  /** File, and the place in it or in its expression; null when it is about the configuration as a whole. */
  readonly place: string | null;
};

/** An import from Entra Connect: a draft that nobody has saved yet, and what to know before doing so. */
export type EntraConnectImport = {
  readonly profile: ProfileInput;
  readonly report: readonly ImportEntry[];
};
