import type { AttributeValue, PlanChange, PlannedExtension, PlanSummary } from '../../shared/plan.ts';
import type { Finding } from '../../shared/finding.ts';
import type { ExportFailure, Phase, Progress } from '../../shared/run.ts';
import type { SourceObject, SourceReference, TargetObject, TenantFacts } from './directory.ts';

/** What the engine needs from the outside. Adapters live in electron/connectors, electron/store and electron/cli. */

/** Cooperative cancel; what is in flight is finished, then the run stops. Structurally an AbortSignal. */
export type Cancel = { readonly aborted: boolean; addEventListener(type: 'abort', listener: () => void): void; removeEventListener(type: 'abort', listener: () => void): void };

export type Clock = { now(): Date };

/** SHA-256 as lower-case hex. */
export type Digest = (text: string) => string;

/** One line for the log and the live tail. Never a secret. */
export type Log = (level: 'info' | 'warning' | 'error', text: string) => void;

export type ProgressSink = (progress: Progress) => void;

/** Holds new writes back while it is closed; what is in flight is finished. */
export type Gate = { readonly closed: boolean; /** Resolves when it is open. */ opened(): Promise<void> };

/** What became of a change. `partly`: some members or attributes were refused. `held`: by protection, or with what it holds. */
export type ChangeOutcome = 'written' | 'partly' | 'refused' | 'waiting' | 'held';

/** A run as it happens, for who watches it. Nothing in the run depends on it. */
export type RunEvent =
  | { readonly kind: 'phaseStarted'; readonly phase: Phase }
  | { readonly kind: 'phaseEnded'; readonly phase: Phase; readonly outcome: 'done' | 'failed' | 'cancelled'; readonly objects: number; readonly text: string }
  | { readonly kind: 'planned'; readonly summary: PlanSummary }
  /** The export begins; `live` may be asked at any time until it ends. */
  | { readonly kind: 'exporting'; readonly live: () => { readonly statistics: TransportStatistics; readonly inFlight: number } }
  /** It stands before a closed gate with nothing in flight; it goes on. */
  | { readonly kind: 'paused' | 'resumed' }
  | { readonly kind: 'change'; readonly change: Pick<PlanChange, 'id' | 'action' | 'type' | 'dn'>; readonly outcome: ChangeOutcome; readonly waitsFor: string | null; readonly failure: ExportFailure | null };

export type Observe = (event: RunEvent) => void;

// ── source connector ─────────────────────────────────────────────────────────

export type ImportMode = 'full' | 'delta';

/** Objects of a page, one after the other; a connector may make each when it is asked for. Throws what speaks against one. */
export type SourceObjects = Iterable<SourceObject> & { readonly length: number };

/** What changed in the members of a group since the last import. Applying it twice is as good as once. */
export type MemberChanges = { readonly added: readonly SourceReference[]; readonly removed: readonly SourceReference[] };

/** A large group of which only the changes were read: its members stay as staged but for these. */
export type LargeGroupChange = MemberChanges & {
  readonly guid: string;
  /** Everything else about it as it is now; null when only members changed. */
  readonly object: Omit<SourceObject, 'members'> | null;
};

/** A page of a source import. Objects are complete: every attribute in use, every member. */
export type SourcePage = {
  /** Says that nobody looks at the objects any more: the connector may use their memory again. */
  readonly release?: () => void;
  readonly objects: SourceObjects;
  /** Only of groups that `openImport` was told of. */
  readonly largeGroups?: readonly LargeGroupChange[];
  /** objectGUIDs of explicit tombstones. */
  readonly deleted: readonly string[];
  /**
   * The watermark that covers everything up to and including this page. Delta pages may carry one each;
   * a full import carries it on its last page only (taken before the read began).
   */
  readonly watermark: string | null;
};

/**
 * An import under way. The iteration ending normally means: every page was read, the server said so.
 * Anything else (error, cancel, a page missing) throws, and the import does not count (invariant I1).
 */
