import type { TargetExplanation } from '../../shared/explanation.ts';
import type { AttributeValue } from '../../shared/plan.ts';
import type { StagingStore, TargetRow } from './store.ts';

const named = ['userPrincipalName', 'mail', 'onPremisesImmutableId', 'uniqueName', 'mailNickname', 'displayName'] as const;

function textOf(value: AttributeValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What an admin knows the Entra object by. */
export function targetName({ id, attributes }: TargetRow): string {
  return textOf(attributes['userPrincipalName']) ?? textOf(attributes['displayName']) ?? id;
}

function isMeant({ attributes }: TargetRow, wanted: string): boolean {
  const addresses = attributes['proxyAddresses'];
  return named.some((name) => textOf(attributes[name])?.toLowerCase() === wanted) || (Array.isArray(addresses) && addresses.some((address: string) => address.toLowerCase().replace(/^smtp:/, '') === wanted));
}

/** The staged Entra object that a query names: id, UPN, mail, address, anchor or display name; present ones first. */
function findTarget(query: string, store: StagingStore): TargetRow | null {
  const wanted = query.trim().toLowerCase();
  const byId = store.target.get(wanted);
  if (byId !== null || wanted === '') return byId;
  let other: TargetRow | null = null;
  for (const row of store.target.iterate(['user', 'group', 'contact'])) {
    if (!isMeant(row, wanted)) continue;
    if (row.state === 'present') return row;
    other ??= row;
  }
  return other;
}

const kindNames = { user: 'user', group: 'group', contact: 'contact' } as const;

function verdictOf(row: TargetRow, link: TargetExplanation['link'], conflicts: TargetExplanation['conflicts'], synchronizedByOther: boolean): string {
  const name = targetName(row);
  const [conflict] = conflicts;
  if (row.state === 'gone') return `${name} is gone from Entra for good.`;
  if (row.state === 'softDeleted') return `${name} is in the recycle bin of Entra, from which it can be restored for 30 days after its deletion.`;
  if (conflict !== undefined) return `${name} is only in Entra, and in the way of ${conflict.dn}: ${conflict.reason}`;
  if (link !== null) return `${name} was linked to ${link.dn}, which is not in Active Directory any more.`;
  if (row.attributes['onPremisesSyncEnabled'] === true) return `${name} is only in Entra for Causeway: ${synchronizedByOther ? 'another tool synchronizes it' : 'it was synchronized by another tool'}, and Causeway leaves it alone.`;
  if (row.attributes['userType'] === 'Guest') return `${name} is a guest, which is never matched; Causeway leaves it alone.`;
  return `${name} is a ${kindNames[row.kind]} only in Entra: no AD object that is read matches it, so Causeway leaves it alone.`;
}

/** Why an Entra object is as it is. Null when no staged Entra object is meant. */
export function explainTarget(query: string, store: StagingStore): TargetExplanation | null {
  const row = findTarget(query, store);
  if (row === null) return null;
  const found = store.links.byTarget(row.id);
  const link = found === null ? null : { dn: found.dn, state: found.state, since: found.since };
  const conflicts = store.conflicts.all().filter(({ others }) => others.some(({ side, id }) => side === 'target' && id === row.id));
  return {
    side: 'target',
    targetId: row.id,
    kind: row.kind,
    state: row.state,
    name: targetName(row),
    attributes: row.attributes,
    link,
    conflicts,
    verdict: verdictOf(row, link, conflicts, store.facts.get()?.synchronizedByOther ?? false),
  };
}
