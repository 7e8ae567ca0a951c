import type { PlanNote } from '../../../shared/plan.ts';
import { lostAddresses } from '../flow/address.ts';
import type { FlowContext } from '../flow/context.ts';
import { firstValue } from '../flow/text.ts';
import { anchorOf } from '../names/anchor.ts';
import { commonNameOf, parentDn } from '../names/dn.ts';
import type { Scope } from '../scope/scope.ts';
import type { SourceRow, StagingStore } from '../store.ts';
import type { Settings } from '../settings.ts';
import { identityOf, isMailEnabledGroup, isSecurityGroup, isSynchronizedGroup, type Identity } from './identity.ts';

/** What the first pass over the staged directory found. */
export type Gathered = {
  readonly identities: readonly Identity[];
  /** Left after containers, pilot group and exclusions; lists and contacts included. */
  readonly inScope: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly notSynchronizable: Readonly<Record<string, number>>;
  readonly notes: readonly PlanNote[];
  /** Distribution lists that become Microsoft 365 groups and have groups as members: their names. */
  readonly nested: ReadonlyMap<string, readonly string[]>;
  /** objectGUIDs of distribution lists that are left out. */
  readonly lists: ReadonlySet<string>;
};

/** Counts by name. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  result(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([left], [right]) => (left < right ? -1 : 1)));
  }
}

function countLosses(row: SourceRow, tally: Tally): void {
  if (row.kind === 'group') {
    if (!isSecurityGroup(row)) tally.add('microsoft365Address');
    else if (isMailEnabledGroup(row)) tally.add('groupMail');
    return;
  }
  tally.add('passwordHash');
  const mail = firstValue(row.attributes['mail']);
  const primary = (row.attributes['proxyAddresses'] ?? []).find((value) => value.trim().startsWith('SMTP:'))?.trim().slice(5);
  if (lostAddresses(row.attributes, mail ?? primary ?? null).length > 0) tally.add('proxyAddresses');
  if (firstValue(row.attributes['msExchHideFromAddressLists'])?.toLowerCase() === 'true') tally.add('hiddenFromAddressLists');
}

/** Names of the groups among the direct members. */
function groupMembers(row: SourceRow, source: StagingStore['source']): readonly string[] {
  const names: string[] = [];
  for (const { guid, dn } of source.members(row.guid)) if (guid !== null && guid !== row.guid && source.get(guid)?.kind === 'group') names.push(commonNameOf(dn));
  return names.sort();
}

/** Streams the staged directory once: scope, anchors, the values that must be unique, what Graph cannot take. */
export function gather(source: StagingStore['source'], scope: Scope, flow: FlowContext, rules: Pick<Settings['rules'], 'distributionLists'>): Gathered {
  const identities: Identity[] = [];
  const excluded = new Tally();
  const losses = new Tally();
  const notes: PlanNote[] = [];
  const doubtful = new Tally();
  const nested = new Map<string, readonly string[]>();
  const lists = new Set<string>();
  let inScope = 0;
  for (const row of source.scan(['user', 'group', 'contact'])) {
    if (row.state === 'gone') continue;
    if (row.state === 'doubtful') doubtful.add(parentDn(row.dn));
    const verdict = scope(row);
    if (!verdict.inScope) {
      excluded.add(verdict.rule);
      continue;
    }
    inScope += 1;
    if (row.kind === 'contact') losses.add('contact');
    else if (row.kind === 'group' && !isSynchronizedGroup(row, rules)) {
      losses.add('distributionList');
      lists.add(row.guid);
    } else {
      countLosses(row, losses);
      const { ignoredBytes } = anchorOf(row);
      if (ignoredBytes !== null) notes.push({ dn: row.dn, attribute: 'mS-DS-ConsistencyGuid', text: `holds ${ignoredBytes} bytes instead of 16 and is ignored; objectGUID is the source anchor` });
      if (row.kind === 'group' && !isSecurityGroup(row)) {
        const groups = groupMembers(row, source);
        if (groups.length > 0) nested.set(row.guid, groups);
      }
      identities.push(identityOf(row, flow, null));
    }
  }
  for (const [dn, count] of Object.entries(doubtful.result())) {
    notes.push({ dn, attribute: null, text: `shows ${count} objects less than before, and no tombstone says that they were deleted; they are kept. Check that the account may read this container and the deleted objects.` });
  }
  // What two identities both want is decided in this order.
  identities.sort((left, right) => (left.guid < right.guid ? -1 : 1));
  return { identities, inScope, excluded: excluded.result(), notSynchronizable: losses.result(), notes, nested, lists };
}
