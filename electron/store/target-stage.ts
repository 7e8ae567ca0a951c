import type { AttributeValue } from '../../shared/plan.ts';
import type { TargetKind, TargetObject } from '../sync/directory.ts';
import type { TargetPage } from '../sync/ports.ts';
import type { TargetState } from '../sync/store.ts';
import { parseStored, sameValues, sortedJson } from './json.ts';
import { nothingPending, pendingManager, pendingMember, pendingState } from './target-pending.ts';
import type { Pending, PendingOf } from './target-pending.ts';
import { marks } from './target-statements.ts';
import type { StagedTarget, TargetStatements } from './target-statements.ts';

export type TargetStaging = { readonly statements: TargetStatements; readonly pending: Pending; readonly file: string };
type Attributes = Readonly<Record<string, AttributeValue>>;
/** Member id → whether it is to be there. */
type Membership = ReadonlyMap<string, boolean>;
type Page = { readonly full: boolean; readonly writes: (object: string) => PendingOf; readonly memberships: ReadonlyMap<string, Membership>; readonly managers: ReadonlyMap<string, string | null> };

/**
 * Writes one page into the target space and answers whether it brought any difference. A full import replaces what it
 * meets for the first time: attributes at once; members and manager that this page does not repeat become stale, for a
 * later page may (`finish` drops what stays stale). So an unchanged full import writes next to nothing.
 */
export function stageTargetPage(staging: TargetStaging, page: TargetPage, full: boolean, now: Date): boolean {
  const writes = staging.pending.any() ? (object: string) => staging.pending.of(object, now) : () => nothingPending;
  const context: Page = { full, writes, memberships: membershipsOf(page), managers: new Map(page.managers.map((entry) => [entry.userId, entry.managerId])) };
  let changed = false;
  for (const object of page.objects) changed = stageObject(staging, object, context) || changed;
  for (const [groupId, membership] of context.memberships) changed = stageMembers(staging, groupId, membership, context) || changed;
  for (const [userId, managerId] of context.managers) changed = stageManager(staging, userId, managerId, context) || changed;
  for (const removed of page.removed) changed = stageRemoval(staging, removed.id, removed.reason, context) || changed;
  return changed;
}

/** What the page says about each member in the end; the last word counts. */
function membershipsOf(page: TargetPage): Map<string, Membership> {
  const memberships = new Map<string, Map<string, boolean>>();
  for (const { groupId, add, remove } of page.members) {
    const membership = memberships.get(groupId) ?? new Map<string, boolean>();
    for (const member of add) membership.set(member, true);
    for (const member of remove) membership.set(member, false);
    memberships.set(groupId, membership);
  }
  return memberships;
}

function stageObject(staging: TargetStaging, object: TargetObject, page: Page): boolean {
  const { statements, file } = staging;
  const before = statements.find.get(object.id);
  // What the page says about members and manager is staged after the objects; only silence counts here.
  const silentOn = (page.memberships.has(object.id) ? 0 : marks.members) | (page.managers.has(object.id) ? 0 : marks.manager);
  if (before === undefined) {
    const row = insertRow(statements, object.id, object.kind, 'present', object.attributes);
    statements.see.run(row, marks.object | silentOn);
    return true;
  }
  const met = page.full ? (statements.seen.get(before.row)?.marks ?? 0) : marks.object;
  const first = (met & marks.object) === 0;
  const writes = page.writes(object.id);
  const attributes = mergedAttributes(before, object.attributes, first, writes, file);
  const state = writes.settle(pendingState, '', 'present') === 'keep' ? before.state : 'present';
  const changed = attributes !== null || state !== before.state || object.kind !== before.kind;
  if (changed) statements.update.run(object.kind, state, attributes ?? before.attributes, before.row);
  if (first && (silentOn & ~met & marks.members) !== 0) staleOthers(statements, before.row, new Map(), writes);
  if (first && (silentOn & ~met & marks.manager) !== 0) staleManager(statements, before, writes);
  statements.see.run(before.row, marks.object | silentOn);
  return changed;
}

