import type { TargetObject } from '../../sync/directory.ts';
import type { LookedUp } from '../../sync/ports.ts';
import { record, text } from './graph-failure.ts';
import { readPages } from './pages.ts';
import type { RecentObjects } from './recent-objects.ts';
import type { Selection } from './selection.ts';
import { GraphRefusal, type ReadOptions, type Transport } from './transport.ts';
import { groupByNameUrl, groupUrl, userUrl } from './write-request.ts';

/** Single objects, read as they are now. */
export type Lookups = {
  findUser(by: { readonly immutableId: string; readonly userPrincipalName: string }): Promise<LookedUp | null>;
  findGroup(uniqueName: string): Promise<LookedUp | null>;
  membersOf(groupId: string): Promise<readonly string[] | null>;
  managerOf(userId: string): Promise<string | null | undefined>;
  read(kind: 'user' | 'group', id: string): Promise<TargetObject | null>;
  groupIdByName(uniqueName: string): Promise<string | null>;
  exists(url: string): Promise<boolean>;
};

/** Advanced queries: https://learn.microsoft.com/graph/aad-advanced-queries */
const advanced = { ConsistencyLevel: 'eventual' } as const;
const deletedSelect = 'id,displayName,userPrincipalName,onPremisesImmutableId,deletedDateTime';

export function createLookups(transport: Transport, recent: RecentObjects, selection: Selection): Lookups {
  /** Null when it does not exist. */
  async function entity(url: string, options?: ReadOptions): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      return record(await transport.read(url, options));
    } catch (error) {
      if (error instanceof GraphRefusal && error.failure.kind === 'notFound') return null;
      throw error;
    }
  }

  async function readUser(url: string): Promise<TargetObject | null> {
    const found = await selection.reading(() => entity(`${url}?$select=${selection.of('user')}`));
    return found === null ? null : selection.object('user', found);
  }

  async function userByAnchor(immutableId: string): Promise<TargetObject | null> {
    const filter = encodeURIComponent(`onPremisesImmutableId eq '${immutableId.replaceAll("'", "''")}'`);
    const page = record(await selection.reading(() => transport.read(`/users?$filter=${filter}&$count=true&$select=${selection.of('user')}`, { headers: advanced })));
    const first = Array.isArray(page['value']) ? (page['value'] as unknown[])[0] : undefined;
    return first === undefined ? null : selection.object('user', first);
  }

  async function deletedUserByAnchor(immutableId: string): Promise<TargetObject | null> {
    for await (const page of readPages(transport, `/directory/deletedItems/microsoft.graph.user?$select=${deletedSelect}&$top=999`, { units: 1 })) {
      const found = page.find((item) => item['onPremisesImmutableId'] === immutableId);
      if (found !== undefined) return selection.object('user', found);
    }
    return null;
  }

  function live(object: TargetObject): LookedUp {
    recent.add(object.id); // what is looked up after an ambiguous create was made a moment ago
    return { object, deleted: false };
  }

  return {
    async findUser({ immutableId, userPrincipalName }) {
      const byName = await readUser(userByNameUrl(userPrincipalName));
      if (byName !== null && byName.attributes['onPremisesImmutableId'] === immutableId) return live(byName);
      const byAnchor = await userByAnchor(immutableId);
      if (byAnchor !== null) return live(byAnchor);
      if (byName !== null) return live(byName);
      const deleted = await deletedUserByAnchor(immutableId);
      return deleted === null ? null : { object: deleted, deleted: true };
    },
    async findGroup(uniqueName) {
      const found = await selection.reading(() => entity(`${groupByNameUrl(uniqueName)}?$select=${selection.of('group')}`));
      return found === null ? null : live(selection.object('group', found));
    },
    async membersOf(groupId) {
      const ids: string[] = [];
      try {
        for await (const page of readPages(transport, `${groupUrl(groupId)}/members?$select=id&$top=999`, { units: 2 })) {
          for (const member of page) ids.push(text(member['id']).toLowerCase());
        }
      } catch (error) {
        if (error instanceof GraphRefusal && error.failure.kind === 'notFound') return null;
        throw error;
      }
      return ids;
    },
    async managerOf(userId) {
      const manager = await entity(`${userUrl(userId)}/manager?$select=id`);
      if (manager !== null && text(manager['id']) !== '') return text(manager['id']).toLowerCase();
      // 404 says the same for "no manager" and "no user".
      return (await entity(`${userUrl(userId)}?$select=id`)) === null ? undefined : null;
    },
    async read(kind, id) {
      if (kind === 'user') return readUser(userUrl(id));
      const found = await selection.reading(() => entity(`${groupUrl(id)}?$select=${selection.of('group')}`));
      return found === null ? null : selection.object('group', found);
    },
    async groupIdByName(uniqueName) {
      const found = await entity(`${groupByNameUrl(uniqueName)}?$select=id`);
      const id = text(found?.['id']).toLowerCase();
      return id === '' ? null : id;
    },
    exists: async (url) => (await entity(`${url}?$select=id`)) !== null,
  };
}

/** A sign-in name that starts with `$` would be read as an OData segment; the key form is always right for it. */
function userByNameUrl(userPrincipalName: string): string {
  return userPrincipalName.startsWith('$') ? `/users('${encodeURIComponent(userPrincipalName.replaceAll("'", "''"))}')` : userUrl(userPrincipalName);
}
