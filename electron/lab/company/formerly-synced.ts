import type { SeedEntry } from '../directory/directory.ts';
import type { JsonValue } from '../tenant/json.ts';
import type { SeedGroup, SeedUser, TenantSeed } from '../tenant/seed.ts';
import { anchorOf } from './cast.ts';
import type { SampleCompany } from './company.ts';
import { companyGroups } from './groups.ts';
import { sites } from './names.ts';
import { contosoOu, domain, mailDomain, siteOu, staff, type Person } from './people.ts';
import { ou, usersContainer } from './cast.ts';

/**
 * Contoso after years with Entra Connect: its people, groups and managers are in the tenant, synchronized from AD by the
 * server SYNC01 under the configuration of entra-connect-export.ts. What is written here follows Entra Connect's rules
 * (Microsoft, "Attributes synchronized"), not Causeway's.
 */
const initial = 'contoso.onmicrosoft.com';
const domainSid = 'S-1-5-21-1801674531-2025429265-839522115';
const installation = '3f1c9d20a4b7';

/** The accounts that Entra Connect made for itself. */
export const syncServer = 'SYNC01';
export const connectorAccount = `MSOL_${installation}`;
const cloudAccount = `Sync_${syncServer}_${installation}@${initial}`;

const first = (attributes: SeedEntry['attributes'], name: string): string | undefined => {
  const value = attributes[name];
  const one = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  return typeof one === 'string' ? one : undefined;
};

/** The staff of the first four sites: enough to see everything, few enough to read. */
function chosen(): readonly Person[] {
  const names = new Set(sites.slice(0, 4).map(({ name }) => name));
  const people = staff().filter(({ site }) => names.has(site.name));
  const dns = new Set(people.map(({ dn }) => dn));
  return people.map((person) => (dns.has(first(person.attributes, 'manager') ?? '') ? person : { ...person, attributes: Object.fromEntries(Object.entries(person.attributes).filter(([name]) => name !== 'manager')) }));
}

/** Two accounts that the rules of the export keep out, and one of a leaver in an OU that is not selected. */
const outside: readonly SeedEntry[] = [
  ...['svc-backup', 'svc-erp'].map((name): SeedEntry => ({ dn: `CN=${name},OU=Service Accounts,${contosoOu}`, attributes: { objectClass: 'user', sAMAccountName: name, userAccountControl: 66048, userPrincipalName: `${name}@${domain}`, displayName: name } })),
  { dn: `CN=Adrian Foster,OU=Leavers,${contosoOu}`, attributes: { objectClass: 'user', sAMAccountName: 'adrian.foster', userAccountControl: 514, userPrincipalName: `adrian.foster@${mailDomain}`, displayName: 'Adrian Foster' } },
  { dn: `CN=${connectorAccount},${usersContainer}`, attributes: { objectClass: 'user', sAMAccountName: connectorAccount, description: `Account created by Microsoft Azure Active Directory Connect with installation identifier ${installation} running on computer ${syncServer} configured to synchronize to tenant ${initial}. This account must have directory replication permissions in the local Active Directory and write permission on certain attributes to enable Hybrid Deployment.` } },
];

/** The groups that have somebody of these people, with SIDs of their own: the tenant carries the same ones. */
function groupEntries(people: readonly Person[]): readonly SeedEntry[] {
  const membersOf = ({ attributes }: SeedEntry): readonly string[] => (Array.isArray(attributes['member']) ? (attributes['member'] as readonly string[]) : []);
  const all = companyGroups(people, []).filter(({ dn }) => /^CN=(?:Department|Site|All Employees|All Sites|Security Updates|Everyone)/.test(dn));
  const known = new Set(people.map(({ dn }) => dn));
  for (const entry of all) if (membersOf(entry).some((dn) => known.has(dn))) known.add(entry.dn);
  const kept = all.filter((entry) => membersOf(entry).some((dn) => known.has(dn)));
  return kept.map((entry, index) => ({ dn: entry.dn, attributes: { ...entry.attributes, objectSid: `${domainSid}-${2000 + index}`, member: membersOf(entry).filter((dn) => known.has(dn)) } }));
}

