import { randomInt } from 'node:crypto';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Write, WriteAttributes } from '../../sync/ports.ts';
import { noExtensionNames, type ExtensionNames } from './extension-names.ts';

/** One item of a $batch without its id. `url` is relative to the version root. */
export type BatchRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const json = { 'Content-Type': 'application/json' } as const;

/** The request of a write. `base` is `https://host/v1.0`, for links to other objects. */
export function requestOf(write: Write, base: string, extensions: ExtensionNames = noExtensionNames): BatchRequest {
  const link = (id: string) => `${base}/directoryObjects/${encodeURIComponent(id)}`;
  switch (write.kind) {
    case 'createUser':
      return { method: 'POST', url: '/users', headers: json, body: { ...newObject(write.attributes, extensions), ...(write.password ? { passwordProfile: newPassword() } : {}) } };
    case 'updateUser':
      return { method: 'PATCH', url: userUrl(write.id), headers: json, body: nested(write.attributes, extensions) };
    case 'deleteUser':
      return { method: 'DELETE', url: userUrl(write.id) };
    case 'createGroup':
      return { method: 'PATCH', url: groupByNameUrl(write.uniqueName), headers: { ...json, Prefer: 'create-if-missing' }, body: newObject(write.attributes, extensions) };
    case 'updateGroup':
      return { method: 'PATCH', url: groupUrl(write.id), headers: json, body: nested(write.attributes, extensions) };
    case 'deleteGroup':
      return { method: 'DELETE', url: groupUrl(write.id) };
    case 'restoreUser':
    case 'restoreGroup':
      return { method: 'POST', url: `/directory/deletedItems/${encodeURIComponent(write.id)}/restore`, headers: json, body: {} };
    case 'addMembers':
      return { method: 'PATCH', url: groupUrl(write.id), headers: json, body: { 'members@odata.bind': write.memberIds.map(link) } };
    case 'removeMember':
      return { method: 'DELETE', url: `${groupUrl(write.id)}/members/${encodeURIComponent(write.memberId)}/$ref` };
    case 'setManager':
      return { method: 'PUT', url: `${userUrl(write.id)}/manager/$ref`, headers: json, body: { '@odata.id': link(write.managerId) } };
    case 'setPhoto':
      return { method: 'PUT', url: photoUrl(write.id) };
    case 'clearManager':
      return { method: 'DELETE', url: `${userUrl(write.id)}/manager/$ref` };
    default:
      return assertNever(write, 'write');
  }
}

export function userUrl(id: string): string {
  return `/users/${encodeURIComponent(id)}`;
}

/** https://learn.microsoft.com/graph/api/profilephoto-update */
export function photoUrl(id: string): string {
  return `${userUrl(id)}/photo/$value`;
}

export function groupUrl(id: string): string {
  return `/groups/${encodeURIComponent(id)}`;
}

/** Alternate key, https://learn.microsoft.com/graph/api/group-upsert */
export function groupByNameUrl(uniqueName: string): string {
  return `/groups(uniqueName='${encodeURIComponent(uniqueName.replaceAll("'", "''"))}')`;
}

/** The object that a write changes; writes on one object must not share a $batch (409 Directory_ConcurrencyViolation). */
export function subjectOf(write: Write): string {
  switch (write.kind) {
    case 'createUser':
      return `upn:${String(write.attributes['userPrincipalName']).toLowerCase()}`;
    case 'createGroup':
      return `name:${write.uniqueName.toLowerCase()}`;
    default:
      return write.id.toLowerCase();
  }
}

/** Ids that have to exist for a write: the object itself and what it links to. */
export function idsOf(write: Write): readonly string[] {
  switch (write.kind) {
    case 'createUser':
    case 'createGroup':
      return [];
    case 'addMembers':
      return [write.id, ...write.memberIds];
    case 'removeMember':
      return [write.id, write.memberId];
    case 'setManager':
      return [write.id, write.managerId];
    default:
      return [write.id];
  }
}

/** `extensionAttributeN` lives in a complex property; directory extensions have names and types of their own. */
function nested(attributes: WriteAttributes, names: ExtensionNames): Record<string, unknown> {
  const entries = Object.entries(attributes);
  const isExtension = ([name]: readonly [string, unknown]) => /^extensionAttribute\d+$/.test(name);
  const extensions = entries.filter(isExtension);
  const plain = entries.filter((entry) => !isExtension(entry)).map(([name, value]) => [names.toGraph(name), names.valueToGraph(name, value)] as const);
  return { ...Object.fromEntries(plain), ...(extensions.length === 0 ? {} : { onPremisesExtensionAttributes: Object.fromEntries(extensions) }) };
}

/** A new object has no values to clear, and some properties refuse null at creation. */
function newObject(attributes: WriteAttributes, names: ExtensionNames): Record<string, unknown> {
  return nested(Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)), names);
}

const passwordClasses = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#$%*+-=?@_'] as const;
const passwordLength = 32;

/** Random, of all four classes, to be changed at the first sign-in; known to nobody, for it is never logged or stored. */
function newPassword(): { readonly forceChangePasswordNextSignIn: true; readonly password: string } {
  const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));
  const characters = passwordClasses.map(pick);
  while (characters.length < passwordLength) characters.push(pick(passwordClasses.join('')));
  for (let index = characters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? '', characters[index] ?? ''];
  }
  return { forceChangePasswordNextSignIn: true, password: characters.join('') };
}
