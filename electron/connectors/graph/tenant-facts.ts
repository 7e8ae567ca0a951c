import { Problem } from '../../../shared/errors.ts';
import type { DeletedObject, RoleAssignment, TenantDomain, TenantFacts } from '../../sync/directory.ts';
import type { Log } from '../../sync/ports.ts';
import { record, text } from './graph-failure.ts';
import { readPages, type Entity } from './pages.ts';
import { GraphRefusal, type Transport } from './transport.ts';

/** Reads what a synchronization depends on: domains, roles, deleted objects, whether another tool synchronizes. */
export async function readTenantFacts(transport: Transport, log: Log): Promise<TenantFacts> {
  const organization = await readOrganization(transport);
  const [domains, roles, deletedUsers, deletedGroups] = await Promise.all([
    readDomains(transport, organization, log),
    readRoles(transport, log),
    readDeletedUsers(transport, log),
    readDeletedGroups(transport, log),
  ]);
  return {
    tenantId: text(organization['id']).toLowerCase(),
    displayName: text(organization['displayName']),
    domains,
    synchronizedByOther: organization['onPremisesSyncEnabled'] === true,
    lastSyncByOther: text(organization['onPremisesLastSyncDateTime']) || null,
    roles,
    deleted: [...deletedUsers, ...deletedGroups],
  };
}

export async function readOrganization(transport: Transport): Promise<Entity> {
  const all = await orWhenDenied(collect(transport, '/organization'), () => {
    throw new Problem('permission', 'The application may not read the tenant (GET /organization).', 'Grant it Organization.Read.All and give admin consent; `causeway check` lists every permission with a link.');
  });
  const first = all[0];
  if (first === undefined) throw new Problem('connection', 'Microsoft Graph answered without a tenant.', 'Check target.cloud and target.tenantId in the profile.');
  return first;
}

async function collect(transport: Transport, path: string): Promise<readonly Entity[]> {
  const all: Entity[] = [];
  for await (const items of readPages(transport, path, { units: 1 })) all.push(...items);
  return all;
}

async function orWhenDenied<T>(reading: Promise<T>, instead: () => T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof GraphRefusal && error.failure.status === 403) return instead();
    throw error;
  }
}

/** `GET /domains`; without Domain.Read.All what `organization` says, which lists verified domains only. */
async function readDomains(transport: Transport, organization: Entity, log: Log): Promise<readonly TenantDomain[]> {
  const domains = collect(transport, '/domains').then((all) =>
    all.map((domain) => ({
      name: text(domain['id']).toLowerCase(),
      verified: domain['isVerified'] === true,
      federated: domain['authenticationType'] === 'Federated',
      initial: domain['isInitial'] === true,
    })),
  );
  return orWhenDenied<readonly TenantDomain[]>(domains, () => {
    log('info', 'Domains may not be read (Domain.Read.All); the verified domains of the tenant are taken instead.');
    const verified = Array.isArray(organization['verifiedDomains']) ? (organization['verifiedDomains'] as unknown[]).map(record) : [];
    return verified.map((domain) => ({ name: text(domain['name']).toLowerCase(), verified: true, federated: domain['type'] === 'Federated', initial: domain['isInitial'] === true }));
  });
}

/** Only activated roles are listed; others have no members. */
async function readRoles(transport: Transport, log: Log): Promise<readonly RoleAssignment[] | null> {
  const reading = (async () => {
    const assignments: RoleAssignment[] = [];
    for (const role of await collect(transport, '/directoryRoles?$select=id,displayName')) {
      for (const member of await membersOfRole(transport, text(role['id']))) {
        assignments.push({ role: text(role['displayName']), memberId: text(member['id']).toLowerCase(), memberKind: memberKind(text(member['@odata.type'])) });
      }
    }
    return assignments;
  })();
  return orWhenDenied<readonly RoleAssignment[] | null>(reading, () => {
    log('warning', 'Directory roles may not be read (RoleManagement.Read.Directory): users found in the tenant are held until somebody confirms them.');
    return null;
  });
}

/** A role that was removed in between has no members. */
async function membersOfRole(transport: Transport, roleId: string): Promise<readonly Entity[]> {
  try {
    return await collect(transport, `/directoryRoles/${encodeURIComponent(roleId)}/members?$select=id`);
  } catch (error) {
    if (error instanceof GraphRefusal && error.failure.kind === 'notFound') return [];
    throw error;
  }
}

function memberKind(type: string): RoleAssignment['memberKind'] {
  if (type === '#microsoft.graph.user') return 'user';
  return type === '#microsoft.graph.group' ? 'group' : 'other';
}

const userSelect = 'id,displayName,userPrincipalName,onPremisesImmutableId,deletedDateTime';

async function readDeletedUsers(transport: Transport, log: Log): Promise<readonly DeletedObject[]> {
  const reading = collect(transport, `/directory/deletedItems/microsoft.graph.user?$select=${userSelect}&$top=999`);
  return (await withoutDenied(reading, 'users', log)).map((item) => deletedObject('user', item));
}

/** `uniqueName` is newer than the list of deleted groups: some clouds refuse to select it. */
async function readDeletedGroups(transport: Transport, log: Log): Promise<readonly DeletedObject[]> {
  const path = (select: string) => `/directory/deletedItems/microsoft.graph.group?$select=${select}&$top=999`;
  const reading = collect(transport, path('id,displayName,uniqueName,deletedDateTime')).catch((error: unknown) => {
    if (error instanceof GraphRefusal && error.failure.status === 400) return collect(transport, path('id,displayName,deletedDateTime'));
    throw error;
  });
  return (await withoutDenied(reading, 'groups', log)).map((item) => deletedObject('group', item));
}

function withoutDenied(reading: Promise<readonly Entity[]>, what: string, log: Log): Promise<readonly Entity[]> {
  return orWhenDenied<readonly Entity[]>(reading, () => {
    log('info', `Deleted ${what} of the tenant may not be read; they cannot be recognized or restored.`);
    return [];
  });
}

function deletedObject(kind: 'user' | 'group', item: Entity): DeletedObject {
  const optional = (name: string) => (text(item[name]) === '' ? null : text(item[name]));
  return {
    id: text(item['id']).toLowerCase(),
    kind,
    displayName: text(item['displayName']),
    userPrincipalName: optional('userPrincipalName'),
    onPremisesImmutableId: optional('onPremisesImmutableId'),
    uniqueName: optional('uniqueName'),
    deletedAt: optional('deletedDateTime'),
  };
}
