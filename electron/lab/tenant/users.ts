import type { Entity } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Answer, Call, Caller, World } from './world.ts';
import { addressValue, createEntity, rolesOf, setProperties, softDelete } from './directory.ts';
import { checkedBody } from './body.ts';
import { badRequest, externallyMastered, insufficientPrivileges, invalidValue, invalidValues, syncedObject, valueTaken } from './failure.ts';
import { isImmutableId, isMailAddress, isMailNickname, isPasswordPolicies, isPrincipalName, isStrongPassword, isUsageLocation } from './formats.ts';
import { nextGuid } from './ids.ts';
import { isObject, sameJson, textOf, textsOf } from './json.ts';
import { demand, mayDo } from './permissions.ts';
import { project } from './projection.ts';
import { cloudWritableOnSynced, defaultProperties, resourceNames, sensitiveProperties } from './properties.ts';
import { mayChangeRoleHolder } from './roles.ts';
import { bornWith, graphDate } from './seed.ts';
import { bodyOf, context, domainOfName, noContent, verifiedDomain } from './world.ts';

/** Writes to users: learn.microsoft.com/graph/api/user-post-users, user-update, user-delete. */

function checkFormats(changes: JsonObject): void {
  const text = (name: string): string | null => textOf(changes[name]);
  const principalName = text('userPrincipalName');
  if (principalName !== null && !isPrincipalName(principalName)) throw badRequest('Property userPrincipalName is invalid.', [{ code: 'InvalidValue', message: 'Property userPrincipalName is invalid.', target: 'userPrincipalName' }]);
  const tests: readonly (readonly [string, (value: string) => boolean])[] = [
    ['mailNickname', (value) => isMailNickname(value, 'user')],
    ['mail', isMailAddress],
    ['usageLocation', isUsageLocation],
    ['onPremisesImmutableId', isImmutableId],
    ['passwordPolicies', isPasswordPolicies],
    ['userType', (value) => value === 'Member' || value === 'Guest'],
  ];
  for (const [name, accepts] of tests) {
    const value = text(name);
    if (value !== null && !accepts(value)) throw invalidValue(name, 'User');
  }
  if (textsOf(changes['businessPhones']).length > 1) throw invalidValue('businessPhones', 'User');
  if (textsOf(changes['otherMails']).length > 250 || textsOf(changes['otherMails']).some((mail) => !isMailAddress(mail))) throw invalidValue('otherMails', 'User');
  // Neither can be cleared: mail only moves to another address, usageLocation is "not nullable" once set.
  for (const name of ['mail', 'usageLocation']) if (changes[name] === null) throw invalidValue(name, 'User');
}

function checkDomain(world: World, principalName: string, immutableId: string | null): void {
  const domain = verifiedDomain(world, domainOfName(principalName));
  if (domain === undefined) {
    const message = 'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.';
    throw badRequest(message, [{ code: 'InvalidValue', message, target: 'userPrincipalName' }]);
  }
  if (domain.federated && immutableId === null) throw invalidValues();
}

function isFederated(world: World, principalName: string): boolean {
  return verifiedDomain(world, domainOfName(principalName))?.federated === true;
}

function checkPassword(profile: JsonValue | undefined, isCreate: boolean): void {
  if (profile === undefined) return;
  const members = isObject(profile) ? profile : {};
  for (const name of Object.keys(members)) if (!['password', 'forceChangePasswordNextSignIn', 'forceChangePasswordNextSignInWithMfa'].includes(name)) throw badRequest(`Invalid property '${name}'.`);
  const password = textOf(members['password']);
  if (password === null) {
    if (isCreate) throw badRequest('A password must be specified to create a new user.');
    return;
  }
  if (!isStrongPassword(password)) {
    const message = 'The specified password does not comply with password complexity requirements. Please provide a different password.';
    throw badRequest(message, [{ code: 'InvalidValue', message, target: 'password' }]);
  }
}

/** Throws when one of the values belongs to another object. Names and addresses are one name space over all kinds. */
export function checkUnique(world: World, id: string, values: { readonly userPrincipalName?: string | null; readonly addresses?: readonly string[]; readonly immutableId?: string | null }): void {
  const { directory } = world;
  const taken = (property: string, otherId: string): Error => valueTaken(property, resourceNames[directory.entities.get(otherId)?.kind ?? 'user'], otherId);
  if (typeof values.userPrincipalName === 'string') {
    const other = directory.addresses.other(values.userPrincipalName.toLowerCase(), id);
    if (other !== undefined) throw taken('userPrincipalName', other);
  }
  for (const address of values.addresses ?? []) {
    const other = directory.addresses.other(addressValue(address), id);
    if (other !== undefined) throw taken('proxyAddresses', other);
  }
  if (typeof values.immutableId === 'string') {
    const other = directory.immutableIds.other(values.immutableId, id);
    if (other !== undefined) throw taken('onPremisesImmutableId', other);
  }
}

/** Setting `mail` makes it the primary address and demotes the previous one. */
export function addressesWithMail(current: readonly string[], mail: string): readonly string[] {
  const others = current.filter((address) => addressValue(address) !== mail.toLowerCase());
  return [`SMTP:${mail}`, ...others.map((address) => (address.startsWith('SMTP:') ? `smtp:${address.slice(5)}` : address))];
}

function withoutPassword(changes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => name !== 'passwordProfile'));
}

