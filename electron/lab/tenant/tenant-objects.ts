import type { Entity } from './directory.ts';
import type { JsonObject } from './json.ts';
import type { Answer, Call, Domain, World } from './world.ts';
import type { TenantSeed } from './seed.ts';
import { GraphFailure, badRequest, notFound, readOnly } from './failure.ts';
import { isObject, textOf } from './json.ts';
import { demand } from './permissions.ts';
import { bodyOf, context, domainOfName, noContent } from './world.ts';

/** Domains, organization, licences and the synchronization settings: learn.microsoft.com/graph/api/resources/domain, organization, subscribedsku. */

/** The seed's domains with their defaults filled in: names in lower case, one initial and one default domain. */
export function domainsOf(seed: TenantSeed): readonly Domain[] {
  const given = seed.domains ?? [{ name: 'contoso.onmicrosoft.com', initial: true }];
  const initial = given.find((domain) => domain.initial === true) ?? given.find((domain) => domain.name.endsWith('.onmicrosoft.com'));
  const standard = given.find((domain) => domain.default === true) ?? initial ?? given[0];
  return given.map((domain) => ({ name: domain.name.toLowerCase(), verified: domain.verified ?? true, federated: domain.federated ?? false, initial: domain === initial, default: domain === standard }));
}

function domainBody(domain: Domain): JsonObject {
  return {
    id: domain.name,
    authenticationType: domain.federated ? 'Federated' : 'Managed',
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: domain.default,
    isInitial: domain.initial,
    isRoot: true,
    isVerified: domain.verified,
    passwordNotificationWindowInDays: null,
    passwordValidityPeriodInDays: null,
    state: null,
    supportedServices: domain.verified ? ['Email', 'OfficeCommunicationsOnline'] : [],
  };
}

export function picked(body: JsonObject, call: Call): JsonObject {
  if (call.query.select === null) return body;
  const wanted = call.query.select.map((name) => {
    const present = Object.keys(body).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (present === undefined) throw badRequest(`Property '${name}' does not exist as a declared property or extension property.`);
    return present;
  });
  return Object.fromEntries(wanted.map((name) => [name, body[name] ?? null]));
}

export function listDomains(world: World, call: Call): Answer {
  demand(call.caller, 'readDomains');
  return { status: 200, body: { '@odata.context': context(world, 'domains'), value: world.domains.map((domain) => picked(domainBody(domain), call)) } };
}

export function getDomain(world: World, call: Call, name: string): Answer {
  demand(call.caller, 'readDomains');
  const domain = world.domains.find((candidate) => candidate.name === name.toLowerCase());
  if (domain === undefined) throw notFound(name);
  return { status: 200, body: { '@odata.context': context(world, 'domains/$entity'), ...picked(domainBody(domain), call) } };
}

/** Objects whose names use the domain, without paging. */
export function domainReferences(world: World, call: Call, name: string): readonly Entity[] {
  demand(call.caller, 'readDomains');
  return [...world.directory.entities.values()].filter((entity) => entity.deletedAt === null && domainOfName(textOf(entity.properties['userPrincipalName']) ?? textOf(entity.properties['mail']) ?? '') === name.toLowerCase());
}

function organizationBody(world: World): JsonObject {
  return {
    id: world.tenantId,
    ...world.organization,
    verifiedDomains: world.domains
      .filter((domain) => domain.verified)
      .map((domain) => ({ capabilities: 'Email, OfficeCommunicationsOnline', isDefault: domain.default, isInitial: domain.initial, name: domain.name, type: domain.federated ? 'Federated' : 'Managed' })),
  };
}

