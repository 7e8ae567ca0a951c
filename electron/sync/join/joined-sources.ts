import type { PlanNote } from '../../../shared/plan.ts';
import type { UnreadSource } from '../../../shared/run.ts';
import type { Settings } from '../settings.ts';
import type { SourceMember, SourceRow, StagingStore } from '../store.ts';
import { joinMapOf } from './join-map.ts';
import { mergeRows } from './merge-rows.ts';

type Source = StagingStore['source'];

export type JoinedSources = {
  /** The source space with one row per identity, and members and managers that mean identities. */
  readonly source: Source;
  /** For the plan: what could not be joined, and what could not be read. */
  readonly notes: readonly PlanNote[];
};

const foreignPrincipal = /^CN=(S-1-[\d-]+),CN=ForeignSecurityPrincipals,/i;

function notesOn(unread: readonly UnreadSource[]): readonly PlanNote[] {
  return unread.map(({ source, message }) => ({ dn: source, attribute: null, text: `could not be read in this run (${message}); what it contributes stays as it was last read, and nothing is deleted meanwhile` }));
}

/**
 * The staged directory as the engine plans it. With one source it is what was staged. With several, the objects that are
 * joined appear as one row; a foreign security principal stands for the object whose SID it holds.
 */
export function joinSources(settings: Settings, store: Pick<StagingStore, 'source' | 'links'>, unread: readonly UnreadSource[] = []): JoinedSources {
  const { source, links } = store;
  if (settings.sources.length === 1) return { source, notes: [] };
  const map = joinMapOf(settings, source, links);
  const order = new Map(settings.sources.map(({ name }, index) => [name, index]));

  const meant = (guid: string): string => {
    const principal = map.meantBy.get(guid) ?? guid;
    return map.firstOf.get(principal) ?? principal;
  };
  const resolved = ({ guid, dn }: SourceMember): SourceMember => {
    if (guid !== null) return { guid: meant(guid), dn };
    const sid = foreignPrincipal.exec(dn)?.[1]?.toLowerCase();
    const found = sid === undefined ? undefined : map.bySid.get(sid);
    return found === undefined ? { guid, dn } : { guid: meant(found), dn };
  };
  const membersOf = (members: readonly SourceMember[]): readonly SourceMember[] => {
    const known = new Set<string>();
    return members.map(resolved).filter(({ guid }) => guid === null || (!known.has(guid) && known.add(guid)));
  };
  const joined = (row: SourceRow): SourceRow => {
    const rest = (map.others.get(row.guid) ?? []).flatMap((guid) => source.get(guid) ?? []);
    const whole = rest.length === 0 ? row : mergeRows([row, ...rest], order);
    return { ...whole, managerGuid: whole.managerGuid === null ? null : meant(whole.managerGuid) };
  };
  const identityOf = (row: SourceRow | null): SourceRow | null => {
    if (row === null) return null;
    const first = map.firstOf.get(row.guid);
    const found = first === undefined ? row : (source.get(first) ?? row);
    return joined(found);
  };

  function* identities(rows: Iterable<SourceRow>): Generator<SourceRow, void, undefined> {
    for (const row of rows) if (!map.firstOf.has(row.guid)) yield joined(row);
  }

  const view: Source = {
    ...source,
    iterate: (kinds) => identities(source.iterate(kinds)),
    scan: (kinds) => identities(source.scan(kinds)),
    get: (guid) => identityOf(source.get(guid)),
    findByDn: (dn) => identityOf(source.findByDn(dn)),
    search(text) {
      const found = new Map(source.search(text).map((row) => identityOf(row) ?? row).map((row) => [row.guid, row]));
      return [...found.values()];
    },
    members: (groupGuid) => membersOf(source.members(groupGuid)),
    *iterateMembers() {
      for (const { groupGuid, members } of source.iterateMembers()) yield { groupGuid, members: membersOf(members) };
    },
  };
  return { source: view, notes: [...map.notes, ...notesOn(unread)] };
}

/** The whole store with joined sources, for who answers questions between runs. */
export function withJoinedSources(settings: Settings, store: StagingStore): StagingStore {
  return settings.sources.length === 1 ? store : { ...store, source: joinSources(settings, store).source };
}