export function createUser(world: World, call: Call): Answer {
  demand(call.caller, 'writeUsers');
  const body = bodyOf(call);
  const bind = Object.keys(body).find((name) => name.endsWith('@odata.bind'));
  if (bind !== undefined) throw badRequest(`Invalid property '${bind}'.`);
  const given = checkedBody('user', body, 'create', world.extensions);
  checkFormats(given);
  const principalName = textOf(given['userPrincipalName']) ?? '';
  const immutableId = textOf(given['onPremisesImmutableId']);
  checkDomain(world, principalName, immutableId);
  if (isFederated(world, principalName)) {
    if (isObject(given['passwordProfile'])) throw invalidValues();
  } else checkPassword(given['passwordProfile'] ?? null, true);
  const mail = textOf(given['mail']);
  const proxyAddresses = mail === null ? [] : addressesWithMail([], mail);
  const id = nextGuid(world.directory.random);
  checkUnique(world, id, { userPrincipalName: principalName, addresses: proxyAddresses, immutableId });
  const entity = createEntity(world.directory, 'user', { ...bornWith('user', id, world.now()), ...withoutPassword(given), proxyAddresses, lastPasswordChangeDateTime: graphDate(world.now()) }, id);
  const shown = project(entity, defaultProperties('user'));
  return { status: 201, headers: { Location: `${world.graph()}/users/${id}` }, body: { '@odata.context': context(world, 'users/$entity'), ...shown } };
}

/** Which permission a PATCH needs: narrow ones open single properties. */
function demandUpdate(caller: Caller, names: readonly string[]): void {
  const only = (...allowed: readonly string[]): boolean => names.length > 0 && names.every((name) => allowed.includes(name));
  if (names.includes('passwordProfile')) {
    const powerful = ['Global Administrator', 'User Administrator', 'Privileged Authentication Administrator'];
    if (!mayDo(caller, 'passwords') || !powerful.some((role) => caller.roles.includes(role))) throw insufficientPrivileges();
    if (only('passwordProfile')) return;
  }
  if (only('accountEnabled')) return demand(caller, 'enableUsers');
  if (only('mobilePhone', 'businessPhones')) return demand(caller, 'phones');
  if (only('otherMails')) return demand(caller, 'otherMails');
  demand(caller, 'writeUsers');
}

/** 403 when the user holds a directory role and the caller's own roles do not suffice. */
export function demandPowerOver(world: World, caller: Caller, entity: Entity): void {
  if (!mayChangeRoleHolder(caller.roles, rolesOf(world.directory, entity.id))) throw insufficientPrivileges();
}

function mergedExtensionAttributes(entity: Entity, changes: JsonObject): JsonObject {
  const given = changes['onPremisesExtensionAttributes'];
  if (given === undefined) return {};
  const present = entity.properties['onPremisesExtensionAttributes'];
  const merged = given === null ? {} : { ...(isObject(present) ? present : {}), ...(isObject(given) ? given : {}) };
  const kept = Object.entries(merged).filter(([, value]) => value !== null);
  return { onPremisesExtensionAttributes: kept.length === 0 ? null : Object.fromEntries(kept) };
}

export function updateUser(world: World, call: Call, entity: Entity): Answer {
  const body = bodyOf(call);
  const bind = Object.keys(body).find((name) => name.endsWith('@odata.bind'));
  if (bind !== undefined) throw badRequest(`Invalid property '${bind}'.`);
  const changes = checkedBody('user', body, 'update', world.extensions);
  const names = Object.keys(changes);
  demandUpdate(call.caller, names);
  if (names.some((name) => sensitiveProperties.has(name))) demandPowerOver(world, call.caller, entity);
  if (entity.properties['onPremisesSyncEnabled'] === true && names.some((name) => !cloudWritableOnSynced.has(name))) throw syncedObject();
  if (entity.everSynced && names.includes('onPremisesExtensionAttributes')) throw externallyMastered();
  checkFormats(changes);
  const principalName = textOf(changes['userPrincipalName']) ?? textOf(entity.properties['userPrincipalName']) ?? '';
  const immutableId = textOf('onPremisesImmutableId' in changes ? changes['onPremisesImmutableId'] : entity.properties['onPremisesImmutableId']);
  if (names.includes('userPrincipalName')) checkDomain(world, principalName, immutableId);
  if (names.includes('onPremisesImmutableId') && immutableId === null && isFederated(world, principalName)) throw invalidValues();
  if (names.includes('passwordProfile')) {
    if (isFederated(world, principalName)) throw invalidValues();
    checkPassword(changes['passwordProfile'], false);
  }
  const mail = textOf(changes['mail']);
  const current = textsOf(entity.properties['proxyAddresses']);
  const proxyAddresses = mail === null || sameJson(mail, entity.properties['mail'] ?? null) ? current : addressesWithMail(current, mail);
  checkUnique(world, entity.id, {
    userPrincipalName: textOf(changes['userPrincipalName']),
    addresses: proxyAddresses === current ? [] : proxyAddresses,
    immutableId: names.includes('onPremisesImmutableId') ? immutableId : null,
  });
  setProperties(world.directory, entity, {
    ...withoutPassword(changes),
    ...mergedExtensionAttributes(entity, changes),
    ...(proxyAddresses === current ? {} : { proxyAddresses }),
    ...(names.includes('passwordProfile') ? { lastPasswordChangeDateTime: graphDate(world.now()) } : {}),
  });
  return noContent;
}

export function deleteUser(world: World, call: Call, entity: Entity): Answer {
  demand(call.caller, 'deleteUsers');
  demandPowerOver(world, call.caller, entity);
  softDelete(world.directory, entity);
  return noContent;
}
