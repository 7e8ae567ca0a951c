import type { PlanNote } from '../../../shared/plan.ts';
import type { Settings } from '../settings.ts';
import type { Link, SourceRow, StagingStore } from '../store.ts';
import { joinKeysOf } from './join-keys.ts';

/** What of a user decides who it is joined with, and which of the joined ones names the identity. */
type Candidate = {
  readonly guid: string;
  readonly dn: string;
  /** Position of its source: the lower one has precedence. */
  readonly rank: number;
  readonly state: SourceRow['state'];
  readonly linked: boolean;
  readonly enabled: boolean;
  readonly linkedMailbox: boolean;
};

/** Which AD objects of several sources stand for which identity. */
export type JoinMap = {
  /** GUID of the identity's first object → GUIDs of the others, by precedence. */
  readonly others: ReadonlyMap<string, readonly string[]>;
  /** GUID of another object → GUID of the identity's first one. */
  readonly firstOf: ReadonlyMap<string, string>;
  /** GUID of a foreign security principal → GUID of the object that it stands for. */
  readonly meantBy: ReadonlyMap<string, string>;
  /** Lower-case SID → GUID, for principals that were not read. */
  readonly bySid: ReadonlyMap<string, string>;
  readonly notes: readonly PlanNote[];
};

const accountDisabled = 2;

function isLinked({ state }: Pick<Link, 'state'>): boolean {
  return state === 'linked' || state === 'disabled';
}

/** Groups of GUIDs that keys connect. */
class Connections {
  private readonly parent = new Map<string, string>();

  root(guid: string): string {
    let root = guid;
    for (let next = this.parent.get(root); next !== undefined; next = this.parent.get(root)) root = next;
    return root;
  }

  connect(left: string, right: string): void {
    const [from, to] = [this.root(left), this.root(right)];
    if (from !== to) this.parent.set(from, to);
  }
}

/**
 * An account that is linked already keeps its identity; then an enabled account comes before a disabled one and before a
 * linked mailbox, and a source that is listed earlier before a later one.
 */
function byStanding(left: Candidate, right: Candidate): number {
  return Number(right.linked) - Number(left.linked) || Number(left.linkedMailbox) - Number(right.linkedMailbox) || Number(right.enabled) - Number(left.enabled) || left.rank - right.rank || (left.guid < right.guid ? -1 : 1);
}

/** Why these objects cannot be one identity, though a key says so; null when they can. */
function objectionTo(group: readonly Candidate[]): string | null {
  if (group.filter(({ linked }) => linked).length > 1) return 'each of them is synchronized to an Entra object of its own already; exclude one of them, or take the value that joins them from one';
  const present = group.filter(({ state }) => state !== 'gone');
  if (new Set(present.map(({ rank }) => rank)).size < present.length) return 'several of them are in the same source; make the value that joins them unique there';
  return null;
}

/** A linked object that is gone carries its identity on, unless another one of the group is linked itself: that is another identity. */
function withoutIdle(group: readonly Candidate[]): Candidate[] {
  const living = group.filter(({ state }) => state !== 'gone');
  return group.length - living.length > 1 || living.some(({ linked }) => linked) ? living : [...group];
}

/** Reads the staged users, groups and foreign principals of several sources once and decides what belongs together. */
export function joinMapOf(settings: Settings, source: StagingStore['source'], links: StagingStore['links']): JoinMap {
  const ranks = new Map(settings.sources.map(({ name }, index) => [name, index]));
  const linkedGuids = new Set<string>();
  for (const link of links.iterate()) if (isLinked(link)) linkedGuids.add(link.guid);

  const candidates = new Map<string, Candidate>();
  const being = new Map<string, string[]>();
  const claiming: { readonly guid: string; readonly key: string }[] = [];
  const bySid = new Map<string, string>();
  const principals: { readonly guid: string; readonly sid: string }[] = [];
  for (const row of source.iterate(['user', 'group', 'foreign'])) {
    const sid = row.attributes['objectSid']?.[0]?.toLowerCase();
    if (row.kind === 'foreign') {
      if (sid !== undefined) principals.push({ guid: row.guid, sid });
      continue;
    }
    const rank = ranks.get(row.source);
    const linked = linkedGuids.has(row.guid);
    if (rank === undefined || (row.state === 'gone' && !linked)) continue;
    if (sid !== undefined && row.state !== 'gone') bySid.set(sid, row.guid);
    if (row.kind !== 'user') continue;
    const { is, claims } = joinKeysOf(row, settings.join);
    if (is.length + claims.length === 0) continue;
    const enabled = (Number(row.attributes['userAccountControl']?.[0] ?? 0) & accountDisabled) === 0;
    candidates.set(row.guid, { guid: row.guid, dn: row.dn, rank, state: row.state, linked, enabled, linkedMailbox: row.attributes['msExchRecipientTypeDetails']?.[0] === '2' });
    for (const key of is) being.set(key, [...(being.get(key) ?? []), row.guid]);
    for (const key of claims) claiming.push({ guid: row.guid, key });
  }

  const connections = new Connections();
  const touched = new Set<string>();
  for (const { guid, key } of claiming) {
    for (const other of being.get(key) ?? []) {
      if (other === guid || candidates.get(other)?.rank === candidates.get(guid)?.rank) continue;
      connections.connect(guid, other);
      touched.add(guid).add(other);
    }
  }

  const groups = new Map<string, Candidate[]>();
  for (const guid of touched) {
    const candidate = candidates.get(guid);
    const root = connections.root(guid);
    if (candidate !== undefined) groups.set(root, [...(groups.get(root) ?? []), candidate]);
  }
  const others = new Map<string, readonly string[]>();
  const firstOf = new Map<string, string>();
  const notes: PlanNote[] = [];
  for (const connected of groups.values()) {
    const group = withoutIdle(connected);
    const [first, ...rest] = group.sort(byStanding);
    if (first === undefined) continue;
    const objection = objectionTo(group);
    if (objection !== null) {
      notes.push({ dn: first.dn, attribute: null, text: `is not joined with ${rest.map(({ dn }) => dn).sort().join(' and ')}: ${objection}` });
      continue;
    }
    // The first one may be gone: its identity goes on with what is left of it.
    const living = rest.filter(({ state }) => state !== 'gone').sort((left, right) => left.rank - right.rank);
    if (living.length === 0) continue;
    others.set(first.guid, living.map(({ guid }) => guid));
    for (const { guid } of living) firstOf.set(guid, first.guid);
  }
  notes.sort((left, right) => (left.dn < right.dn ? -1 : 1));
  const meantBy = new Map(principals.flatMap(({ guid, sid }) => { const meant = bySid.get(sid); return meant === undefined ? [] : [[guid, meant] as const]; }));
  return { others, firstOf, meantBy, bySid, notes };
}
