import type { PlanSummary } from '../../shared/plan.ts';
import type { Settings } from './settings.ts';
import { anchorOf } from './names/anchor.ts';
import type { StagingStore } from './store.ts';

/** One step of the way from Entra Connect or Cloud Sync to Causeway, with what a check of both sides found. */
export type HandoverStep = { readonly id: 'compare' | 'otherTool' | 'objects' | 'anchors' | 'groups' | 'deletions' | 'write'; readonly state: 'ok' | 'waiting' | 'toDo'; readonly title: string; readonly text: string; readonly fix: string | null };

const objectsOf = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`;

/** Users and groups of the tenant that another tool synchronizes, and whose source anchors are ours. */
function countTarget({ source, target }: Pick<StagingStore, 'source' | 'target'>): { readonly synced: number; readonly anchored: number; readonly ours: number; readonly first: string | null } {
  const anchors = new Set([...source.iterate(['user'])].filter(({ state }) => state !== 'gone').map((row) => anchorOf(row).value));
  let synced = 0;
  let anchored = 0;
  let ours = 0;
  let first: string | null = null;
  for (const { state, attributes, kind } of target.iterate(['user', 'group'])) {
    if (state !== 'present') continue;
    if (attributes['onPremisesSyncEnabled'] === true) synced += 1;
    const anchor = attributes['onPremisesImmutableId'];
    if (kind !== 'user' || typeof anchor !== 'string' || anchor === '') continue;
    anchored += 1;
    if (anchors.has(anchor)) ours += 1;
    else first ??= String(attributes['userPrincipalName'] ?? attributes['displayName'] ?? '');
  }
  return { synced, anchored, ours, first };
}

/** Groups of the tenant without a link that have the name of an AD group: they would be there twice. */
function namesakes({ source, target, links }: Pick<StagingStore, 'source' | 'target' | 'links'>): { readonly count: number; readonly first: string | null } {
  const names = new Set([...source.iterate(['group'])].filter(({ state }) => state !== 'gone').flatMap(({ attributes }) => (attributes['displayName']?.[0] ?? attributes['cn']?.[0] ?? '').toLowerCase()));
  const found = [...target.iterate(['group'])].filter(({ id, state, attributes }) => state === 'present' && links.byTarget(id) === null && names.has(String(attributes['displayName'] ?? '').toLowerCase()));
  return { count: found.length, first: found.length === 0 ? null : String(found[0]?.attributes['displayName']) };
}

/** The steps of the hand-over after a preview that read both sides. Pure. */
export function handoverSteps(store: StagingStore, summary: PlanSummary, policies: Settings['policies']): readonly HandoverStep[] {
  const other = store.facts.get()?.synchronizedByOther ?? true;
  const { synced, anchored, ours, first } = countTarget(store);
  const { users, groups } = summary;
  const deletions = users.delete + groups.delete;
  const doubled = groups.create === 0 ? { count: 0, first: null } : namesakes(store);
  return [
    {
      id: 'compare', state: 'ok', title: 'Compare, without writing',
      text: `Of the users, ${users.unchanged} are equal, ${users.link + users.update} are linked or updated, ${users.create} created, ${users.held} held; of the groups ${groups.create} are created.`,
      fix: 'Look at each with `causeway preview`, and decide what is held.',
    },
    {
      id: 'otherTool', state: other ? 'toDo' : 'ok', title: 'Stop the other tool and switch synchronization off in the tenant',
      text: other ? 'The tenant is still synchronized by Entra Connect or Cloud Sync.' : 'The tenant is not synchronized by another tool.',
      fix: other ? 'On the Entra Connect server: Set-ADSyncScheduler -SyncCycleEnabled $false (Cloud Sync: pause the configuration). Then PATCH https://graph.microsoft.com/v1.0/organization/{id} with {"onPremisesSyncEnabled": false}.' : null,
    },
    {
      id: 'objects', state: synced === 0 ? 'ok' : other ? 'toDo' : 'waiting', title: 'Every object is managed in the cloud',
      text: synced === 0 ? 'No user or group is marked as synchronized from on-premises.' : `Still marked as synchronized from on-premises: ${objectsOf(synced, 'object')}.`,
      fix: synced === 0 || other ? null : 'Microsoft takes up to 72 hours for this. Wait, and run this again.',
    },
    {
      id: 'anchors', state: ours === anchored ? 'ok' : 'toDo', title: 'Source anchors are the same',
      text: `onPremisesImmutableId equals our source anchor for ${ours} of ${anchored} users that have one.`,
      fix: first === null ? null : `The first that does not: ${first}. Its AD object is missing or not read, or Entra Connect used another anchor; \`causeway explain ${first}\` says which.`,
    },
    {
      id: 'groups', state: doubled.count === 0 ? 'ok' : 'toDo', title: 'No group is created a second time',
      text: doubled.first === null ? 'No group that would be created has a namesake in the tenant.' : `${objectsOf(doubled.count, 'group')} of the tenant ${doubled.count === 1 ? 'has' : 'have'} the name of a group in AD and no link, the first: ${doubled.first}. AD groups are created anew beside them.`,
      fix: doubled.first === null ? null : 'Set policies.matchGroupsByName to true: a security group with the same, unique display name is then linked.',
    },
    {
      id: 'deletions', state: deletions === 0 ? 'ok' : 'toDo', title: 'The plan deletes nothing',
      text: deletions === 0 ? 'No deletion is planned.' : `Planned: ${objectsOf(deletions, 'deletion')}.`,
      fix: deletions === 0 ? null : 'Compare the selected OUs with those of Entra Connect: `causeway preview` names each deletion.',
    },
    {
      id: 'write', state: policies.stagingMode || other ? 'toDo' : synced > 0 ? 'waiting' : 'ok', title: 'Let Causeway write',
      text: policies.stagingMode ? 'The profile is in staging mode.' : other ? 'Causeway writes nothing while another tool synchronizes the tenant.' : synced > 0 ? 'The profile writes already; what is still marked as synchronized stays held.' : 'The profile writes.',
      fix: policies.stagingMode ? 'When all steps above are ok, set policies.stagingMode to false and run `causeway sync`.' : null,
    },
  ];
}