/** What a new organization looks like, with the seed's facts. */
export function organizationOf(seed: TenantSeed): JsonObject {
  const given = seed.organization ?? {};
  return {
    deletedDateTime: null, businessPhones: [], city: null, country: null, countryLetterCode: 'US', createdDateTime: '2020-01-01T00:00:00Z',
    defaultUsageLocation: given.defaultUsageLocation ?? null, displayName: given.displayName ?? 'Contoso', marketingNotificationEmails: [],
    onPremisesLastSyncDateTime: given.onPremisesLastSyncDateTime ?? null, onPremisesSyncEnabled: given.onPremisesSyncEnabled ?? null,
    partnerTenantType: null, postalCode: null, preferredLanguage: 'en', privacyProfile: null, securityComplianceNotificationMails: [], securityComplianceNotificationPhones: [],
    state: null, street: null, technicalNotificationMails: [], tenantType: 'AAD', assignedPlans: [], provisionedPlans: [],
  };
}

export function getOrganization(world: World, call: Call, id: string | null): Answer {
  demand(call.caller, 'readOrganization');
  if (id === null) return { status: 200, body: { '@odata.context': context(world, 'organization'), value: [picked(organizationBody(world), call)] } };
  if (id.toLowerCase() !== world.tenantId) throw notFound(id);
  return { status: 200, body: { '@odata.context': context(world, 'organization/$entity'), ...picked(organizationBody(world), call) } };
}

export function patchOrganization(_world: World, call: Call): Answer {
  const body = bodyOf(call);
  if ('onPremisesSyncEnabled' in body) throw readOnly('onPremisesSyncEnabled');
  throw new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

export const sampleSku = { skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', skuPartNumber: 'SPB' } as const;

export function listSkus(world: World, call: Call): Answer {
  demand(call.caller, 'readSkus');
  const consumed = [...world.directory.entities.values()].filter((entity) => Array.isArray(entity.properties['assignedLicenses']) && entity.properties['assignedLicenses'].length > 0).length;
  const sku: JsonObject = {
    id: `${world.tenantId}_${sampleSku.skuId}`, accountId: world.tenantId, appliesTo: 'User', capabilityStatus: 'Enabled', consumedUnits: consumed,
    prepaidUnits: { enabled: 25, lockedOut: 0, suspended: 0, warning: 0 }, servicePlans: [], ...sampleSku,
  };
  return { status: 200, body: { '@odata.context': context(world, 'subscribedSkus'), value: [picked(sku, call)] } };
}

/** Settings Entra Connect reads; readable by a signed-in administrator only, no application permission exists. */
export function newSynchronization(): World['synchronization'] {
  return {
    configuration: { accidentalDeletionPrevention: { synchronizationPreventionType: 'disabled', alertThreshold: 500 } },
    features: { blockSoftMatchEnabled: false, blockCloudObjectTakeoverThroughHardMatchEnabled: false, softMatchOnUpnEnabled: true, quarantineUponUpnConflictEnabled: true, quarantineUponProxyAddressesConflictEnabled: true, synchronizeUpnForManagedUsersEnabled: true, passwordSyncEnabled: false, directoryExtensionsEnabled: false },
  };
}

export function onPremisesSynchronization(world: World, call: Call, id: string | null): Answer {
  if (call.method === 'PATCH') {
    demand(call.caller, 'writeSynchronization');
    if (id?.toLowerCase() !== world.tenantId) throw notFound(id ?? '');
    const body = bodyOf(call);
    if (isObject(body['features'])) world.synchronization.features = { ...world.synchronization.features, ...body['features'] };
    if (isObject(body['configuration'])) world.synchronization.configuration = { ...world.synchronization.configuration, ...body['configuration'] };
    return noContent;
  }
  demand(call.caller, 'readSynchronization');
  const item = { id: world.tenantId, configuration: world.synchronization.configuration, features: world.synchronization.features };
  if (id === null) return { status: 200, body: { '@odata.context': context(world, 'directory/onPremisesSynchronization'), value: [item] } };
  if (id.toLowerCase() !== world.tenantId) throw notFound(id);
  return { status: 200, body: { '@odata.context': context(world, 'directory/onPremisesSynchronization/$entity'), ...item } };
}
