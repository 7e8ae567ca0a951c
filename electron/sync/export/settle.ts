import type { AttributeValue } from '../../../shared/plan.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { TargetObject } from '../directory.ts';
import type { Write, WriteAttributes } from '../ports.ts';
import type { AppliedWrite, Link, LinkOrigin, LinkState, StagingStore } from '../store.ts';
import { photoProperty } from '../flow/properties.ts';
import { same } from './same.ts';
import type { JournalStep } from './journal-step.ts';

/** The object that a step belongs to: a plan change and a journal entry both say it. */
export type Identity = { readonly anchor: string; readonly type: 'user' | 'group'; readonly guid: string | null; readonly dn: string };

export type DoneStep = {
  readonly identity: Identity;
  readonly step: JournalStep;
  /** Target object id as answered or found. */
  readonly id: string;
  /** The object as a look-up found it; null when the target's answer was enough. */
  readonly found: TargetObject | null;
};

type SettleStore = Pick<StagingStore, 'target' | 'links'>;

/**
 * Books a write that the target has carried out: the target's connector space shows it at once, and the link of the
 * identity follows. The caller puts this and the journal's answer into one transaction (invariant I4).
 */
export function settle(store: SettleStore, done: DoneStep, at: Date): void {
  store.target.applyWrite(appliedWrite(done.step.write, done.id, done.found), at);
  followLink(store, done, at);
}

/** Links an object that already is as wanted: a `link` change without a request. */
export function linkUnchanged(store: SettleStore, identity: Identity, origin: LinkOrigin, id: string, foreignMembers: readonly string[], at: Date): void {
  putLink(store, newLink(store, identity, { id, origin, confirmed: {}, foreignMembers, at }));
}

/** Every value that a write carries, the key of a group upsert included. */
export function writtenValues(write: Write): WriteAttributes {
  switch (write.kind) {
    case 'createGroup':
      return { ...write.attributes, uniqueName: write.uniqueName };
    case 'createUser':
    case 'updateUser':
    case 'updateGroup':
      return write.attributes;
    case 'setPhoto':
      return { [photoProperty]: write.digest };
    default:
      return {};
  }
}

function appliedWrite(write: Write, id: string, found: TargetObject | null): AppliedWrite {
  switch (write.kind) {
    case 'createUser':
      return { kind: 'create', id, type: 'user', attributes: found?.attributes ?? write.attributes };
    case 'createGroup':
      return { kind: 'create', id, type: 'group', attributes: found?.attributes ?? writtenValues(write) };
    case 'updateUser':
    case 'updateGroup':
      return { kind: 'update', id, attributes: write.attributes };
    case 'setPhoto':
      return { kind: 'update', id, attributes: {} };
    case 'restoreUser':
      return { kind: 'restore', id, type: 'user' };
    case 'restoreGroup':
      return { kind: 'restore', id, type: 'group' };
    case 'deleteUser':
    case 'deleteGroup':
      return { kind: 'delete', id };
    case 'addMembers':
      return { kind: 'members', id: write.id, add: write.memberIds, remove: [] };
    case 'removeMember':
      return { kind: 'members', id: write.id, add: [], remove: [write.memberId] };
    case 'setManager':
      return { kind: 'manager', id: write.id, managerId: write.managerId };
    case 'clearManager':
      return { kind: 'manager', id: write.id, managerId: null };
    default:
      return assertNever(write, 'write');
  }
}

function followLink(store: SettleStore, { identity, step, id, found }: DoneStep, at: Date): void {
  const { write, action, origin, foreignMembers } = step;
  const link = store.links.get(identity.anchor);
  const confirmed = confirmedValues(writtenValues(write), found);
  switch (write.kind) {
    case 'createUser':
    case 'createGroup':
      putLink(store, newLink(store, identity, { id, origin: origin ?? 'created', confirmed, foreignMembers: [], at }));
      return;
    case 'restoreUser':
    case 'restoreGroup':
      putLink(store, {
        ...newLink(store, identity, { id, origin: 'restored', confirmed, foreignMembers: [], at }),
        // The object came back as it was: what was known about it still holds.
        ...(link?.targetId === id ? { confirmed: link.confirmed, foreignMembers: link.foreignMembers } : {}),
      });
      return;
    case 'deleteUser':
    case 'deleteGroup':
      if (link !== null) store.links.put({ ...link, state: 'deleted', since: at.toISOString() });
      return;
    case 'updateUser':
    case 'updateGroup':
      if (action === 'link') putLink(store, newLink(store, identity, { id, origin: origin ?? 'resolution', confirmed, foreignMembers, at }));
      else if (link !== null) followUpdate(store, link, step, confirmed, at);
      return;
    case 'setPhoto':
      if (link !== null) store.links.confirm(link.anchor, { ...link.confirmed, ...confirmed });
      return;
    case 'addMembers':
    case 'removeMember':
    case 'setManager':
    case 'clearManager':
      return;
    default:
      assertNever(write, 'write');
  }
}

function followUpdate(store: SettleStore, link: Link, step: JournalStep, written: WriteAttributes, at: Date): void {
  const confirmed = { ...link.confirmed, ...written };
  const state = stateAfterUpdate(link, step);
  if (state === link.state) store.links.confirm(link.anchor, confirmed);
  else store.links.put({ ...link, confirmed, state, since: at.toISOString() });
}

/** An account disabled because its source is gone is marked so; any later update says that the source is back. */
function stateAfterUpdate(link: Link, { action, reason }: JournalStep): LinkState {
  if (reason === 'sourceMissing') return action === 'disable' ? 'disabled' : link.state;
  return link.state === 'disabled' ? 'linked' : link.state;
}

/** What may count as confirmed: the written values, or of a found object those that it really has. */
function confirmedValues(written: WriteAttributes, found: TargetObject | null): WriteAttributes {
  if (found === null) return written;
  return Object.fromEntries(Object.entries(written).filter(([name, value]) => same(found.attributes[name], value)));
}

/**
 * Stores a new link. One target object belongs to one identity: a link of the same AD object under its former anchor
 * gives way, and that of a deleted one whose account an admin handed over (resolution reanchor); any other stays, and the
 * next plan shows the two as a conflict.
 */
function putLink(store: SettleStore, link: Link): void {
  const holder = store.links.byTarget(link.targetId);
  const held = holder !== null && holder.anchor !== link.anchor && (holder.state === 'linked' || holder.state === 'disabled');
  if (held && holder.guid !== link.guid && link.origin !== 'resolution') return;
  if (held) store.links.remove(holder.anchor);
  store.links.put(link);
}

type NewLink = {
  readonly id: string;
  readonly origin: LinkOrigin;
  readonly confirmed: Readonly<Record<string, AttributeValue>>;
  readonly foreignMembers: readonly string[];
  readonly at: Date;
};

function newLink(store: SettleStore, { anchor, type, guid, dn }: Identity, { id, origin, confirmed, foreignMembers, at }: NewLink): Link {
  const known = guid ?? store.links.get(anchor)?.guid ?? '';
  return { anchor, type, guid: known, dn, targetId: id, origin, state: 'linked', since: at.toISOString(), confirmed, foreignMembers };
}
