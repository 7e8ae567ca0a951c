import type { Conflict, OtherObject } from '../../../../../shared/conflict.ts';
import type { Explanation } from '../../../../../shared/explanation.ts';
import type { ConflictCard, ConflictComparison, ConflictDetail } from '../../../../../shared/ipc/conflicts.ts';
import type { AttributeValue } from '../../../../../shared/plan.ts';
import { explain } from '../../../../sync/explain.ts';
import { commonNameOf, parentDn } from '../../../../sync/names/dn.ts';
import { unmangled } from '../../../../sync/review/describe.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { systemClock } from '../../../system.ts';
import { pathOf } from '../plan/plan-index.ts';
import type { OpenConflict, Review } from './review.ts';

type Side = { readonly card: ConflictCard; value(property: string): AttributeValue; readonly properties: readonly string[] };

/** Shown although both sides may be empty or Causeway does not write them: people tell objects apart by these. */
const always = ['displayName', 'userPrincipalName', 'mail'];

function sourceSide(explained: Explanation | null, card: ConflictCard, contested: string | null, claimed: string | null): Side {
  const wanted = new Map<string, AttributeValue>(explained?.attributes.map((attribute) => [attribute.name, attribute.wanted]) ?? []);
  // What is refused or contested is not among the wanted values, and yet the very thing to look at.
  if (contested !== null && claimed !== null && (wanted.get(contested) ?? null) === null) wanted.set(contested, claimed);
  return { card, properties: [...wanted.keys()], value: (property) => wanted.get(property) ?? null };
}

function sourceCard(store: StagingStore, guid: string, fallback: { readonly dn: string; readonly type: 'user' | 'group' }, subject: boolean): ConflictCard {
  const row = store.source.get(guid);
  const dn = row?.dn ?? fallback.dn;
  const type = row === null ? fallback.type : row.kind === 'group' ? 'group' : row.kind === 'contact' ? 'contact' : 'user';
  return { id: guid, side: 'source', type, name: commonNameOf(dn), dn, container: pathOf(parentDn(dn)), state: row === null || row.state === 'gone' ? 'gone' : 'present', roles: [], linkedTo: null, subject };
}

function rolesOf(store: StagingStore, id: string): readonly string[] {
  return [...new Set((store.facts.get()?.roles ?? []).filter(({ memberId }) => memberId === id).map(({ role }) => role))].sort();
}

function targetSide(store: StagingStore, other: OtherObject): Side {
  const row = store.target.get(other.id);
  const present = row !== null && row.state === 'present';
  const deleted = store.facts.get()?.deleted.find(({ id }) => id === other.id);
  const values: Readonly<Record<string, AttributeValue>> = row?.attributes ?? (deleted === undefined ? {} : { displayName: deleted.displayName, userPrincipalName: unmangled(deleted.userPrincipalName, deleted.id), onPremisesImmutableId: deleted.onPremisesImmutableId });
  const link = store.links.byTarget(other.id);
  return {
    card: { id: other.id, side: 'target', type: other.type, name: other.name, dn: null, container: [], state: present ? 'present' : deleted !== undefined || row?.state === 'softDeleted' ? 'deleted' : 'gone', roles: rolesOf(store, other.id), linkedTo: link === null || link.state === 'released' ? null : commonNameOf(link.dn), subject: false },
    properties: [],
    value: (property) => values[property] ?? null,
  };
}

function canonical(value: AttributeValue): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '';
  return (Array.isArray(value) ? [...(value as readonly string[])].sort().join('\n') : String(value)).toLowerCase();
}

function compare(sides: readonly Side[], contested: string | null): readonly ConflictComparison[] {
  const names = [...new Set([...(contested === null ? [] : [contested]), ...always, ...sides.flatMap(({ properties }) => properties)])];
  const rows = names.map((name) => {
    const values = sides.map((side) => side.value(name));
    return { name, values, differs: new Set(values.map(canonical)).size > 1, contested: name === contested };
  });
  const shown = rows.filter(({ values, contested: asked }) => asked || values.some((value) => canonical(value) !== ''));
  return shown.sort((left, right) => Number(right.contested) - Number(left.contested) || Number(right.differs) - Number(left.differs));
}

/** Everything a person needs to decide: the objects side by side, as Graph properties, with what differs first. */
export function conflictDetail({ rows, resolutions }: Review, conflict: OpenConflict, store: StagingStore, settings: Settings): ConflictDetail | null {
  const row = rows.find(({ id }) => id === conflict.id);
  if (row === undefined) return null;
  const sourceOf = (guid: string, card: ConflictCard): Side => sourceSide(explain(guid, settings, store, systemClock.now()), card, conflict.attribute, conflict.value);
  const subject = conflict.guid === null ? sourceSide(null, sourceCard(store, '', conflict, true), null, null) : sourceOf(conflict.guid, sourceCard(store, conflict.guid, conflict, true));
  const others = conflict.others.map((other) => (other.side === 'target' ? targetSide(store, other) : sourceOf(other.id, sourceCard(store, other.id, { dn: other.name, type: other.type === 'group' ? 'group' : 'user' }, false))));
  const sides = [subject, ...others];
  return { row, conflict: plainConflict(conflict), firstSeen: conflict.firstSeen, decision: resolutions.get(conflict.id) ?? null, cards: sides.map(({ card }) => card), comparison: compare(sides, conflict.attribute), domains: store.facts.get()?.domains.filter(({ verified }) => verified).map(({ name }) => name) ?? [] };
}

function plainConflict({ firstSeen: _, ...conflict }: OpenConflict): Conflict {
  return conflict;
}
