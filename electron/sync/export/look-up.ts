import { assertNever } from '../../../shared/assert-never.ts';
import type { TargetObject } from '../directory.ts';
import type { LookedUp, TargetConnector, Write } from '../ports.ts';
import type { AppliedWrite } from '../store.ts';
import { same } from './same.ts';

export type LookUpTarget = Pick<TargetConnector, 'findUser' | 'findGroup' | 'membersOf' | 'managerOf' | 'read'>;

/**
 * What the target says about a write whose answer is missing or in doubt.
 * `made`: the target is as the write wanted it. `notMade`: it is not; `observed` is how it is instead, as far as the
 * write touches it. `gone`: the object to change does not exist.
 */
export type Verdict =
  | { readonly state: 'made'; readonly id: string; readonly found: TargetObject | null }
  | { readonly state: 'notMade'; readonly observed: AppliedWrite | null }
  | { readonly state: 'gone' };

/** Looks a write up by what identifies it: anchor and UPN, unique name, or the object's id (invariant I4). */
export async function lookUp(target: LookUpTarget, write: Write, anchor: string): Promise<Verdict> {
  switch (write.kind) {
    case 'createUser':
      return ownUser(await target.findUser(identifiers(write, anchor)), identifiers(write, anchor));
    case 'createGroup': {
      const found = await target.findGroup(write.uniqueName);
      return found === null || found.deleted ? notMade : { state: 'made', id: found.object.id, found: found.object };
    }
    case 'updateUser':
      return updated(await target.read('user', write.id), write.attributes);
    case 'updateGroup':
      return updated(await target.read('group', write.id), write.attributes);
    case 'restoreUser':
      return presence(await target.read('user', write.id), write.id, 'present');
    case 'restoreGroup':
      return presence(await target.read('group', write.id), write.id, 'present');
    case 'deleteUser':
      return presence(await target.read('user', write.id), write.id, 'absent');
    case 'deleteGroup':
      return presence(await target.read('group', write.id), write.id, 'absent');
    case 'addMembers': {
      const members = await target.membersOf(write.id);
      if (members === null) return gone;
      const present = new Set(members);
      const add = write.memberIds.filter((id) => present.has(id));
      const remove = write.memberIds.filter((id) => !present.has(id));
      return remove.length === 0 ? made(write.id) : { state: 'notMade', observed: { kind: 'members', id: write.id, add, remove } };
    }
    case 'removeMember': {
      const members = await target.membersOf(write.id);
      if (members === null) return gone;
      if (!members.includes(write.memberId)) return made(write.id);
      return { state: 'notMade', observed: { kind: 'members', id: write.id, add: [write.memberId], remove: [] } };
    }
    case 'setManager':
      return manager(await target.managerOf(write.id), write.id, write.managerId);
    case 'setPhoto':
      // Graph shows pictures in sizes of its own: nothing tells whether it is this one, and writing it again is harmless.
      return notMade;
    case 'clearManager':
      return manager(await target.managerOf(write.id), write.id, null);
    default:
      return assertNever(write, 'write');
  }
}

const gone: Verdict = { state: 'gone' };
const notMade: Verdict = { state: 'notMade', observed: null };

function made(id: string): Verdict {
  return { state: 'made', id, found: null };
}

type Identifiers = { readonly immutableId: string; readonly userPrincipalName: string };

function identifiers(write: Extract<Write, { readonly kind: 'createUser' }>, anchor: string): Identifiers {
  const { onPremisesImmutableId: immutableId, userPrincipalName } = write.attributes;
  return {
    immutableId: typeof immutableId === 'string' ? immutableId : anchor,
    userPrincipalName: typeof userPrincipalName === 'string' ? userPrincipalName : '',
  };
}

/**
 * A user with our anchor and the name we gave it is what the interrupted create made. One in the recycle bin, one that
 * another tool synchronizes or one under another name is not: the next plan matches that one by the usual tests.
 */
function ownUser(found: LookedUp | null, wanted: Identifiers): Verdict {
  if (found === null || found.deleted) return notMade;
  const { onPremisesImmutableId, onPremisesSyncEnabled, userPrincipalName } = found.object.attributes;
  const ours = onPremisesImmutableId === wanted.immutableId && onPremisesSyncEnabled !== true && sameName(userPrincipalName, wanted.userPrincipalName);
  return ours ? { state: 'made', id: found.object.id, found: found.object } : notMade;
}

function sameName(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.toLowerCase() === other.toLowerCase();
}

function updated(object: TargetObject | null, wanted: TargetObject['attributes']): Verdict {
  if (object === null) return gone;
  const names = Object.keys(wanted);
  if (names.every((name) => same(object.attributes[name], wanted[name]))) return made(object.id);
  const attributes = Object.fromEntries(names.map((name) => [name, object.attributes[name] ?? null] as const));
  return { state: 'notMade', observed: { kind: 'update', id: object.id, attributes } };
}

function presence(object: TargetObject | null, id: string, wanted: 'present' | 'absent'): Verdict {
  return (object !== null) === (wanted === 'present') ? made(id) : notMade;
}

function manager(managerId: string | null | undefined, userId: string, wanted: string | null): Verdict {
  if (managerId === undefined) return gone;
  return managerId === wanted ? made(userId) : { state: 'notMade', observed: { kind: 'manager', id: userId, managerId } };
}
