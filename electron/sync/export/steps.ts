import { Problem } from '../../../shared/errors.ts';
import type { AttributeValue, PlanChange, PlanReference } from '../../../shared/plan.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Write, WriteAttributes } from '../ports.ts';
import { saysHowFound } from '../plan/matched-by.ts';
import { photoProperty } from '../flow/properties.ts';
import { same } from './same.ts';

/** Graph takes at most 20 links in one request (group-post-members). */
export const membersPerWrite = 20;

/** Pseudo attribute of a create: an initial password is to be generated. Never part of a write's attributes. */
const passwordAttribute = 'passwordProfile';
/** Key of the upsert: part of the URL, not of the body. */
const groupKeyAttribute = 'uniqueName';

export type Expansion = {
  /** In sequence: all of them touch the same object. */
  readonly writes: readonly Write[];
  /** DNs of the objects that the change refers to and that have no target object (yet). */
  readonly missing: readonly string[];
};

/**
 * A planned change as the requests that carry it out, with nothing in them that the plan does not list (invariants I4, I5).
 * `targetId` is the object's own id, null when it has none; `resolve` answers a reference's target id at this moment.
 * A reference that cannot be resolved is left out and named in `missing`; the other members still go (invariant I6).
 */
export function expand(change: PlanChange, targetId: string | null, resolve: (reference: PlanReference) => string | null): Expansion {
  if (change.action === 'create') return { writes: [createWrite(change)], missing: [] };
  if (targetId === null) return { writes: [], missing: [change.dn] };
  const id = targetId;
  const updates = updateWrites(change, id);
  switch (change.action) {
    case 'link':
    case 'update':
    case 'disable':
      return { writes: updates, missing: [] };
    case 'restore':
      return { writes: [change.type === 'user' ? { kind: 'restoreUser', id } : { kind: 'restoreGroup', id }, ...updates], missing: [] };
    case 'delete':
      return { writes: [change.type === 'user' ? { kind: 'deleteUser', id } : { kind: 'deleteGroup', id }], missing: [] };
    case 'clearManager':
      return { writes: [{ kind: 'clearManager', id }], missing: [] };
    case 'setManager': {
      const { ids, missing } = resolveAll(change.references.slice(0, 1), resolve);
      return { writes: ids.map((managerId) => ({ kind: 'setManager', id, managerId })), missing };
    }
    case 'addMembers': {
      const { ids, missing } = resolveAll(change.references, resolve);
      return { writes: chunks(ids, membersPerWrite).map((memberIds) => ({ kind: 'addMembers', id, memberIds })), missing };
    }
    case 'removeMembers': {
      const { ids, missing } = resolveAll(change.references, resolve);
      return { writes: ids.map((memberId) => ({ kind: 'removeMember', id, memberId })), missing };
    }
    default:
      return assertNever(change.action, 'action');
  }
}

/** How many units of progress a change is: its requests, and one for a change that needs none. */
export function plannedWrites(change: PlanChange): number {
  switch (change.action) {
    case 'addMembers':
      return Math.max(1, Math.ceil(change.references.length / membersPerWrite));
    case 'removeMembers':
      return Math.max(1, change.references.length);
    case 'restore':
      return change.attributes.length > 0 ? 2 : 1;
    default:
      return change.attributes.length > 1 && change.attributes.some(({ name }) => name === photoProperty) ? 2 : 1;
  }
}

/** The `to` values of a change as a request body has them. */
export function bodyOf(change: PlanChange): WriteAttributes {
  const listed = change.attributes.filter(({ name, from, to, rule }) => name !== passwordAttribute && name !== photoProperty && !(change.type === 'group' && name === groupKeyAttribute) && !(saysHowFound(rule) && same(from, to)));
  return Object.fromEntries(listed.map(({ name, to }): [string, AttributeValue] => [name, to]));
}

function createWrite(change: PlanChange): Write {
  if (change.type === 'user') {
    return { kind: 'createUser', attributes: bodyOf(change), password: change.attributes.some(({ name }) => name === passwordAttribute) };
  }
  const key = change.attributes.find(({ name }) => name === groupKeyAttribute)?.to;
  if (typeof key !== 'string') throw new Problem('internal', `The plan creates the group ${change.dn} without a uniqueName.`, 'Run again; when the new plan does the same, report it with the output of `causeway explain`.');
  return { kind: 'createGroup', uniqueName: key, attributes: bodyOf(change) };
}

function updateWrites(change: PlanChange, id: string): readonly Write[] {
  const attributes = bodyOf(change);
  const photo = photoWrites(change, id);
  if (Object.keys(attributes).length === 0) return photo;
  return [change.type === 'user' ? { kind: 'updateUser', id, attributes } : { kind: 'updateGroup', id, attributes }, ...photo];
}

/** The photo goes last: what is wrong with it concerns nothing else. */
export function photoWrites({ dn, attributes }: PlanChange, id: string): readonly Write[] {
  const digest = attributes.find(({ name }) => name === photoProperty)?.to;
  return typeof digest === 'string' ? [{ kind: 'setPhoto', id, dn, digest }] : [];
}

function resolveAll(references: readonly PlanReference[], resolve: (reference: PlanReference) => string | null): { readonly ids: readonly string[]; readonly missing: readonly string[] } {
  const ids = new Set<string>();
  const missing: string[] = [];
  for (const reference of references) {
    const id = resolve(reference);
    if (id === null) missing.push(reference.dn);
    else ids.add(id);
  }
  return { ids: [...ids], missing };
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
