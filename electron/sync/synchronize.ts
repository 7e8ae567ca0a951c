import type { Conflict } from '../../shared/conflict.ts';
import type { PlanNote, PlanSummary } from '../../shared/plan.ts';
import type { UnreadSource } from '../../shared/run.ts';
import type { TenantFacts } from './directory.ts';
import { flowContext } from './flow/context.ts';
import { joinSources } from './join/joined-sources.ts';
import { indexDeleted, indexLinks, type LinkIndex } from './match/match.ts';
import { ruleJoins } from './match/rule-joins.ts';
import { indexTarget, type TargetIndex } from './match/target-index.ts';
import { openPlanBook } from './plan/book.ts';
import type { Composition } from './plan/context.ts';
import { decide } from './plan/decide.ts';
import { composeDepartures, deletionKey } from './plan/departing.ts';
import { planExtensions } from './plan/extensions.ts';
import { departures } from './plan/departures.ts';
import { gather, Tally } from './plan/gather.ts';
import { composeIdentities, composeMemberships } from './plan/present.ts';
import { placeProtected } from './plan/protect.ts';
import type { Verdict } from './plan/verdict.ts';
import { wordsOf } from './plan/words.ts';
import type { Cancel, Digest } from './ports.ts';
import { openBook } from './review/book.ts';
import { scopeOf } from './scope/scope.ts';
import type { Settings } from './settings.ts';
import type { Refusal, StagingStore } from './store.ts';

/** Changes when the engine would plan differently on the same data: a stored plan is then computed anew. */
const engineVersion = 1;

export type SynchronizeRequest = { readonly runId: string; readonly settings: Settings; readonly facts: TenantFacts; readonly now: Date; /** Sources that this run could not read. */ readonly unread?: readonly UnreadSource[] };
export type SynchronizePorts = { readonly store: StagingStore; readonly digest: Digest; readonly cancel: Cancel; readonly step?: (done: number, total: number) => void };

/** The plan of a synchronization; `reused` when nothing it depends on changed since it was computed. */
export type Synchronized = { readonly summary: PlanSummary; readonly reused: boolean };

/** Digest of everything a plan depends on. Expiring accounts and disableThenDelete make the day part of it. */
function inputsOf(request: SynchronizeRequest, { store, digest }: SynchronizePorts): string {
  const { settings, facts, now, unread = [] } = request;
  const refusals = store.refusals.all().map((refusal) => refusal.fingerprint);
  const day = now.toISOString().slice(0, 10);
  return digest(JSON.stringify([engineVersion, settings, facts, store.source.version(), store.target.version(), store.resolutions.version(), refusals, day, unread]));
}

function writesSomething(summary: PlanSummary): boolean {
  const { users, groups, members, managers, extensions = [] } = summary;
  const objects = [users, groups].reduce((sum, counts) => sum + counts.create + counts.restore + counts.link + counts.update + counts.disable + counts.delete, 0);
  return objects + extensions.length + members.add + members.remove + managers.set + managers.clear > 0;
}

function groupByAnchor(refusals: readonly Refusal[]): ReadonlyMap<string, readonly Refusal[]> {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refusals) groups.set(refusal.anchor, [...(groups.get(refusal.anchor) ?? []), refusal]);
  return groups;
}

/** Keys of identities and deletions that hand a value over in this plan, or take one over. */
function entangledKeys(verdicts: readonly Verdict[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const verdict of verdicts) {
    if (verdict.waitsFor.size === 0 || verdict.drafts.length > 0) continue;
    keys.add(verdict.identity.guid);
    for (const other of verdict.waitsFor) keys.add(other);
  }
  return keys;
}

/**
 * The synchronization phase: staged data and configuration in, a plan and conflicts out (design, section 2).
 * No I/O but the staging store; the same staged data and configuration give the same plan (invariant I3).
 */
export function synchronize(request: SynchronizeRequest, ports: SynchronizePorts): Synchronized {
  const { store } = ports;
  const inputs = inputsOf(request, ports);
  const latest = store.plans.latest();
  if (latest !== null && latest.inputs === inputs && !writesSomething(latest.summary)) return { summary: latest.summary, reused: true };
  return { summary: store.transaction(() => compute(request, ports, inputs)), reused: false };
}

/** A conflict says what re-opened it as long as it stays, not only in the run that dropped the resolution. */
function keepReopened(conflict: Conflict, store: StagingStore): Conflict {
  return conflict.reopened === null ? { ...conflict, reopened: store.conflicts.get(conflict.id)?.reopened ?? null } : conflict;
}

