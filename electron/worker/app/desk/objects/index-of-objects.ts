import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObjectFilter, ObjectRow, ObjectState } from '../../../../../shared/ipc/objects.ts';
import type { AttributeValue } from '../../../../../shared/plan.ts';
import { anchorOf } from '../../../../sync/names/anchor.ts';
import { commonNameOf, parentDn } from '../../../../sync/names/dn.ts';
import { isSynchronizedGroup } from '../../../../sync/plan/identity.ts';
import { withJoinedSources } from '../../../../sync/join/joined-sources.ts';
import { scopeOf } from '../../../../sync/scope/scope.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { SourceRow, StagingStore, TargetRow } from '../../../../sync/store.ts';
import { wasWritten } from '../../../../sync/written-plan.ts';
import { systemClock } from '../../../system.ts';
import { pathOf } from '../plan/plan-index.ts';

/** How long other work waits while the index is built. */
const sliceMs = 15;
const rowsBetweenLooks = 64;

type Entry = { readonly row: ObjectRow; /** Lower-cased: everything a text is looked for in. */ readonly text: string };
export type ObjectIndex = readonly Entry[];

function text(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What decides the state of an object beside its own row. */
type Knowledge = { readonly conflicts: ReadonlySet<string>; /** Excluded by a decision. */ readonly excluded: ReadonlySet<string>; readonly pending: ReadonlySet<string>; readonly linked: ReadonlyMap<string, string>; readonly scope: ReturnType<typeof scopeOf>; readonly rules: Settings['rules'] };

function stateOf(row: SourceRow, { conflicts, excluded, pending, linked, scope, rules }: Knowledge): ObjectState {
  if (conflicts.has(row.guid)) return 'conflict';
  if (row.state === 'gone') return 'deleted';
  if (excluded.has(row.guid) || !scope(row).inScope) return 'excluded';
  if (row.kind === 'contact' || (row.kind === 'group' && !isSynchronizedGroup(row, rules))) return 'notSynchronizable';
  if (pending.has(row.guid)) return 'pending';
  return linked.has(row.guid) ? 'synchronized' : 'waiting';
}

function sourceEntry(row: SourceRow, state: ObjectState, targetOf: ReadonlyMap<string, string>): Entry {
  const first = (name: string): string => row.attributes[name]?.[0] ?? '';
  const name = first('displayName') === '' ? commonNameOf(row.dn) : first('displayName');
  const account = row.kind === 'user' ? first('userPrincipalName') || first('sAMAccountName') : row.kind === 'group' ? first('sAMAccountName') : first('mail');
  return {
    row: { key: `ad:${row.guid}`, kind: row.kind === 'group' ? 'group' : row.kind === 'contact' ? 'contact' : 'user', name, account, container: pathOf(parentDn(row.dn)), state },
    text: [name, account, row.dn, row.guid, first('mail'), ...(row.joined ?? []).map(({ dn }) => dn), first('sAMAccountName'), first('cn'), first('objectSid'), anchorOf(row).value, targetOf.get(row.guid) ?? '', ...(row.attributes['proxyAddresses'] ?? [])].join('\n').toLowerCase(),
  };
}

function targetEntry(row: TargetRow): Entry {
  const { displayName, userPrincipalName, mail, userType } = row.attributes;
  const name = text(displayName) || text(userPrincipalName) || row.id;
  const account = text(userPrincipalName) || text(mail);
  return { row: { key: `entra:${row.id}`, kind: text(userType).toLowerCase() === 'guest' ? 'guest' : row.kind === 'group' ? 'group' : row.kind === 'contact' ? 'contact' : 'user', name, account, container: [], state: 'onlyInEntra' }, text: [name, account, row.id, text(mail)].join('\n').toLowerCase() };
}

/** Every object of both sides with its state, by name. Lets other work have its turn. */
export async function buildObjectIndex(store: StagingStore, settings: Settings): Promise<ObjectIndex> {
  const targetOf = new Map<string, string>();
  const linkedTargets = new Set<string>();
  for (const link of store.links.iterate()) {
    linkedTargets.add(link.targetId);
    if (link.state === 'linked') targetOf.set(link.guid, link.targetId);
  }
  const { source } = withJoinedSources(settings, store);
  const latest = store.plans.latest();
  const written = latest !== null && wasWritten(latest, store);
  const pending = new Set<string>();
  if (latest !== null) for (const { guid, hold } of store.plans.changes(latest.summary.id)) if (guid !== null && (!written || hold !== null)) pending.add(guid);
  const conflicts = new Set(store.conflicts.all().flatMap(({ guid }) => guid ?? []));
  const excluded = new Set(store.resolutions.all().flatMap(({ kind, object }) => (kind === 'exclude' && object !== null ? [object] : [])));
  const knowledge: Knowledge = { conflicts, excluded, pending, linked: targetOf, scope: scopeOf(settings, source, systemClock.now()), rules: settings.rules };

  const entries: Entry[] = [];
  let sliceStart = performance.now();
  const take = async (entry: Entry): Promise<void> => {
    entries.push(entry);
    if (entries.length % rowsBetweenLooks !== 0 || performance.now() - sliceStart < sliceMs) return;
    await nextTurn();
    sliceStart = performance.now();
  };
  for (const row of source.iterate(['user', 'group', 'contact'])) await take(sourceEntry(row, stateOf(row, knowledge), targetOf));
  for (const row of store.target.iterate(['user', 'group'])) if (row.state === 'present' && !linkedTargets.has(row.id)) await take(targetEntry(row));
  const collator = new Intl.Collator('en');
  return entries.sort((left, right) => collator.compare(left.row.name, right.row.name) || (left.row.key < right.row.key ? -1 : 1));
}

/** What passes a filter; the facets count the states without the filter by state. */
export function selectObjects(index: ObjectIndex, { text: asked, state, kind }: ObjectFilter): { readonly rows: readonly ObjectRow[]; readonly facets: ReadonlyMap<ObjectState, number> } {
  const words = asked.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const facets = new Map<ObjectState, number>();
  const rows: ObjectRow[] = [];
  for (const { row, text: all } of index) {
    if (kind !== null && row.kind !== kind) continue;
    if (!words.every((word) => all.includes(word))) continue;
    facets.set(row.state, (facets.get(row.state) ?? 0) + 1);
    if (state === null || row.state === state) rows.push(row);
  }
  return { rows, facets };
}