function insertRow(statements: TargetStatements, id: string, kind: TargetKind, state: TargetState, attributes: Attributes): number {
  return statements.insert.run(id, kind, state, sortedJson(attributes)).id;
}

/** The attributes to stage as JSON, or null when they stay as they are. */
function mergedAttributes(before: StagedTarget, incoming: Attributes, replace: boolean, writes: PendingOf, file: string): string | null {
  if (replace && writes.properties.length === 0 && sortedJson(incoming) === before.attributes) return null;
  const staged = parseStored<Attributes>(before.attributes, file);
  const next: Record<string, AttributeValue> = replace ? { ...incoming } : { ...staged, ...incoming };
  for (const name of writes.properties) {
    const value = incoming[name];
    if (value === undefined && !replace) continue;
    if (writes.settle(name, '', value ?? null) === 'keep') next[name] = staged[name] ?? null;
  }
  // The same values in another order are no difference: collections of Graph have none.
  return sameValues(staged, next) ? null : sortedJson(next);
}

function stageMembers(staging: TargetStaging, groupId: string, membership: Membership, page: Page): boolean {
  const { statements } = staging;
  // A group that no page has described yet: its row waits, invisible, for its attributes.
  const row = statements.find.get(groupId)?.row ?? insertRow(statements, groupId, 'group', 'gone', {});
  const writes = page.writes(groupId);
  if (page.full && ((statements.seen.get(row)?.marks ?? 0) & marks.members) === 0) staleOthers(statements, row, membership, writes);
  statements.see.run(row, marks.members);
  let changed = false;
  for (const [member, present] of membership) {
    if (writes.settle(pendingMember, member, present) === 'keep') continue;
    changed = (present ? addMember(statements, row, member) : statements.removeMember.run(row, member).changes > 0) || changed;
  }
  return changed;
}

function addMember(statements: TargetStatements, row: number, member: string): boolean {
  const staged = statements.member.get(row, member);
  if (staged === undefined) statements.addMember.run(row, member);
  else if (staged.stale === 1) statements.markMember.run(0, row, member);
  return staged === undefined;
}

/** Hides the members that a full import has not named (yet), except those an export added just now. */
function staleOthers(statements: TargetStatements, row: number, named: Membership, writes: PendingOf): void {
  for (const { member, stale } of statements.members.all(row)) {
    if (stale === 1 || named.get(member) === true || writes.isYoung(pendingMember, member, true)) continue;
    statements.markMember.run(1, row, member);
  }
}

function staleManager(statements: TargetStatements, user: StagedTarget, writes: PendingOf): void {
  if (user.manager !== null && !writes.isYoung(pendingManager, '', user.manager)) statements.staleManager.run(user.row);
}

function stageManager(staging: TargetStaging, userId: string, managerId: string | null, page: Page): boolean {
  const { statements } = staging;
  const before = statements.find.get(userId);
  const row = before?.row ?? insertRow(statements, userId, 'user', 'gone', {});
  const keep = page.writes(userId).settle(pendingManager, '', managerId) === 'keep';
  statements.see.run(row, marks.manager);
  const staged = before?.manager ?? null;
  if (keep || (managerId === staged && before?.managerStale !== 1)) return false;
  statements.setManager.run(managerId, row);
  return managerId !== staged;
}

function stageRemoval(staging: TargetStaging, id: string, reason: 'soft' | 'hard', page: Page): boolean {
  const { statements } = staging;
  const before = statements.find.get(id);
  if (before === undefined) return false;
  const state = reason === 'soft' ? 'softDeleted' : 'gone';
  const keep = page.writes(id).settle(pendingState, '', state) === 'keep';
  statements.see.run(before.row, 0);
  if (keep || before.state === state) return false;
  statements.setState.run(state, before.row);
  return true;
}