/** As "In from AD" and "Out to AAD" make it, with the rule of the export for the job title. */
function userOf({ attributes, guid, department, site }: Person, index: number, people: readonly Person[]): SeedUser {
  const suffixed = first(attributes, 'userPrincipalName') ?? '';
  const manager = people.find(({ dn }) => dn === first(attributes, 'manager'));
  const copied: Readonly<Record<string, string>> = { givenName: 'givenName', surname: 'sn', companyName: 'company', employeeId: 'employeeID', officeLocation: 'physicalDeliveryOfficeName', streetAddress: 'streetAddress', city: 'l', postalCode: 'postalCode', country: 'co', preferredLanguage: 'preferredLanguage', mobilePhone: 'mobile', mail: 'mail', mailNickname: 'mailNickname', displayName: 'displayName' };
  const phone = first(attributes, 'telephoneNumber');
  return {
    ...Object.fromEntries(Object.entries(copied).flatMap(([property, attribute]): [string, JsonValue][] => { const value = first(attributes, attribute); return value === undefined ? [] : [[property, value]]; })),
    userPrincipalName: principalNameOf(attributes, suffixed),
    accountEnabled: true,
    department,
    jobTitle: `${first(attributes, 'title') ?? ''}, ${department}`,
    businessPhones: phone === undefined ? [] : [phone],
    onPremisesExtensionAttributes: { extensionAttribute1: first(attributes, 'extensionAttribute1') ?? null },
    proxyAddresses: (attributes['proxyAddresses'] ?? []) as readonly string[],
    // Entra Connect takes msExchUsageLocation only; an admin set it for licences, and forgot some.
    ...(index % 40 === 7 ? {} : { usageLocation: site.country }),
    onPremisesImmutableId: anchorOf(guid),
    onPremisesSyncEnabled: true,
    onPremisesLastSyncDateTime: lastSync,
    ...(manager === undefined ? {} : { manager: principalNameOf(manager.attributes, first(manager.attributes, 'userPrincipalName') ?? '') }),
  };
}

/** On a suffix that is not verified: the nickname on the initial domain. */
function principalNameOf(attributes: SeedEntry['attributes'], name: string): string {
  return name.endsWith(`@${mailDomain}`) ? name : `${first(attributes, 'mailNickname') ?? ''}@${initial}`;
}

const lastSync = '2026-11-27T08:30:12Z';

function groupOf({ dn, attributes }: SeedEntry, nameOf: ReadonlyMap<string, string>): SeedGroup {
  const cn = /^CN=((?:[^,\\]|\\.)+)/.exec(dn)?.[1] ?? '';
  const mail = first(attributes, 'mail');
  const description = first(attributes, 'description')?.trim();
  return {
    displayName: first(attributes, 'displayName') ?? cn,
    ...(description === undefined ? {} : { description }),
    mailNickname: (first(attributes, 'mailNickname') ?? (first(attributes, 'sAMAccountName') ?? cn)).replace(/[^A-Za-z0-9._-]/g, ''),
    securityEnabled: Number(attributes['groupType']) < 0,
    mailEnabled: mail !== undefined,
    ...(mail === undefined ? {} : { mail, proxyAddresses: [`SMTP:${mail}`] }),
    onPremisesSecurityIdentifier: first(attributes, 'objectSid') ?? null,
    onPremisesSamAccountName: first(attributes, 'sAMAccountName') ?? null,
    onPremisesSyncEnabled: true,
    onPremisesLastSyncDateTime: lastSync,
    members: ((attributes['member'] ?? []) as readonly string[]).flatMap((member) => nameOf.get(member) ?? []),
  };
}

/** Groups are planted in the order in which members are known: those of people first. */
function seedOf(people: readonly Person[], groups: readonly SeedEntry[]): TenantSeed {
  const names = new Map<string, string>(people.map(({ dn, attributes }) => [dn, principalNameOf(attributes, first(attributes, 'userPrincipalName') ?? '')]));
  for (const { dn, attributes } of groups) names.set(dn, first(attributes, 'displayName') ?? /^CN=([^,]+)/.exec(dn)?.[1] ?? '');
  return {
    domains: [{ name: initial, verified: true, initial: true }, { name: mailDomain, verified: true, default: true }],
    users: [
      { userPrincipalName: `admin@${initial}`, displayName: 'Tenant Administrator' },
      { userPrincipalName: cloudAccount, displayName: 'On-Premises Directory Synchronization Service Account' },
      ...people.map((person, index) => userOf(person, index, people)),
    ],
    groups: groups.map((entry) => groupOf(entry, names)),
    roles: { 'Global Administrator': [`admin@${initial}`], 'Directory Synchronization Accounts': [cloudAccount] },
    organization: { displayName: 'Contoso', onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: lastSync },
  };
}

export function companyOfEntraConnect(): SampleCompany {
  const people = chosen();
  const groups = groupEntries(people);
  const containers: readonly SeedEntry[] = [
    { dn: contosoOu, attributes: { objectClass: 'organizationalUnit' } },
    ...['Sites', 'Groups', 'Service Accounts', 'Leavers'].map(ou),
    ...sites.slice(0, 4).map((site): SeedEntry => ({ dn: siteOu(site), attributes: { objectClass: 'organizationalUnit', l: site.name, c: site.country } })),
  ];
  return {
    domain,
    entries: [...containers, ...people.map(({ dn, attributes }) => ({ dn, attributes })), ...outside, ...groups],
    tenantSeed: seedOf(people, groups),
    cast: [],
    excluded: [],
    story: () => [],
    secondStory: () => [],
  };
}
