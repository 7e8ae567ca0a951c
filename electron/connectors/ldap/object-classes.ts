import type { SourceKind } from '../../sync/directory.ts';

const kindByClass: ReadonlyMap<string, SourceKind> = new Map<string, SourceKind>([
  ['user', 'user'],
  ['inetorgperson', 'user'],
  ['group', 'group'],
  ['contact', 'contact'],
  ['foreignsecurityprincipal', 'foreign'],
  ['organizationalunit', 'container'],
  ['container', 'container'],
  ['builtindomain', 'container'],
  ['domain', 'container'],
  ['domaindns', 'container'],
  ['lostandfound', 'container'],
  ['dcobject', 'container'],
]);

/** Subclasses of `user` that are no people: computers, and the managed service accounts, which derive from them. */
const machineClasses: ReadonlySet<string> = new Set([
  'computer',
  'msds-managedserviceaccount',
  'msds-groupmanagedserviceaccount',
  'msds-delegatedmanagedserviceaccount',
]);

/** Asks for nothing else than `kindOf` keeps. Unknown classes in a filter match nothing (RFC 4511, section 4.5.1.7). */
export const kindsFilter =
  '(&(|(objectClass=user)(objectClass=inetOrgPerson)(objectClass=group)(objectClass=contact)(objectClass=foreignSecurityPrincipal)'
  + '(objectClass=organizationalUnit)(objectClass=container)(objectClass=builtinDomain)(objectClass=domain)(objectClass=domainDNS)(objectClass=lostAndFound)(objectClass=dcObject))'
  + '(!(objectClass=computer)))';

/** People, groups and contacts only: what a check or a tree counts. */
export const accountsFilter = '(&(|(objectClass=user)(objectClass=inetOrgPerson)(objectClass=group)(objectClass=contact))(!(objectClass=computer)))';

/** Containers only: what a tree shows. */
export const containersFilter = '(|(objectClass=organizationalUnit)(objectClass=container)(objectClass=builtinDomain)(objectClass=domain)(objectClass=domainDNS)(objectClass=lostAndFound)(objectClass=dcObject))';

/** Decides the kind from all object classes; null for what is not read. The most special class comes last in AD. */
export function kindOf(classes: readonly string[]): SourceKind | null {
  let kind: SourceKind | null = null;
  for (const name of classes) {
    const lower = name.toLowerCase();
    if (machineClasses.has(lower)) return null;
    kind = kindByClass.get(lower) ?? kind;
  }
  return kind;
}
