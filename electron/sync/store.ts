import type { ProblemKind } from '../../shared/errors.ts';
import type { Conflict, Resolution } from '../../shared/conflict.ts';
import type { LastWrite } from '../../shared/explanation.ts';
import type { AttributeValue, PlanChange, PlanNote, PlanSummary } from '../../shared/plan.ts';
import type { ExportFailure, ExportResult, ImportCounts, Phase, RunOutcome, RunProfile } from '../../shared/run.ts';
import type { SourceKind, TargetKind, TenantFacts } from './directory.ts';
import type { AlertRecord } from '../../shared/health.ts';
import type { AlertTurn } from './alert-turn.ts';
import type { ImportMode, SourcePage, TargetPage } from './ports.ts';

/**
 * The staging store as the engine sees it: synchronous, single writer, grouped by noun.
 * electron/store implements it on SQLite. Iterations are streams ordered by key: the same staged data gives the same
 * sequence whatever the order of import. They read a snapshot through a connection of their own, so that the plan can be
 * written meanwhile.
 */
export type StagingStore = {
  readonly source: SourceSpace;
  readonly target: TargetSpace;
  readonly links: Links;
  readonly plans: Plans;
  readonly journal: Journal;
  readonly conflicts: Conflicts;
  readonly resolutions: Resolutions;
  readonly refusals: Refusals;
  readonly runs: Runs;
  readonly alerts: Alerts;
  /** Facts about the tenant as of the last run, so that explain and review work without a connection. */
  readonly facts: { get(): TenantFacts | null; put(facts: TenantFacts): void };
  /** Runs `work` in one transaction: all of it or nothing. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** `true` makes each commit survive a power cut, not only a crash of the process; used around the export. */
  durable(on: boolean): void;
  close(): void;
};

// ── connector spaces ─────────────────────────────────────────────────────────

/**
 * `present`: seen in the last import that covered it. `gone`: tombstone, or absent from a complete read.
 * `doubtful`: absent from a complete read, but its container is unreadable or empty where it was not before,
 * and no tombstone says so; treated as present (invariant I1).
 */
export type SourceState = 'present' | 'gone' | 'doubtful';

export type SourceRow = {
  readonly guid: string;
  /** The source it was read from: '' is the profile's `source`, else the name of a further one. */
  readonly source: string;
  readonly dn: string;
  readonly kind: SourceKind;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** GUID of the manager; null when there is none or it is not staged. */
  readonly managerGuid: string | null;
  /** The manager's DN as AD gave it; null when there is none. */
  readonly managerDn: string | null;
  readonly memberCount: number;
  readonly state: SourceState;
  /** The other AD objects of the same identity, where several sources are joined. */
  readonly joined?: readonly { readonly dn: string; readonly source: string; readonly state: SourceState }[];
};

/** A member by GUID where it is staged; `dn` as AD gave it. */
export type SourceMember = { readonly guid: string | null; readonly dn: string };

export type DoubtfulContainer = { readonly dn: string; readonly objects: number };

export type SourceImportResult = {
  readonly read: number;
  readonly gone: number;
  readonly doubtful: readonly DoubtfulContainer[];
};

/** How the imports of one source are staged. Only one import is under way at a time. */
export type SourceStaging = {
  watermark(): string | null;
  /** When the last full import finished, ISO 8601; null when there was none. */
  lastFullImport(): string | null;
  /** Number of its user, group and contact rows that are not `gone`. */
  staged(): number;
  /** objectGUIDs of its present groups with more than so many members, each of them staged by objectGUID. */
  groupsBeyond(members: number): ReadonlySet<string>;
  /** Starts a generation; the pages of one import carry its number. */
  begin(mode: ImportMode): number;
  /**
   * Stages one page in one transaction: upserts objects, their members and manager, marks tombstones `gone`.
   * A delta page's watermark is stored in that same transaction (invariant I2); a full import's is not, see `finish`.
   * When a container's DN changed, the DNs of everything below it are rewritten, for AD does not report those.
   */
  stage(generation: number, mode: ImportMode, page: SourcePage): void;
  /**
   * Ends a complete import, in one transaction: for a full import, unseen objects become `gone`, or `doubtful` where the
   * rules of SourceState say so; then the watermark is stored. Never called for an import that did not finish.
   * Absence is judged among the objects of this source only.
   */
  finish(generation: number, mode: ImportMode, watermark: string | null, tombstonesReadable: boolean, at: string): SourceImportResult;
};