/** Lists that were Microsoft 365 groups while the profile said so: leaving them out deletes no mailbox. */
function formerLists(lists: ReadonlySet<string>, links: LinkIndex, index: TargetIndex): readonly string[] {
  return [...lists].filter((guid) => {
    const link = links.byGuid(guid);
    return link !== undefined && index.get(link.targetId)?.group?.unified === true;
  });
}

function compute(request: SynchronizeRequest, ports: SynchronizePorts, inputs: string): PlanSummary {
  const { settings, facts, now, runId, unread = [] } = request;
  const { digest } = ports;
  const { source, notes } = joinSources(settings, ports.store, unread);
  const store: StagingStore = { ...ports.store, source };
  const extensions = planExtensions(settings.rules, facts);
  const flow = flowContext(settings, facts.domains, now, store.source, extensions.leftOut);
  const resolutions = openBook(store.resolutions.all(), digest);
  const gathered = gather(store.source, scopeOf(settings, store.source, now), flow, settings.rules);
  const index = indexTarget(store.target, facts);
  const links = indexLinks(store.links, index);
  const { verdicts, decisions, keptGuids } = decide(gathered.identities, { target: store.target, index, links, deleted: indexDeleted(facts), policies: settings.policies, joins: ruleJoins(settings.rules, store), nested: gathered.nested, flow }, flow, resolutions, store);
  const linkedBefore = { user: store.links.count('user'), group: store.links.count('group') };

  const words = wordsOf(flow.rules);
  const writer = store.plans.begin(runId, words);
  const book = openPlanBook(writer, digest);
  book.fold(JSON.stringify(words));
  const conflicts: Conflict[] = [];
  const losses = new Tally();
  const byGuid = new Map<string, Verdict>();
  for (const verdict of verdicts) byGuid.set(verdict.identity.guid, verdict);
  const leaving = new Set<string>();
  const noteAs = (note: PlanNote, order: number): void => {
    writer.note(note, order);
    book.fold(JSON.stringify(note));
  };
  const composition: Composition = {
    store,
    settings,
    flow,
    index,
    links,
    decisions,
    resolutions,
    refusals: groupByAnchor(store.refusals.all()),
    verdicts: byGuid,
    leaving,
    digest,
    book,
    losses,
    note: (note) => noteAs(note, 1),
    conflict: (conflict) => conflicts.push(conflict),
  };
  for (const note of [...extensions.notes, ...notes, ...gathered.notes]) noteAs(note, 0);

  // What left may have moved to a source that could not be read: it stays as it is until that is known.
  const staying = unread.length === 0 ? [] : departures(verdicts, { links, keptGuids }).map(({ guid }) => guid);
  const departing = composeDepartures(verdicts, composition, new Set([...keptGuids, ...staying, ...formerLists(gathered.lists, links, index)]), leaving, now);
  const entangled = entangledKeys(verdicts);
  const present = composeIdentities(composition, entangled, (done) => ports.step?.(done, verdicts.length));
  const removals = composeMemberships(composition);
  const entangledDeletions = departing.deletions.filter(({ input }) => entangled.has(deletionKey(input))).map(({ input }) => ({ key: deletionKey(input), verdict: null, input }));
  const protection = placeProtected(
    { deletions: departing.deletions, disables: [...departing.disables, ...present.disables], removals, entangling: [...entangledDeletions, ...present.entangling], linkedBefore },
    composition,
    writer,
  );

  conflicts.sort((left, right) => (left.id < right.id ? -1 : 1));
  const excludedHere = decisions.excluded.size;
  const scope = { inScope: gathered.inScope - excludedHere, excluded: excludedHere === 0 ? gathered.excluded : { ...gathered.excluded, resolution: excludedHere } };
  const notSynchronizable = { ...gathered.notSynchronizable, ...losses.result(), device: 0 };
  if (extensions.create.length > 0) book.fold(JSON.stringify(extensions.create));
  book.fold(JSON.stringify([conflicts.map(({ reopened: _, ...conflict }) => conflict), notSynchronizable, scope, protection]));
  const summary: PlanSummary = {
    id: book.planId(),
    users: book.users,
    groups: book.groups,
    members: book.members,
    managers: book.managers,
    protection,
    notSynchronizable,
    scope,
    conflicts: conflicts.filter((conflict) => conflict.situation !== 'sourceMissing').length,
    ...(extensions.create.length > 0 ? { extensions: extensions.create } : {}),
  };
  store.conflicts.replace(conflicts.map((conflict) => keepReopened(conflict, store)), now.toISOString());
  for (const resolution of resolutions.stale()) store.resolutions.remove(resolution.conflictId);
  writer.finish(summary, inputs, now.toISOString());
  return summary;
}