export type SourceImport = {
  readonly mode: ImportMode;
  /** Why this mode: "no watermark yet", "another domain controller (invocation id changed)", … */
  readonly reason: string;
  /** `dirSync`, `usnChanged` or `search`. */
  readonly method: string;
  /** False when the account cannot read deleted objects: absence then needs a readable, non-empty container. */
  readonly tombstonesReadable: boolean;
  readonly pages: AsyncIterable<SourcePage>;
};

export type SourceConnector = {
  /**
   * Opens a full import when `watermark` is null, unusable or too old; else a delta import.
   * `largeGroups`: objectGUIDs of groups whose members are staged and too many to be read again for each change.
   */
  openImport(watermark: string | null, options: { readonly full: boolean; readonly cancel: Cancel; readonly largeGroups?: ReadonlySet<string> }): Promise<SourceImport>;
  /** One user or group as it is now, complete; null when there is none of this name, or the account may not read it. */
  readObject(dn: string, cancel: Cancel): Promise<SourceObject | null>;
  /** `thumbnailPhoto` of one user; null when it has none. */
  readPhoto(dn: string): Promise<Uint8Array | null>;
  /** Tries TLS, bind and each right; never throws for what it can report as a finding. */
  check(): AsyncIterable<Finding>;
  close(): Promise<void>;
};

/** One of the sources of a profile. */
export type NamedSource = {
  /** As the staging store knows it: '' for the profile's `source`. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly connector: SourceConnector;
};

// ── target connector ─────────────────────────────────────────────────────────

export type TargetPage = {
  readonly objects: readonly TargetObject[];
  /** `soft`: in the recycle bin; `hard`: gone for good. */
  readonly removed: readonly { readonly id: string; readonly reason: 'soft' | 'hard' }[];
  readonly members: readonly { readonly groupId: string; readonly add: readonly string[]; readonly remove: readonly string[] }[];
  readonly managers: readonly { readonly userId: string; readonly managerId: string | null }[];
  /** On the last page only: the delta links of all collections, as one opaque text. */
  readonly watermark: string | null;
};

export type TargetImport = { readonly mode: ImportMode; readonly reason: string; readonly pages: AsyncIterable<TargetPage> };

/** One request that changes state in the target. Members by target id. */
export type Write =
  | { readonly kind: 'createUser'; readonly attributes: WriteAttributes; readonly password: boolean }
  | { readonly kind: 'updateUser'; readonly id: string; readonly attributes: WriteAttributes }
  | { readonly kind: 'restoreUser'; readonly id: string }
  | { readonly kind: 'deleteUser'; readonly id: string }
  /** Upsert by the alternate key `uniqueName` (PATCH with `Prefer: create-if-missing`). */
  | { readonly kind: 'createGroup'; readonly uniqueName: string; readonly attributes: WriteAttributes }
  | { readonly kind: 'updateGroup'; readonly id: string; readonly attributes: WriteAttributes }
  | { readonly kind: 'restoreGroup'; readonly id: string }
  | { readonly kind: 'deleteGroup'; readonly id: string }
  /** At most 20 members. */
  | { readonly kind: 'addMembers'; readonly id: string; readonly memberIds: readonly string[] }
  | { readonly kind: 'removeMember'; readonly id: string; readonly memberId: string }
  | { readonly kind: 'setManager'; readonly id: string; readonly managerId: string }
  | { readonly kind: 'clearManager'; readonly id: string }
  /** The connector reads the picture of the AD user `dn`, which must have this digest (base64 of SHA-256). */
  | { readonly kind: 'setPhoto'; readonly id: string; readonly dn: string; readonly digest: string };

/** Graph property → value, `extensionAttributeN` flattened; the connector nests them. Only what differs (invariant I5). */
export type WriteAttributes = Readonly<Record<string, AttributeValue>>;

/**
 * The answer to one write. The kinds are the policy; nothing else decides about retries.
 * The connector has already retried what is safe to repeat (429, 503, 409 concurrency, 404 right after a create …).
 */