/** The objects of all sources. The staging that it offers itself is that of the profile's `source`. */
export type SourceSpace = SourceStaging & {
  /** The staging of a further source, by its name; '' is the profile's `source`. */
  of(source: string): SourceStaging;
  /** All rows of these kinds, by guid. Includes `gone` rows. */
  iterate(kinds: readonly SourceKind[]): IterableIterator<SourceRow>;
  /** The same rows in any order, in less than half the time. */
  scan(kinds: readonly SourceKind[]): IterableIterator<SourceRow>;
  get(guid: string): SourceRow | null;
  findByDn(dn: string): SourceRow | null;
  /** Rows whose UPN, mail, sAMAccountName, DN, display name, SID or anchor equals `text`, ignoring case; at most 20. */
  search(text: string): readonly SourceRow[];
  members(groupGuid: string): readonly SourceMember[];
  /** Every group that has members, by guid, one list each. Only `present` and `doubtful` groups. */
  iterateMembers(): IterableIterator<{ readonly groupGuid: string; readonly members: readonly SourceMember[] }>;
  /** Number of user, group and contact rows that are not `gone`. */
  count(): number;
  /** Changes with every staged difference; equal values mean equal staged data. */
  version(): number;
};

export type TargetState = 'present' | 'softDeleted' | 'gone';

export type TargetRow = {
  readonly id: string;
  readonly kind: TargetKind;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly managerId: string | null;
  readonly state: TargetState;
};

export type TargetSpace = {
  watermark(): string | null;
  begin(mode: ImportMode): number;
  /**
   * Stages one page in one transaction. The first time a full import meets an object it replaces what was staged
   * (attributes, members, manager); later mentions in the same generation, and every delta page, merge.
   * What an export wrote less than `unconfirmedMs` ago outranks an incoming value that equals the value before the
   * export: the tenant's replicas lag (see `applyWrite`).
   */
  stage(generation: number, mode: ImportMode, page: TargetPage, now: Date): void;
  /**
   * Ends a complete import, in one transaction: for a full import unseen objects become `gone`, except what an export
   * created less than `unconfirmedMs` ago. Stores the watermark. Answers the number of objects read.
   */
  finish(generation: number, mode: ImportMode, watermark: string | null, now: Date): { readonly read: number };
  iterate(kinds: readonly TargetKind[]): IterableIterator<TargetRow>;
  get(id: string): TargetRow | null;
  /** Direct member ids, sorted. */
  members(groupId: string): readonly string[];
  iterateMembers(): IterableIterator<{ readonly groupId: string; readonly members: readonly string[] }>;
  /** Writes a confirmed answer of the target into the space at once, remembering what it replaced (for lagging reads). */
  applyWrite(write: AppliedWrite, now: Date): void;
  /** Pending confirmations: written, but not seen by an import yet. */
  unconfirmed(): number;
  version(): number;
};

/** What an export did, as the target space must now show it. */
export type AppliedWrite =
  | { readonly kind: 'create'; readonly id: string; readonly type: 'user' | 'group'; readonly attributes: Readonly<Record<string, AttributeValue>> }
  | { readonly kind: 'update'; readonly id: string; readonly attributes: Readonly<Record<string, AttributeValue>> }
  | { readonly kind: 'restore'; readonly id: string; readonly type: 'user' | 'group' }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'members'; readonly id: string; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'manager'; readonly id: string; readonly managerId: string | null };

// ── identities ───────────────────────────────────────────────────────────────

export const linkOrigins = ['created', 'hardMatch', 'softMatch', 'uniqueName', 'sid', 'displayName', 'resolution', 'restored', 'recovered'] as const;
export type LinkOrigin = (typeof linkOrigins)[number];

/**
 * `linked`: the normal state. `deleted`: Causeway soft-deleted the target object. `disabled`: the source is gone and the
 * account was disabled (policies disable, disableThenDelete, resolution disableOnly). `released`: the admin decided to
 * leave the target object alone; it is never written or deleted through this link.
 */
export type LinkState = 'linked' | 'deleted' | 'disabled' | 'released';

/** The metaverse row: one identity, joined from both sides by its source anchor. */
export type Link = {
  readonly anchor: string;
  readonly type: 'user' | 'group';
  readonly guid: string;
  /** The AD DN when the identity was last seen; names it after the AD object is gone. */
  readonly dn: string;
  readonly targetId: string;
  readonly origin: LinkOrigin;
  readonly state: LinkState;
  /** ISO 8601. */
  readonly since: string;
  /** Wanted values when they were last seen equal in the target, by Graph property: tells drift from change. */
  readonly confirmed: Readonly<Record<string, AttributeValue>>;
  /** Target members that were there when the group was linked and that AD lacks: never removed. */
  readonly foreignMembers: readonly string[];
};

/** What of a link finds it and says how it stands. */
export type LinkEntry = Pick<Link, 'anchor' | 'type' | 'guid' | 'targetId' | 'state' | 'since'>;

export type Links = {
  /** By anchor. */
  iterate(): IterableIterator<LinkEntry>;
  get(anchor: string): Link | null;
  byTarget(targetId: string): Link | null;
  put(link: Link): void;
  /** Only the confirmed values; cheaper than `put`. */
  confirm(anchor: string, confirmed: Readonly<Record<string, AttributeValue>>): void;
  remove(anchor: string): void;
  count(type: 'user' | 'group'): number;
};

