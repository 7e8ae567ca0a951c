import type { HandoverStep } from '../../shared/handover.ts';
import type { PlanSummary } from '../../shared/plan.ts';
import type { Settings } from './settings.ts';
import { recognizedText } from './other-tool.ts';
import { saysHowFound } from './plan/matched-by.ts';
import { anchorOf } from './names/anchor.ts';
import type { StagingStore } from './store.ts';

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

type Counterparts = { readonly bySid: number; readonly namesakes: number; readonly firstNamesake: string | null };

/** Groups of the tenant that belong to an AD group: by its SID, or without a link and by its name only, which would be there twice. */
function counterparts({ source, target, links }: Pick<StagingStore, 'source' | 'target' | 'links'>): Counterparts {
  const names = new Set<string>();
  const sids = new Set<string>();
  for (const { state, attributes } of source.iterate(['group'])) {
    if (state === 'gone') continue;
    names.add((attributes['displayName']?.[0] ?? attributes['cn']?.[0] ?? '').toLowerCase());
    sids.add((attributes['objectSid']?.[0] ?? '').toUpperCase());
  }
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  let bySid = 0;
  let namesakes = 0;
  let firstNamesake: string | null = null;
  for (const { id, state, attributes } of target.iterate(['group'])) {
    if (state !== 'present') continue;
    const sid = textOf(attributes['onPremisesSecurityIdentifier']).toUpperCase();
    if (sid !== '' && sids.has(sid)) bySid += 1;
    else if (links.byTarget(id) === null && names.has(textOf(attributes['displayName']).toLowerCase())) {
      namesakes += 1;
      firstNamesake ??= textOf(attributes['displayName']);
    }
  }
  return { bySid, namesakes, firstNamesake };
}

type Comparison = { readonly found: number; readonly differing: number; readonly byAttribute: ReadonlyMap<string, number>; readonly first: string | null };

/** Objects that the plan links, and which of their attributes it would set differently. */
function comparison({ plans }: Pick<StagingStore, 'plans'>, planId: string): Comparison {
  const byAttribute = new Map<string, number>();
  let found = 0;
  let differing = 0;
  let first: string | null = null;
  for (const { action, dn, attributes } of plans.changes(planId)) {
    if (action !== 'link') continue;
    found += 1;
    const changed = attributes.filter(({ rule }) => !saysHowFound(rule));
    if (changed.length === 0) continue;
    differing += 1;
    first ??= dn;
    for (const { name } of changed) byAttribute.set(name, (byAttribute.get(name) ?? 0) + 1);
  }
  return { found, differing, byAttribute, first };
}

function compareStep({ found, differing, byAttribute, first }: Comparison, waiting: number, { users, groups }: PlanSummary): HandoverStep {
  const undecided = users.held + groups.held - waiting;
  const attributes = [...byAttribute].sort(([, one], [, other]) => other - one).map(([name, count]) => `${name} ${count}`).join(', ');
  const linked = found === 0 ? (users.unchanged > 0 ? 'Everything that was found is linked.' : 'Nothing can be linked now.') : `Found in Entra and not linked yet: ${objectsOf(found, 'object')}, ${differing === 0 ? 'all of them as Causeway would write them.' : `${found - differing} as Causeway would write them, ${differing} with differences (${attributes}).`}`;
  const others = `Unchanged since they were linked: ${users.unchanged + groups.unchanged}; to be created: ${users.create + groups.create}; held for a decision: ${undecided}${waiting === 0 ? '' : `; waiting until the other tool lets them go: ${waiting}`}.`;
  const look = first === null ? null : `\`causeway explain "${first}"\` shows under “Pending” what the first of them would get, and above it the rule of each value.`;
  const decide = undecided === 0 ? null : '`causeway conflicts` lists what is held, with the command for each decision.';
  return { id: 'compare', state: 'ok', title: 'Compare, without writing', text: `${linked} ${others}`, fix: [look, decide].filter((each) => each !== null).join(' ') || null };
}