export type WriteResult =
  /** Done; `id` is the object's id (of the new object for creates). */
  | { readonly outcome: 'done'; readonly id: string }
  /** The target was already as wanted (member present, member absent, object already deleted, manager already clear). */
  | { readonly outcome: 'alreadyDone'; readonly id: string }
  /** Graph said no, for good. `conflictingIds`: object ids it named in `details`. */
  | {
      readonly outcome: 'rejected';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly requestId: string | null;
      /** Property named by Graph, when it named one. */
      readonly property: string | null;
      readonly conflictingIds: readonly string[];
    }
  /** The object to change does not exist (any more). */
  | { readonly outcome: 'notFound'; readonly code: string; readonly message: string; readonly requestId: string | null }
  /** Sent, but the answer was lost or ambiguous: look it up before sending it again. */
  | { readonly outcome: 'unknown'; readonly message: string; readonly requestId: string | null };

/** What became of a directory extension. `notYet`: it is there, but objects cannot have it yet. */
export type ExtensionResult =
  | { readonly outcome: 'available' }
  | { readonly outcome: 'notYet'; readonly waitedMs: number }
  | { readonly outcome: 'rejected'; readonly status: number; readonly code: string; readonly message: string; readonly requestId: string | null };

/** What a look-up found, read from the object itself, not from a lagging index, where Graph allows it. */
export type LookedUp = { readonly object: TargetObject; readonly deleted: boolean };

export type TargetConnector = {
  /** Opens a delta import when `watermark` still holds, else a full one. */
  openImport(watermark: string | null, options: { readonly full: boolean; readonly cancel: Cancel }): Promise<TargetImport>;
  tenantFacts(): Promise<TenantFacts>;
  /**
   * Sends up to 20 writes as one $batch and answers in the same order. No two writes of one call may touch the same
   * object. Throws a Problem (`credentials`, `permission`, `connection`) only when nothing more can be written at all;
   * writes whose fate is then unknown are answered before, never by the throw.
   * Refused by the transport when the connector was opened for a preview.
   */
  write(writes: readonly Write[], cancel: Cancel): Promise<readonly WriteResult[]>;
  /** Makes a directory extension in the app registration unless it is there, and waits until objects can have it. */
  makeExtension(extension: PlannedExtension, cancel: Cancel): Promise<ExtensionResult>;
  /** Finds what an interrupted or ambiguous create may have made: a user by anchor or UPN, a group by unique name. */
  findUser(by: { readonly immutableId: string; readonly userPrincipalName: string }): Promise<LookedUp | null>;
  findGroup(uniqueName: string): Promise<LookedUp | null>;
  /** Direct members as they are now. Null: the group does not exist. */
  membersOf(groupId: string): Promise<readonly string[] | null>;
  /** Null: no manager; undefined: no such user. */
  managerOf(userId: string): Promise<string | null | undefined>;
  /** The object by id, or null. */
  read(kind: 'user' | 'group', id: string): Promise<TargetObject | null>;
  statistics(): TransportStatistics;
  /** When the client secret of the sign-in ends, ISO 8601; null where there is none, or it may not be read. Never throws. */
  secretEnds?(): Promise<string | null>;
  /** How far this computer's clock is ahead of the tenant's; null before the first answer. */
  clockSkewSeconds?(): number | null;
  /** Tries TLS, token, each permission, domains, quota and clock; never throws for what it can report as a finding. */
  check(): AsyncIterable<Finding>;
  close(): Promise<void>;
};

export type TransportStatistics = {
  /** Requests that change state, answered with success. */
  readonly writes: number;
  /** Requests sent again. */
  readonly retried: number;
  /** Time spent waiting because the tenant asked for it (Retry-After), in ms. */
  readonly throttledMs: number;
  /** Time spent waiting for the write quota, in ms. */
  readonly quotaWaitMs: number;
  /** What sets the pace right now. */
  readonly pace: 'free' | 'quota' | 'throttled';
};
