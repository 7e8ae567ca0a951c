import type { SeedEntry } from './directory.ts';
import { dnOfDomain } from './names.ts';

/** What a new domain contains before anybody adds an object (MS-ADTS 6.1; Windows Server 2019). */
export function newDomain(options: { readonly domain: string; readonly netbios: string; readonly host: string; readonly domainSid: string; readonly adminPassword: string; readonly invocationId: Buffer; readonly recycleBin: boolean }): readonly SeedEntry[] {
  const base = dnOfDomain(options.domain);
  const configuration = `CN=Configuration,${base}`;
  const server = `CN=${options.host.split('.')[0]?.toUpperCase() ?? 'DC1'}`;
  const serverDn = `${server},CN=Servers,CN=Default-First-Site-Name,CN=Sites,${configuration}`;
  const binFeature = `CN=Recycle Bin Feature,CN=Optional Features,CN=Directory Service,CN=Windows NT,CN=Services,${configuration}`;
  const container = (dn: string, className = 'container', attributes: SeedEntry['attributes'] = {}): SeedEntry => ({ dn, attributes: { objectClass: className, ...attributes } });
  const critical = { isCriticalSystemObject: true };
  return [
    container(base, 'domainDNS', { dc: options.domain.split('.')[0] ?? '', objectSid: options.domainSid, 'msDS-Behavior-Version': 7, ...critical }),
    container(configuration, 'configuration'),
    container(`CN=Schema,${configuration}`, 'dMD', { objectVersion: 88 }),
    container(`CN=Sites,${configuration}`, 'sitesContainer'),
    container(`CN=Default-First-Site-Name,CN=Sites,${configuration}`, 'site'),
    container(`CN=Servers,CN=Default-First-Site-Name,CN=Sites,${configuration}`, 'serversContainer'),
    container(serverDn, 'server', { dNSHostName: options.host }),
    container(`CN=NTDS Settings,${serverDn}`, 'nTDSDSA', { invocationId: options.invocationId, 'msDS-Behavior-Version': 7, options: 1 }),
    container(`CN=Services,${configuration}`),
    container(`CN=Windows NT,CN=Services,${configuration}`),
    container(`CN=Directory Service,CN=Windows NT,CN=Services,${configuration}`),
    container(`CN=Optional Features,CN=Directory Service,CN=Windows NT,CN=Services,${configuration}`),
    container(binFeature, 'msDS-OptionalFeature'),
    container(`CN=Partitions,${configuration}`, 'crossRefContainer', { 'msDS-Behavior-Version': 7, ...(options.recycleBin ? { 'msDS-EnabledFeature': binFeature } : {}) }),
    container(`CN=${options.netbios},CN=Partitions,${configuration}`, 'crossRef', { nETBIOSName: options.netbios, dnsRoot: options.domain, nCName: base }),
    container(`CN=Deleted Objects,${configuration}`, 'container', critical),
    ...['Users', 'Computers', 'System', 'Program Data', 'Managed Service Accounts', 'ForeignSecurityPrincipals', 'Keys', 'NTDS Quotas', 'TPM Devices', 'Deleted Objects'].map((name) =>
      container(`CN=${name},${base}`, 'container', critical)),
    container(`CN=LostAndFound,${base}`, 'lostAndFound', critical),
    container(`CN=Builtin,${base}`, 'builtinDomain', critical),
    container(`OU=Domain Controllers,${base}`, 'organizationalUnit', { description: 'Default container for domain controllers', ...critical }),
    ...accounts(options, base),
    ...['S-1-5-4', 'S-1-5-9', 'S-1-5-11', 'S-1-5-17'].map((sid) => container(`CN=${sid},CN=ForeignSecurityPrincipals,${base}`, 'foreignSecurityPrincipal', { objectSid: sid })),
    ...domainGroups(options.domainSid, base),
    ...builtinGroups(base),
    {
      dn: `${server},OU=Domain Controllers,${base}`,
      attributes: { objectClass: 'computer', sAMAccountName: `${server.slice(3)}$`, dNSHostName: options.host, userAccountControl: 532480, primaryGroupID: 516, operatingSystem: 'Windows Server 2019 Standard', operatingSystemVersion: '10.0 (17763)', objectSid: `${options.domainSid}-1000`, ...critical },
    },
  ];
}

function accounts(options: { readonly domainSid: string; readonly adminPassword: string }, base: string): readonly SeedEntry[] {
  const account = (name: string, rid: number, control: number, description: string, extra: SeedEntry['attributes'] = {}): SeedEntry => ({
    dn: `CN=${name},CN=Users,${base}`,
    attributes: { objectClass: 'user', sAMAccountName: name, userAccountControl: control, description, objectSid: `${options.domainSid}-${rid}`, isCriticalSystemObject: true, ...extra },
  });
  return [
    account('Administrator', 500, 66048, 'Built-in account for administering the computer/domain', { userPassword: options.adminPassword, adminCount: 1 }),
    account('Guest', 501, 66082, 'Built-in account for guest access to the computer/domain'),
    account('krbtgt', 502, 514, 'Key Distribution Center Service Account', { adminCount: 1, showInAdvancedViewOnly: true }),
  ];
}

