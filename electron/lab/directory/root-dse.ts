import type { Context } from './context.ts';
import { classOf, dnOf } from './entry.ts';
import { generalizedTime } from './identifiers.ts';
import { supportedControls } from './controls.ts';
import { domainRoot } from './tree.ts';
import type { ReadAttribute } from './reading.ts';

/** DN of the domain controller's NTDS Settings object. */
export function dsServiceName(context: Context): string {
  const hostName = context.host.split('.')[0]?.toUpperCase() ?? 'DC1';
  return `CN=NTDS Settings,CN=${hostName},CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,${dnOf(domainRoot(context.tree))}`;
}

/** The root DSE (MS-ADTS 3.1.1.3.2); readable without a bind. */
export function rootDse(context: Context): readonly ReadAttribute[] {
  const domain = dnOf(domainRoot(context.tree));
  const configuration = `CN=Configuration,${domain}`;
  const schema = `CN=Schema,${configuration}`;
  const service = dsServiceName(context);
  const values: Readonly<Record<string, readonly string[]>> = {
    domainFunctionality: ['7'],
    forestFunctionality: ['7'],
    domainControllerFunctionality: ['7'],
    rootDomainNamingContext: [domain],
    ldapServiceName: [`${context.domain}:${context.host.split('.')[0] ?? 'dc1'}$@${context.domain.toUpperCase()}`],
    isGlobalCatalogReady: ['TRUE'],
    supportedSASLMechanisms: ['GSSAPI', 'GSS-SPNEGO', 'EXTERNAL', 'DIGEST-MD5'],
    supportedLDAPVersion: ['3', '2'],
    supportedLDAPPolicies: ['MaxConnIdleTime', 'MaxPageSize', 'MaxValRange'],
    supportedControl: supportedControls,
    supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670', '1.2.840.113556.1.4.1791', '1.2.840.113556.1.4.1935', '1.2.840.113556.1.4.2080', '1.2.840.113556.1.4.2237'],
    supportedExtension: ['1.3.6.1.4.1.1466.20037', '1.3.6.1.4.1.4203.1.11.3'],
    subschemaSubentry: [`CN=Aggregate,${schema}`],
    serverName: [service.slice(service.indexOf(',') + 1)],
    schemaNamingContext: [schema],
    namingContexts: [...context.tree.roots.values()].map(dnOf),
    isSynchronized: ['TRUE'],
    highestCommittedUSN: [String(context.tree.usn)],
    dsServiceName: [service],
    dnsHostName: [context.host],
    defaultNamingContext: [domain],
    currentTime: [generalizedTime(context.tree.now().getTime())],
    configurationNamingContext: [configuration],
  };
  return Object.entries(values).map(([name, list]) => ({ name, values: list }));
}

/** The referral URLs that a search from the domain root comes with: other partitions of the same forest. */
export function subordinateReferences(context: Context, scope: 'one' | 'sub'): readonly string[] {
  const domain = dnOf(domainRoot(context.tree));
  const suffix = scope === 'one' ? '??base' : '';
  const configuration = [...context.tree.roots.values()].some((root) => classOf(root) === 'configuration') ? [`ldap://${context.domain}/CN=Configuration,${domain}${suffix}`] : [];
  return [`ldap://ForestDnsZones.${context.domain}/DC=ForestDnsZones,${domain}${suffix}`, `ldap://DomainDnsZones.${context.domain}/DC=DomainDnsZones,${domain}${suffix}`, ...configuration];
}
