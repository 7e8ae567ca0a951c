import type { SeedEntry } from '../../electron/lab/directory/directory.ts';
import { seededGuid } from '../../electron/lab/directory/identifiers.ts';
import type { LabOptions } from '../../electron/lab/lab.ts';
import type { SeedGroup, SeedUser, TenantSeed } from '../../electron/lab/tenant/tenant.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import type { Stage } from './scenario-stage.ts';

/** What a scenario wants otherwise in the profile; `source` and `target` are merged key by key. */
export type ScenarioProfile = Partial<Omit<ProfileInput, 'source' | 'target'>> & { readonly source?: Partial<ProfileInput['source']>; readonly target?: Partial<ProfileInput['target']> };

/** One scenario: where both sides start, and what is done. Its golden.txt holds what must come of it. */
export type Scenario = {
  /** Which promise of design.md it proves, with the section. */
  readonly proves: string;
  /** AD objects, besides the OUs `Contoso`, `Contoso/Staff` and `Contoso/Groups`. */
  readonly ad?: readonly SeedEntry[];
  /** The tenant, besides its domains and its administrator. */
  readonly tenant?: TenantSeed;
  readonly profile?: ScenarioProfile;
  readonly lab?: Pick<LabOptions, 'directory' | 'tenant'>;
  readonly steps: (stage: Stage) => Promise<void>;
};

export const baseDn = 'DC=corp,DC=contoso,DC=test';
export const contosoOu = `OU=Contoso,${baseDn}`;
export const staffOu = `OU=Staff,${contosoOu}`;
export const groupsOu = `OU=Groups,${contosoOu}`;

export function organizationalUnit(dn: string): SeedEntry {
  return { dn, attributes: { objectClass: 'organizationalUnit' } };
}

/** DN of a person in Staff. */
export function personDn(name: string, parent: string = staffOu): string {
  return `CN=${name},${parent}`;
}

export function groupDn(name: string): string {
  return `CN=${name},${groupsOu}`;
}

/** `Kate Baker` → `kate.baker`. */
export function localPart(name: string): string {
  return name.toLowerCase().replaceAll(' ', '.');
}

/** A person in Staff who signs in as first.last@contoso.com. No mail address unless given. */
export function person(name: string, attributes: SeedEntry['attributes'] = {}, parent: string = staffOu): SeedEntry {
  const local = localPart(name);
  return { dn: personDn(name, parent), attributes: { objectClass: 'user', objectGUID: seededGuid(`scenario/${name}`), sAMAccountName: local.slice(0, 20), userPrincipalName: `${local}@contoso.com`, displayName: name, userAccountControl: 512, ...attributes } };
}

/** `mail` and primary SMTP address. */
export function mailbox(address: string): { readonly mail: string; readonly proxyAddresses: readonly string[] } {
  return { mail: address, proxyAddresses: [`SMTP:${address}`] };
}

/** A global security group in Groups; members by name, people of Staff unless they are DNs. */
export function group(name: string, members: readonly string[] = [], attributes: SeedEntry['attributes'] = {}): SeedEntry {
  const member = members.map((each) => (each.includes('=') ? each : personDn(each)));
  return { dn: groupDn(name), attributes: { objectClass: 'group', objectGUID: seededGuid(`scenario/${name}`), sAMAccountName: name, groupType: -2147483646, ...(member.length > 0 ? { member } : {}), ...attributes } };
}

/** A cloud user with the person's usual sign-in name. */
export function cloudUser(name: string, properties: Omit<SeedUser, 'userPrincipalName'> & { readonly userPrincipalName?: string } = {}): SeedUser {
  return { userPrincipalName: `${localPart(name)}@contoso.com`, displayName: name, ...properties };
}

/** A plain cloud security group. */
export function cloudGroup(displayName: string, properties: Omit<SeedGroup, 'displayName'> = {}): SeedGroup {
  return { displayName, securityEnabled: true, mailEnabled: false, ...properties };
}
