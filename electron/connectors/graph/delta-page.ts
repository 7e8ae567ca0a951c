import type { TargetObject } from '../../sync/directory.ts';
import type { TargetPage } from '../../sync/ports.ts';
import { record, text } from './graph-failure.ts';
import type { Entity } from './pages.ts';

export type PageContent = Omit<TargetPage, 'watermark'>;

/**
 * A page of `users/delta` or `groups/delta` as staged changes. An entry may carry properties, links or both: large groups
 * come back on several pages with parts of their members, https://learn.microsoft.com/graph/delta-query-groups
 */
export function deltaPage(kind: 'user' | 'group', items: readonly Entity[], objectOf: (kind: 'user' | 'group', item: Entity) => TargetObject): PageContent {
  const objects: PageContent['objects'][number][] = [];
  const removed: PageContent['removed'][number][] = [];
  const members: PageContent['members'][number][] = [];
  const managers: PageContent['managers'][number][] = [];
  for (const item of items) {
    const id = text(item['id']).toLowerCase();
    if (id === '') continue;
    if (item['@removed'] !== undefined) {
      removed.push({ id, reason: text(record(item['@removed'])['reason']) === 'deleted' ? 'hard' : 'soft' });
      continue;
    }
    const object = objectOf(kind, item);
    if (Object.keys(object.attributes).length > 0) objects.push(object);
    const memberLinks = links(item['members@delta']);
    if (memberLinks !== null && memberLinks.length > 0) members.push({ groupId: id, ...addedAndRemoved(memberLinks) });
    const managerLinks = links(item['manager@delta']);
    if (managerLinks !== null && managerLinks.length > 0) managers.push({ userId: id, managerId: addedAndRemoved(managerLinks).add[0] ?? null });
  }
  return { objects, removed, members, managers };
}

type Link = { readonly id: string; readonly present: boolean };

function links(value: unknown): readonly Link[] | null {
  if (!Array.isArray(value)) return null;
  return (value as unknown[])
    .map((entry) => ({ id: text(record(entry)['id']).toLowerCase(), present: record(entry)['@removed'] === undefined }))
    .filter((link) => link.id !== '');
}

/** The last word on an id counts. */
function addedAndRemoved(entries: readonly Link[]): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  const last = new Map(entries.map((link) => [link.id, link.present]));
  const ids = (present: boolean) => [...last].filter(([, value]) => value === present).map(([id]) => id);
  return { add: ids(true), remove: ids(false) };
}
