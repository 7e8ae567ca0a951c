import type { JsonObject, JsonValue } from './json.ts';
import type { Directory, Entity, Kind } from './directory.ts';
import { addMembers, createEntity, isUnified, setManager, softDelete } from './directory.ts';
import type { ValueIndex } from './value-index.ts';
import { cloudSid } from './ids.ts';
import { textOf, textsOf } from './json.ts';
import { activateRole } from './roles.ts';

export type SeedDomain = { readonly name: string; readonly verified?: boolean; readonly federated?: boolean; readonly initial?: boolean; readonly default?: boolean };

/** Graph properties by name; `id` fixes the object id. `manager` is a user principal name or an id. */
export type SeedUser = { readonly id?: string; readonly userPrincipalName: string; readonly manager?: string; readonly [property: string]: JsonValue | undefined };

/** Graph properties by name; `members` and `owners` are user principal names, unique names, display names, addresses or ids. */
export type SeedGroup = { readonly id?: string; readonly displayName: string; readonly members?: readonly string[]; readonly owners?: readonly string[]; readonly [property: string]: JsonValue | undefined };

export type SeedContact = { readonly id?: string; readonly displayName: string; readonly [property: string]: JsonValue | undefined };

/** The tenant's first state. What is left out has the value of a new tenant. */
export type TenantSeed = {
  readonly domains?: readonly SeedDomain[];
  readonly users?: readonly SeedUser[];
  readonly groups?: readonly SeedGroup[];
  readonly contacts?: readonly SeedContact[];
  /** Role name → members, named as in `SeedGroup.members`. */
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly organization?: { readonly displayName?: string; readonly onPremisesSyncEnabled?: boolean; readonly onPremisesLastSyncDateTime?: string; readonly defaultUsageLocation?: string };
  /** User principal names or ids of seeded users, and unique names, display names or ids of seeded groups, to put in the recycle bin. */
  readonly deleted?: readonly string[];
  /** Directory extensions that are registered, `extension_{appId}_{name}`. */
  readonly extensionProperties?: readonly string[];
};

export const defaultSeed: TenantSeed = {
  domains: [
    { name: 'contoso.onmicrosoft.com', initial: true },
    { name: 'contoso.com', default: true },
  ],
  users: [{ userPrincipalName: 'admin@contoso.onmicrosoft.com', displayName: 'Tenant Administrator', mailNickname: 'admin' }],
  roles: { 'Global Administrator': ['admin@contoso.onmicrosoft.com'] },
};

/** Text as Graph writes dates. */
export function graphDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The properties every new object of that kind has without being told. */
export function bornWith(kind: Kind, id: string, at: number): JsonObject {
  if (kind === 'contact') return { proxyAddresses: [] };
  if (kind === 'user') return { businessPhones: [], otherMails: [], proxyAddresses: [], userType: 'Member', createdDateTime: graphDate(at) };
  return { groupTypes: [], proxyAddresses: [], createdDateTime: graphDate(at), renewedDateTime: graphDate(at), securityIdentifier: cloudSid(id) };
}

/** Creates an object with the given and the born-with properties. Checks nothing. */
export function createRaw(directory: Directory, kind: Kind, given: JsonObject, id: string): Entity {
  return createEntity(directory, kind, { ...bornWith(kind, id, directory.now()), ...given }, id);
}

/** Graph properties of a seeded or administrator-made object; links and the id are left out. */
export function plainProperties(given: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(given).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined && !['id', 'manager', 'members', 'owners'].includes(entry[0]));
  return Object.fromEntries(entries);
}

/** What the portal would fill in for a user, group or contact created without it. */
export function filledIn(kind: Kind, properties: JsonObject): JsonObject {
  const principalName = textOf(properties['userPrincipalName']) ?? '';
  const mail = textOf(properties['mail']);
  const proxies = textsOf(properties['proxyAddresses']);
  const filled: JsonObject = {
    ...(kind === 'user' ? { accountEnabled: true, displayName: principalName.split('@')[0] ?? '', mailNickname: principalName.split('@')[0] ?? '' } : {}),
    ...(kind === 'group' ? { mailEnabled: isUnified(properties), securityEnabled: true, mailNickname: (textOf(properties['displayName']) ?? 'group').replace(/[^A-Za-z0-9._-]/g, '') || 'group' } : {}),
    ...properties,
  };
  return mail !== null && proxies.length === 0 ? { ...filled, proxyAddresses: [`SMTP:${mail}`] } : filled;
}

function first(index: ValueIndex, value: string): string | undefined {
  return index.other(value, '');
}

/** Finds an object by id, user principal name, unique name, address or display name; undefined when there is none. */
export function findByName(directory: Directory, name: string): Entity | undefined {
  const lower = name.toLowerCase();
  const direct = directory.entities.get(lower);
  if (direct !== undefined) return direct;
  const id = first(directory.principalNames, lower) ?? first(directory.uniqueNames, name) ?? first(directory.addresses, lower) ?? first(directory.displayNames, lower);
  return id === undefined ? undefined : directory.entities.get(id);
}

function required(directory: Directory, name: string): Entity {
  const entity = findByName(directory, name);
  if (entity === undefined) throw new Error(`The seed names '${name}', which is not in the seed.`);
  return entity;
}

/** Puts the seed into an empty directory. `newId` gives ids to objects that name none. */
export function plantSeed(directory: Directory, seed: TenantSeed, newId: () => string): void {
  for (const user of seed.users ?? []) createRaw(directory, 'user', filledIn('user', plainProperties(user)), user.id ?? newId());
  for (const contact of seed.contacts ?? []) createRaw(directory, 'contact', filledIn('contact', plainProperties(contact)), contact.id ?? newId());
  const groups = (seed.groups ?? []).map((group) => ({ group, entity: createRaw(directory, 'group', filledIn('group', plainProperties(group)), group.id ?? newId()) }));
  for (const { group, entity } of groups) {
    addMembers(directory, entity, (group.members ?? []).map((name) => required(directory, name).id));
    for (const owner of group.owners ?? []) entity.owners.set(required(directory, owner).id, directory.sequence);
  }
  for (const user of seed.users ?? []) {
    if (user.manager !== undefined) setManager(directory, required(directory, user.id ?? user.userPrincipalName), required(directory, user.manager).id);
  }
  for (const [role, members] of Object.entries(seed.roles ?? {})) {
    for (const name of members) activateRole(directory, role).members.add(required(directory, name).id);
  }
  for (const name of seed.deleted ?? []) softDelete(directory, required(directory, name));
}
