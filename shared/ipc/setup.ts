import type { ImportEntry } from '../entra-connect.ts';
import type { Finding } from '../finding.ts';
import type { ProfileInput } from '../profile.ts';
import type { SetupDraft, SetupPath } from '../setup.ts';
import { complete, type Call } from './call.ts';
import type { Configuration } from './configuration.ts';

/** What a person compares before trusting a domain controller. */
export type ShownCertificate = {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, `AA:BB:…` */
  readonly fingerprint: string;
  /** Null when it is trusted; else why not, in a sentence. */
  readonly distrust: string | null;
};

export type DiscoveredServer = { readonly url: string; readonly host: string; /** Null: it did not answer. */ readonly milliseconds: number | null };

/** One row of the table of sign-in names. */
export type SuffixRow = {
  /** Lower case; '' for accounts whose sign-in name has no suffix or that have none. */
  readonly suffix: string;
  readonly users: number;
  readonly verified: boolean;
  readonly federated: boolean;
  /** What these users will sign in as: the suffix itself, or the tenant's initial domain. */
  readonly becomes: string;
  readonly example: { readonly from: string; readonly to: string };
};

/** What a careful colleague would mention before the first write. `screen` and `filter` lead to the objects. */
export type Surprise = { readonly id: string; readonly severity: 'note' | 'warning'; readonly text: string };

/** What becomes of the settings of an Entra Connect export. Nothing of it is saved yet. */
export type ConnectReport = { readonly path: string; /** Of the profile that it would become. */ readonly name: string; readonly forests: number; readonly entries: readonly ImportEntry[] };

type Operation = { readonly operation: string };

export type SetupCalls = {
  'setup.read': Call<null, SetupDraft | null>;
  /** Begins a setup, in place of one that was not finished. For the sample company everything is filled in. */
  'setup.begin': Call<{ readonly path: SetupPath; readonly sample: boolean }, SetupDraft>;
  /** Begins to change a profile that is there; `setup.apply` puts the changes in its place. */
  'setup.edit': Call<{ readonly profileId: string }, SetupDraft>;
  'setup.apply': Call<null, { readonly profileId: string }>;
  /** Keeps the draft; called with every change. */
  'setup.save': Call<{ readonly draft: SetupDraft }, null>;
  'setup.discard': Call<null, null>;
  /** Reads a profile file into a new draft. `missing` names the secrets that have to be entered here. */
  'setup.import': Call<{ readonly path: string }, { readonly draft: SetupDraft; readonly missing: readonly string[] }>;
  /** Reads an export of Entra Connect, a folder or a file that `app.chooseFile` answered; null when it is none. Saves nothing. */
  'setup.readExport': Call<{ readonly path: string }, ConnectReport | null>;
  /** Begins a setup with the settings that `setup.readExport` showed last. */
  'setup.useExport': Call<null, SetupDraft>;
  /** The domain controllers that DNS names, with the time each took to answer. */
  'setup.discover': Call<{ readonly domain: string }, { readonly servers: readonly DiscoveredServer[] }>;
  /** Connects just far enough to see the certificate; never signs in. */
  'setup.certificate': Call<{ readonly source: Partial<ProfileInput['source']> }, ShownCertificate>;
  /** Tries connection, sign-in and each right; rows come as `operation.finding`. */
  'setup.checkSource': Call<Operation & { readonly source: Partial<ProfileInput['source']> }, { readonly findings: readonly Finding[]; readonly domain: string | null }>;
  'setup.checkTarget': Call<Operation & { readonly target: Partial<ProfileInput['target']> }, { readonly findings: readonly Finding[]; readonly facts: SetupDraft['facts'] | null }>;
  'setup.suffixes': Call<Operation, { readonly rows: readonly SuffixRow[] }>;
  'setup.stop': Call<Operation, null>;
  /** AD attributes that can tell that users of several sources are one person. */
  'setup.joinAttributes': Call<null, readonly string[]>;
  /** The choices of the draft about objects, defaults filled in. */
  'setup.configuration': Call<null, Configuration>;
  /** Puts the profile on the shelf, so that it can be previewed; a name that another profile has gets a number. Nothing is scheduled before `finish`. */
  'setup.prepare': Call<null, { readonly profileId: string; readonly name: string; readonly prepared: NonNullable<SetupDraft['prepared']> }>;
  'setup.surprises': Call<{ readonly profileId: string }, { readonly surprises: readonly Surprise[] }>;
  /** Ends the setup: from now on the profile runs on its schedule. */
  'setup.finish': Call<null, { readonly profileId: string }>;
};

export const setupCalls = complete<SetupCalls>()([
  'setup.read',
  'setup.begin',
  'setup.edit',
  'setup.apply',
  'setup.save',
  'setup.discard',
  'setup.import',
  'setup.readExport',
  'setup.useExport',
  'setup.discover',
  'setup.certificate',
  'setup.checkSource',
  'setup.checkTarget',
  'setup.suffixes',
  'setup.stop',
  'setup.configuration',
  'setup.joinAttributes',
  'setup.prepare',
  'setup.surprises',
  'setup.finish',
]);
