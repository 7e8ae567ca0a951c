import type { AttributeValue } from '../plan.ts';
import type { ProfileInput } from '../profile.ts';
import { complete, type Call } from './call.ts';

/** Whose directory: a profile's, or that of the setup under way. `source` names a further source; left out, it is the first one. */
export type DirectoryOf = ({ readonly kind: 'profile'; readonly profileId: string } | { readonly kind: 'setup' }) & { readonly source?: string | undefined };

export type ObjectCounts = { readonly users: number; readonly groups: number; readonly contacts: number };

export type DirectoryContainer = {
  /** objectGUID; the DN in lower case on a server without it. */
  readonly key: string;
  readonly guid: string | null;
  readonly dn: string;
  readonly name: string;
  readonly kind: 'domain' | 'organizationalUnit' | 'container';
  /** Keys of the containers above, the root first. */
  readonly ancestors: readonly string[];
  /** Number of containers directly in it. */
  readonly children: number;
  /** Objects in it and below; null until they are counted. */
  readonly objects: ObjectCounts | null;
};

export type SourceContainers = NonNullable<ProfileInput['source']['containers']>;

/** A listed container, found again by objectGUID. */
export type ListedContainer = Pick<DirectoryContainer, 'key' | 'guid' | 'dn' | 'name' | 'ancestors'> & { readonly include: boolean; readonly state: 'present' | 'missing' };

export type AnchorCounts = { readonly consistencyGuid: number; readonly objectGuid: number; readonly ignored: number };

export type DirectoryMatch = {
  readonly guid: string;
  readonly dn: string;
  readonly kind: 'user' | 'group' | 'contact';
  readonly name: string;
  /** Sign-in name of a user, account name of a group, address of a contact. */
  readonly account: string;
  readonly description: string | null;
};

export type PilotMembers = { readonly users: number; readonly groups: number; readonly others: number };

/** One flow on one real object. */
export type PreviewedFlow = {
  /** Id of the rule: `user.jobTitle` for a default rule, its name for an admin's. */
  readonly ruleId: string;
  readonly target: string;
  readonly rule: string;
  /** The AD attributes the rule looked at, with their values. */
  readonly source: Readonly<Record<string, readonly string[]>>;
  readonly value: AttributeValue;
  /** Why Microsoft Graph would refuse the value; null when it takes it. */
  readonly problem: string | null;
  /** What else is worth knowing: computed because the suffix is not verified, set at creation only. */
  readonly note: string | null;
};

export type ObjectPreview = {
  readonly match: DirectoryMatch;
  /** Why the object would not be synchronized, whatever its values; null when nothing keeps it out. */
  readonly excluded: { readonly rule: string; readonly means: string } | null;
  readonly anchor: string;
  readonly flows: readonly PreviewedFlow[];
  /** What the object has that Graph cannot take, in sentences. */
  readonly lost: readonly string[];
  /** Whether the tenant's domains were known; without them a sign-in name counts as verified. */
  readonly domainsKnown: boolean;
};

type Of = { readonly of: DirectoryOf };

/** Live questions to Active Directory, for forms. Nothing is staged, nothing is written. */
export type DirectoryCalls = {
  /** The root when `parent` is null, else what is directly in it. `fresh` reads the containers anew. */
  'directory.containers': Call<Of & { readonly parent: string | null; readonly fresh: boolean }, { readonly root: DirectoryContainer; readonly nodes: readonly DirectoryContainer[]; readonly known: number }>;
  /** Containers of which the name holds the text; at most 100. */
  'directory.findContainers': Call<Of & { readonly text: string }, { readonly nodes: readonly DirectoryContainer[]; readonly total: number }>;
  /** Counts everything once; `operation.progress` tells how far it is. Kept until `fresh`. */
  'directory.count': Call<Of & { readonly operation: string; readonly fresh: boolean }, { readonly total: ObjectCounts; readonly anchors: { readonly users: AnchorCounts; readonly groups: AnchorCounts } }>;
  /** The listed containers as they are now, and what they hold; counts are null until they are counted. */
  'directory.selection': Call<Of & { readonly containers: SourceContainers }, { readonly listed: readonly ListedContainer[]; readonly objects: ObjectCounts | null; readonly total: ObjectCounts | null }>;
  'directory.findGroups': Call<Of & { readonly text: string }, { readonly matches: readonly DirectoryMatch[]; readonly more: boolean }>;
  /** The group that a profile names by GUID or DN; null when it is not there. */
  'directory.group': Call<Of & { readonly guid: string | null; readonly dn: string | null }, DirectoryMatch | null>;
  /** Transitive members, each counted once. */
  'directory.countMembers': Call<Of & { readonly guid: string | null; readonly dn: string; readonly operation: string }, PilotMembers>;
  'directory.findObjects': Call<Of & { readonly text: string }, { readonly matches: readonly DirectoryMatch[]; readonly more: boolean }>;
  /** What the rules would make of an object. Null when it is gone. */
  'directory.preview': Call<Of & { readonly guid: string; readonly dn: string; readonly rules: NonNullable<ProfileInput['rules']> }, ObjectPreview | null>;
  /** Ends a count under way. */
  'directory.stop': Call<{ readonly operation: string }, null>;
};

export const directoryCalls = complete<DirectoryCalls>()([
  'directory.containers',
  'directory.findContainers',
  'directory.count',
  'directory.selection',
  'directory.findGroups',
  'directory.group',
  'directory.countMembers',
  'directory.findObjects',
  'directory.preview',
  'directory.stop',
]);