const globalGroup = -2147483646;
const localGroup = -2147483644;
const universalGroup = -2147483640;
const builtinGroup = -2147483643;

/** Name, RID, type, whether critical, members below CN=Users. The DNS groups are ordinary groups: they are synchronized. */
const groupsInUsers: readonly (readonly [string, number, number, boolean, readonly string[]])[] = [
  ['Domain Admins', 512, globalGroup, true, ['Administrator']],
  ['Domain Users', 513, globalGroup, true, []],
  ['Domain Guests', 514, globalGroup, true, []],
  ['Domain Computers', 515, globalGroup, true, []],
  ['Domain Controllers', 516, globalGroup, true, []],
  ['Cert Publishers', 517, localGroup, true, []],
  ['Schema Admins', 518, universalGroup, true, ['Administrator']],
  ['Enterprise Admins', 519, universalGroup, true, ['Administrator']],
  ['Group Policy Creator Owners', 520, globalGroup, true, ['Administrator']],
  ['Read-only Domain Controllers', 521, globalGroup, true, []],
  ['Cloneable Domain Controllers', 522, globalGroup, true, []],
  ['Protected Users', 525, globalGroup, true, []],
  ['Key Admins', 526, globalGroup, true, []],
  ['Enterprise Key Admins', 527, universalGroup, true, []],
  ['RAS and IAS Servers', 553, localGroup, true, []],
  ['Allowed RODC Password Replication Group', 571, localGroup, true, []],
  ['Denied RODC Password Replication Group', 572, localGroup, true, ['krbtgt', 'Domain Admins', 'Cert Publishers', 'Enterprise Admins', 'Schema Admins', 'Domain Controllers', 'Group Policy Creator Owners', 'Read-only Domain Controllers']],
  ['DnsAdmins', 1101, localGroup, false, []],
  ['DnsUpdateProxy', 1102, globalGroup, false, []],
];

function domainGroups(domainSid: string, base: string): readonly SeedEntry[] {
  return groupsInUsers.map(([name, rid, groupType, isCritical, members]) => ({
    dn: `CN=${name},CN=Users,${base}`,
    attributes: {
      objectClass: 'group',
      sAMAccountName: name,
      groupType,
      objectSid: `${domainSid}-${rid}`,
      ...(isCritical ? { isCriticalSystemObject: true } : {}),
      ...(members.length > 0 ? { member: members.map((member) => `CN=${member},CN=Users,${base}`) } : {}),
    },
  }));
}

const groupsInBuiltin: readonly (readonly [string, number, readonly string[]])[] = [
  ['Administrators', 544, ['CN=Administrator,CN=Users', 'CN=Domain Admins,CN=Users', 'CN=Enterprise Admins,CN=Users']],
  ['Users', 545, ['CN=Domain Users,CN=Users', 'CN=S-1-5-11,CN=ForeignSecurityPrincipals', 'CN=S-1-5-4,CN=ForeignSecurityPrincipals']],
  ['Guests', 546, ['CN=Domain Guests,CN=Users', 'CN=Guest,CN=Users']],
  ['Account Operators', 548, []],
  ['Server Operators', 549, []],
  ['Print Operators', 550, []],
  ['Backup Operators', 551, []],
  ['Replicator', 552, []],
  ['Pre-Windows 2000 Compatible Access', 554, ['CN=S-1-5-11,CN=ForeignSecurityPrincipals']],
  ['Remote Desktop Users', 555, []],
  ['Network Configuration Operators', 556, []],
  ['Incoming Forest Trust Builders', 557, []],
  ['Performance Monitor Users', 558, []],
  ['Performance Log Users', 559, []],
  ['Windows Authorization Access Group', 560, ['CN=S-1-5-9,CN=ForeignSecurityPrincipals']],
  ['Terminal Server License Servers', 561, []],
  ['Distributed COM Users', 562, []],
  ['IIS_IUSRS', 568, ['CN=S-1-5-17,CN=ForeignSecurityPrincipals']],
  ['Cryptographic Operators', 569, []],
  ['Event Log Readers', 573, []],
  ['Certificate Service DCOM Access', 574, []],
  ['Hyper-V Administrators', 578, []],
  ['Access Control Assistance Operators', 579, []],
  ['Remote Management Users', 580, []],
  ['Storage Replica Administrators', 582, []],
];

function builtinGroups(base: string): readonly SeedEntry[] {
  return groupsInBuiltin.map(([name, rid, members]) => ({
    dn: `CN=${name},CN=Builtin,${base}`,
    attributes: {
      objectClass: 'group',
      sAMAccountName: name,
      groupType: builtinGroup,
      objectSid: `S-1-5-32-${rid}`,
      isCriticalSystemObject: true,
      ...(members.length > 0 ? { member: members.map((member) => `${member},${base}`) } : {}),
    },
  }));
}