/** The steps of the hand-over after a preview that read both sides. Pure. */
export function handoverSteps(store: StagingStore, summary: PlanSummary, policies: Settings['policies']): readonly HandoverStep[] {
  const other = store.facts.get()?.synchronizedByOther ?? true;
  const { synced, anchored, ours, first } = countTarget(store);
  const { users, groups } = summary;
  const waiting = store.conflicts.all().filter(({ situation }) => situation === 'managedElsewhere').length;
  const deletions = users.delete + groups.delete;
  const { bySid, namesakes, firstNamesake } = counterparts(store);
  const doubled = groups.create === 0 ? null : firstNamesake;
  return [
    compareStep(comparison(store, summary.id), waiting, summary),
    {
      id: 'otherTool', state: other ? 'toDo' : 'ok', title: 'Stop the other tool and switch synchronization off in the tenant',
      text: other ? `The tenant is still synchronized by Entra Connect or Cloud Sync. ${recognizedText(store)}` : 'The tenant is not synchronized by another tool.',
      fix: other ? 'On the Entra Connect server: Set-ADSyncScheduler -SyncCycleEnabled $false (Cloud Sync: pause the configuration). Then, in Microsoft Graph PowerShell: Update-MgOrganization -OrganizationId (Get-MgOrganization).Id -BodyParameter @{ onPremisesSyncEnabled = $false }. Do not clear onPremisesImmutableId or onPremisesSecurityIdentifier: they are how objects are found.' : null,
    },
    {
      id: 'objects', state: synced === 0 ? 'ok' : other ? 'toDo' : 'waiting', title: 'Every object is managed in the cloud',
      text: synced === 0 ? 'No user or group is marked as synchronized from on-premises.' : `Still marked as synchronized from on-premises: ${objectsOf(synced, 'object')}.`,
      fix: synced === 0 ? null : other ? 'They become so after the step before.' : 'Microsoft takes up to 72 hours for this. Wait, and run this again.',
    },
    {
      id: 'anchors', state: ours === anchored ? 'ok' : 'toDo', title: 'Source anchors are the same',
      text: `onPremisesImmutableId equals our source anchor for ${ours} of ${anchored} users that have one.`,
      fix: first === null ? null : `The first that does not: ${first}. Its AD object is missing or not read, or Entra Connect used another anchor; \`causeway explain ${first}\` says which.`,
    },
    {
      id: 'groups', state: doubled === null ? 'ok' : 'toDo', title: 'No group is created a second time',
      text: `${objectsOf(bySid, 'group')} of the tenant ${bySid === 1 ? 'carries' : 'carry'} the security identifier of an AD group. ${doubled === null ? 'No group that would be created has a namesake.' : `${objectsOf(namesakes, 'group')} ${namesakes === 1 ? 'has' : 'have'} only the name of one, the first: ${doubled}. AD groups are created anew beside them.`}`,
      fix: doubled === null ? null : 'Set policies.matchGroupsByName to true: a security group with the same, unique display name is then linked.',
    },
    {
      id: 'deletions', state: deletions === 0 ? 'ok' : 'toDo', title: 'The plan deletes nothing',
      text: deletions === 0 ? 'No deletion is planned.' : `Planned: ${objectsOf(deletions, 'deletion')}.`,
      fix: deletions === 0 ? null : 'Compare the selected OUs with those of Entra Connect: `causeway preview` names each deletion.',
    },
    {
      id: 'write', state: policies.stagingMode || other ? 'toDo' : synced > 0 ? 'waiting' : 'ok', title: 'Let Causeway write',
      text: policies.stagingMode ? 'The profile is in staging mode.' : other ? 'Causeway writes nothing while another tool synchronizes the tenant.' : synced > 0 ? 'The profile writes already; what is still marked as synchronized stays held.' : 'The profile writes.',
      fix: policies.stagingMode ? 'When all steps above are ok: `causeway profile set policies.stagingMode false`, then `causeway sync`.' : null,
    },
  ];
}
