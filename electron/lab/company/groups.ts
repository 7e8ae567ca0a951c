import type { SeedEntry } from '../directory/directory.ts';
import { baseDn, contosoOu, departmentNames, mailDomain, type Person } from './people.ts';
import { sites } from './names.ts';
import { contactDns, foreignSid } from './surroundings.ts';

/** Groups of Contoso: by department, site and project, nested, circular, mail-enabled, and distribution lists. */

const groupsOu = `OU=Groups,${contosoOu}`;
export const groupDn = (name: string): string => `CN=${name},${groupsOu}`;

/** groupType values (MS-ADTS 2.2.12): scope bit, and 0x80000000 for a security group. */
const globalSecurity = -2147483646;
const localSecurity = -2147483644;
const universalSecurity = -2147483640;
const universalDistribution = 8;

function group(name: string, members: readonly string[], attributes: SeedEntry['attributes'] = {}): SeedEntry {
  return { dn: groupDn(name), attributes: { objectClass: 'group', sAMAccountName: name, groupType: globalSecurity, ...(members.length > 0 ? { member: members } : {}), ...attributes } };
}

function mailGroup(name: string, local: string, groupType: number, members: readonly string[]): SeedEntry {
  return group(name, members, { groupType, displayName: name, mail: `${local}@${mailDomain}`, mailNickname: local, proxyAddresses: [`SMTP:${local}@${mailDomain}`] });
}

const projects = ['Aurora', 'Basalt', 'Cascade', 'Dynamo', 'Equinox', 'Fjord', 'Granite', 'Horizon', 'Ivory', 'Jupiter'];

export function companyGroups(people: readonly Person[], castDns: readonly string[]): readonly SeedEntry[] {
  const dnsWhere = (test: (person: Person, index: number) => boolean): readonly string[] => people.filter(test).map(({ dn }) => dn);
  const every = (step: number, from: number): readonly string[] => dnsWhere((_, index) => index % step === from);
  return [
    ...departmentNames.map((name) => group(`Department ${name}`, dnsWhere((person) => person.department === name), { description: `Everybody in ${name}` })),
    ...sites.map((site) => group(`Site ${site.name}`, dnsWhere((person) => person.site === site), { description: `Everybody in ${site.name}` })),
    ...projects.map((name, index) => group(`Project ${name}`, every(11 + index, index), { description: ` Project ${name} `, displayName: `Project ${name}` })),
    group('All Employees', [...people.map(({ dn }) => dn), ...castDns], { displayName: 'All Employees' }),
    group('All Sites', sites.map((site) => groupDn(`Site ${site.name}`)), { groupType: universalSecurity, description: 'Nested: the groups of all sites' }),
    group('Head Office Staff', castDns),
    group('Pilot', [...every(29, 3), groupDn('Project Aurora')], { description: 'Transitive members try Causeway first' }),
    group('Approvers Finance', [...every(37, 1), groupDn('Approvers Legal')], { description: 'Circular: contains Approvers Legal' }),
    group('Approvers Legal', [...every(43, 2), groupDn('Approvers Finance')], { description: 'Circular: contains Approvers Finance' }),
    group('Empty Group', [], { description: 'Nobody yet' }),
    group('Factory File Shares', [...every(31, 4), `CN=${foreignSid},CN=ForeignSecurityPrincipals,${baseDn}`, `CN=WS-0001,OU=Computers,${contosoOu}`], { groupType: localSecurity, description: 'With a computer and somebody of another forest' }),
    group('Sicherheitsbeauftragte Österreich', every(53, 5), { groupType: universalSecurity }),
    mailGroup('Security Updates', 'security-updates', universalSecurity, [...every(41, 6), contactDns[0] ?? '']),
    mailGroup('Works Council', 'works-council', universalSecurity, every(61, 7)),
    mailGroup('Fire Wardens', 'fire-wardens', universalSecurity, every(47, 8)),
    mailGroup('Everyone at Contoso', 'everyone', universalDistribution, [...people.map(({ dn }) => dn)]),
    mailGroup('Newsletter', 'newsletter', universalDistribution, [...every(5, 1), ...contactDns.slice(0, 6)]),
    mailGroup('Suppliers', 'suppliers', universalDistribution, contactDns),
    mailGroup('Lunch Berlin', 'lunch-berlin', universalDistribution, dnsWhere((person) => person.site.name === 'Berlin')),
    group('Old List Without Mail', every(71, 9), { groupType: universalDistribution }),
  ];
}