// ── plan and journal ─────────────────────────────────────────────────────────

export type StoredPlan = { readonly summary: PlanSummary; readonly runId: string; readonly createdAt: string; readonly inputs: string };

export type Plans = {
  /** Starts writing a plan; replaces an unfinished one. `words`: what comes up again and again in its changes. */
  begin(runId: string, words?: readonly string[]): PlanWriter;
  latest(): StoredPlan | null;
  get(planId: string): StoredPlan | null;
  /** In the order of export: by `order`, then by id. What a change depends on always comes before it. */
  changes(planId: string): IterableIterator<PlanChange>;
  change(planId: string, changeId: string): PlanChange | null;
  changesOf(planId: string, anchor: string): readonly PlanChange[];
  /** By `order`, then sorted. */
  notes(planId: string): IterableIterator<PlanNote>;
  /** Records the approval of exactly this held set. */
  approve(planId: string, heldSet: string, by: string, at: string): void;
  isApproved(heldSet: string): boolean;
};

export type PlanWriter = {
  /**
   * `order`: rank in the export; equal ranks may be written at the same time. Answers what is kept of the change beside
   * `id` and `hold`: with the same words the same text for an equal change, and another text for any other one.
   */
  add(change: PlanChange, order: number): string;
  /** `order`: 0 (the default) for what is read first. */
  note(note: PlanNote, order?: number): void;
  /** Sets holds after protection was evaluated on the whole plan. May be called after `add`, before `finish`. */
  hold(changeId: string, hold: PlanChange['hold']): void;
  finish(summary: PlanSummary, inputs: string, createdAt: string): void;
};

/** `sent` without an answer is what a crash leaves behind. */
export type JournalState = 'sent' | 'done' | 'failed';

export type JournalEntry = {
  readonly id: number;
  readonly runId: string;
  readonly changeId: string;
  readonly anchor: string;
  readonly type: 'user' | 'group';
  readonly guid: string | null;
  readonly dn: string;
  /** The write as sent, without secrets (a password is never part of it). */
  readonly write: unknown;
  readonly state: JournalState;
  readonly at: string;
};

export type Journal = {
  /** Before the request is sent; answers the entry's id. */
  sent(entry: Omit<JournalEntry, 'id' | 'state'>): number;
  answered(id: number, state: 'done' | 'failed', detail: string, at: string): void;
  inFlight(): readonly JournalEntry[];
  /** The newest entry of an identity; null when nothing was ever sent for it. */
  lastOf(anchor: string): LastWrite | null;
};

/** A write that Graph refused; an unchanged run does not send it again. */
export type Refusal = {
  readonly anchor: string;
  readonly action: string;
  /** Digest of what was to be written, of the target's values and of the configuration. */
  readonly fingerprint: string;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly fix: string;
  readonly conflictingIds: readonly string[];
  readonly at: string;
};

export type Refusals = { all(): readonly Refusal[]; put(refusal: Refusal): void; remove(anchor: string): void };

// ── review ───────────────────────────────────────────────────────────────────

export type Conflicts = {
  /** Replaces the open conflicts by those of the newest plan; keeps when each was first seen. */
  replace(conflicts: Iterable<Conflict>, at: string): void;
  all(): readonly (Conflict & { readonly firstSeen: string })[];
  get(id: string): (Conflict & { readonly firstSeen: string }) | null;
  count(): number;
};

export type Resolutions = {
  all(): readonly Resolution[];
  put(resolution: Resolution): void;
  remove(conflictId: string): void;
  /** Changes with every difference. */
  version(): number;
};

// ── runs ─────────────────────────────────────────────────────────────────────

export type RunStep = { readonly phase: Phase; readonly startedAt: string; readonly endedAt: string; readonly objects: number; readonly outcome: 'done' | 'failed' | 'cancelled'; readonly text: string };

export type RunRecord = {
  readonly id: string;
  readonly profile: RunProfile;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: RunOutcome | null;
  readonly planId: string | null;
  readonly imports: ImportCounts | null;
  readonly exported: ExportResult | null;
  readonly error: { readonly kind: ProblemKind; readonly message: string; readonly fix: string } | null;
};

/** Alerts as they were raised and resolved. */
export type Alerts = {
  open(): readonly AlertRecord[];
  /** Newest first. */
  resolved(limit: number): readonly AlertRecord[];
  turn(turn: AlertTurn, at: string): void;
};

export type Runs = {
  start(run: { readonly id: string; readonly profile: RunProfile; readonly startedAt: string }): void;
  step(runId: string, step: RunStep): void;
  failure(runId: string, failure: ExportFailure): void;
  finish(run: RunRecord): void;
  /** Newest first. */
  list(limit: number): readonly RunRecord[];
  get(id: string): (RunRecord & { readonly steps: readonly RunStep[] }) | null;
};

