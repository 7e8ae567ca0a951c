import type { Conflict } from '../../shared/conflict.ts';
import type { Hold, PlanSummary } from '../../shared/plan.ts';
import type { TenantFacts } from './directory.ts';
import { flowContext } from './flow/compute.ts';
import { indexDeleted, indexLinks } from './match/match.ts';
import { indexTarget } from './match/target-index.ts';
import { openPlanBook, type ChangeInput } from './plan/book.ts';
import { composeMain } from './plan/compose.ts';
import type { Composition } from './plan/context.ts';
import { decide } from './plan/decide.ts';
import { departures } from './plan/departures.ts';
import { gather, Tally } from './plan/gather.ts';
import { leavingOf, type Leaving } from './plan/leave.ts';
import { composeManager } from './plan/managers.ts';
import { composeMembership } from './plan/memberships.ts';
import { trippedKinds, type ProtectedCount, type ProtectionKind } from './plan/protection.ts';
import { addEntangled, type Entangling } from './plan/release.ts';
import type { Verdict } from './plan/verdict.ts';
import type { Cancel, Digest } from './ports.ts';
import { conflictOf, openBook } from './review/book.ts';
import { scopeOf } from './scope/scope.ts';
import type { Settings } from './settings.ts';
import type { Refusal, StagingStore } from './store.ts';

/** Changes when the engine would plan differently on the same data: a stored plan is then computed anew. */
const engineVersion = 1;

export type SynchronizeRequest = { readonly runId: string; readonly settings: Settings; readonly facts: TenantFacts; readonly now: Date };
export type SynchronizePorts = { readonly store: StagingStore; readonly digest: Digest; readonly cancel: Cancel; readonly step?: (done: number, total: number) => void };

/** The plan of a synchronization; `reused` when nothing it depends on changed since it was computed. */
export type Synchronized = { readonly summary: PlanSummary; readonly reused: boolean };

/** Digest of everything a plan depends on. Expiring accounts and disableThenDelete make the day part of it. */
function inputsOf(request: SynchronizeRequest, { store, digest }: SynchronizePorts): string {
  const { settings, facts, now } = request;
  const refusals = store.refusals.all().map((refusal) => refusal.fingerprint);
  const day = now.toISOString().slice(0, 10);
  return digest(JSON.stringify([engineVersion, settings, facts, store.source.version(), store.target.version(), store.resolutions.version(), refusals, day]));
}

function writesSomething(summary: PlanSummary): boolean {
  const { users, groups, members, managers } = summary;
  const objects = [users, groups].reduce((sum, counts) => sum + counts.create + counts.restore + counts.link + counts.update + counts.disable + counts.delete, 0);
  return objects + members.add + members.remove + managers.set + managers.clear > 0;
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

function compute(request: SynchronizeRequest, ports: SynchronizePorts, inputs: string): PlanSummary {
  const { settings, facts, now, runId } = request;
  const { store, digest } = ports;
  const flow = flowContext(settings, facts.domains, now);
  const resolutions = openBook(store.resolutions.all(), digest);
  const gathered = gather(store.source, scopeOf(settings, store.source), flow);
  const index = indexTarget(store.target, facts);
  const links = indexLinks(store.links);
  const { verdicts, decisions } = decide(gathered.identities, { target: store.target, index, links, deleted: indexDeleted(facts), policies: settings.policies, flow }, flow, resolutions, store.source);
  const linkedBefore = { user: store.links.count('user'), group: store.links.count('group') };

  const writer = store.plans.begin(runId);
  const book = openPlanBook(writer, digest);
  const conflicts: Conflict[] = [];
  const losses = new Tally();
  const byGuid = new Map(verdicts.map((verdict) => [verdict.identity.guid, verdict]));
  const leavingTargets = new Set<string>();
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
    leaving: leavingTargets,
    digest,
    book,
    losses,
    note: (note) => {
      writer.note(note);
      book.fold(JSON.stringify(note));
    },
    conflict: (conflict) => conflicts.push(conflict),
  };
  for (const note of gathered.notes) composition.note(note);

  const entangled = entangledKeys(verdicts);
  const entangling: Entangling[] = [];
  const disables: ChangeInput[] = [];
  const deletes: { readonly input: ChangeInput; readonly draft: Extract<Leaving, { kind: 'change' }>['draft'] }[] = [];

  for (const link of departures(verdicts, { links, keptGuids: decisions.excluded })) {
    const leaving = leavingOf(link, composition, now);
    if (leaving.kind === 'link') {
      const stored = store.links.get(link.anchor);
      if (leaving.state === 'forgotten') store.links.remove(link.anchor);
      else if (stored !== null && stored.state !== leaving.state) store.links.put({ ...stored, state: leaving.state, since: now.toISOString() });
    }
    if (leaving.kind !== 'change') continue;
    if (leaving.input.action === 'delete') leavingTargets.add(link.targetId);
    const key = `delete:${link.targetId}`;
    if (entangled.has(key)) entangling.push({ key, verdict: null, input: leaving.input });
    if (leaving.input.action === 'delete') deletes.push({ input: leaving.input, draft: leaving.draft });
    else disables.push(leaving.input);
  }

  let done = 0;
  for (const row of store.source.iterate(['user', 'group'])) {
    const verdict = byGuid.get(row.guid);
    if (verdict === undefined) continue;
    done += 1;
    if (done % 1000 === 0) ports.step?.(done, verdicts.length);
    const input = composeMain(row, verdict, composition);
    if (input !== null) {
      const counts = book.counts(input.type);
      if (input.action === 'create' || input.action === 'link' || input.action === 'restore' || input.action === 'update' || input.action === 'disable') counts[input.action] += 1;
      if (entangled.has(row.guid)) entangling.push({ key: row.guid, verdict, input });
      else if (input.action === 'disable') disables.push(input);
      else book.add(input);
    }
    if (row.kind === 'user') composeManager(row, verdict, composition);
  }

  const removals: { readonly id: string; readonly count: number }[] = [];
  const protectedCounts: ProtectedCount[] = [];
  for (const row of store.source.iterate(['group'])) {
    const verdict = byGuid.get(row.guid);
    const removal = verdict === undefined ? null : composeMembership(row, verdict, composition);
    if (removal === null) continue;
    removals.push({ id: removal.changeId, count: removal.count.count });
    protectedCounts.push(removal.count);
  }

  for (const type of ['user', 'group'] as const) {
    const disabledForGood = disables.filter((input) => input.type === type && input.reason === 'sourceMissing').length;
    book.counts(type).delete = deletes.filter(({ input }) => input.type === type).length;
    book.counts(type).disable += disabledForGood;
    protectedCounts.push({ kind: 'delete', what: `linked ${type}s`, count: book.counts(type).delete, population: linkedBefore[type] });
    protectedCounts.push({ kind: 'disable', what: `linked ${type}s`, count: book.counts(type).disable, population: linkedBefore[type] });
  }
  const tripped = trippedKinds(protectedCounts, settings.limits);
  const heldIds: string[] = [];
  const holdFor = (kind: ProtectionKind): Hold | null => {
    const text = tripped.get(kind);
    return text === undefined ? null : { by: 'protection', kind, text };
  };
  const deleteHold = holdFor('delete');
  for (const { input, draft } of deletes) {
    const id = book.idOf('delete', input.type, input.anchor);
    if (!entangled.has(`delete:${input.target ?? ''}`)) book.add({ ...input, hold: deleteHold });
    if (deleteHold === null) continue;
    heldIds.push(`${id} ${input.target ?? ''}`);
    const conflict = conflictOf([draft], input.dn, resolutions, store, digest);
    if (conflict !== null) conflicts.push(conflict);
  }
  const disableHold = holdFor('disable');
  for (const input of disables) {
    const others = (input.attributes ?? []).filter((attribute) => attribute.name !== 'accountEnabled');
    if (disableHold === null || others.length === 0) book.add({ ...input, hold: disableHold });
    else {
      book.add({ ...input, attributes: (input.attributes ?? []).filter((attribute) => attribute.name === 'accountEnabled'), hold: disableHold });
      book.add({ ...input, action: 'update', attributes: others });
    }
    if (disableHold !== null) heldIds.push(`${book.idOf('disable', input.type, input.anchor)} ${input.target ?? ''}`);
  }
  const removalHold = holdFor('memberRemove');
  if (removalHold !== null) {
    for (const removal of removals) {
      writer.hold(removal.id, removalHold);
      heldIds.push(`${removal.id} ${removal.count}`);
    }
  }
  addEntangled(
    entangling.map((change) => ({ ...change, input: { ...change.input, hold: change.input.action === 'delete' ? deleteHold : change.input.action === 'disable' ? disableHold : null } })),
    book,
    flow,
  );

  conflicts.sort((left, right) => (left.id < right.id ? -1 : 1));
  for (const conflict of conflicts) book.fold(JSON.stringify(conflict));
  const excluded = decisions.excluded.size === 0 ? gathered.excluded : { ...gathered.excluded, resolution: decisions.excluded.size };
  const notSynchronizable = { ...gathered.notSynchronizable, ...losses.result(), device: 0 };
  const scope = { inScope: gathered.inScope - decisions.excluded.size, excluded };
  book.fold(JSON.stringify([notSynchronizable, scope, [...tripped]]));
  const summary: PlanSummary = {
    id: book.planId(),
    users: book.users,
    groups: book.groups,
    members: book.members,
    managers: book.managers,
    protection: {
      tripped: tripped.size > 0,
      held: {
        delete: deleteHold === null ? 0 : deletes.length,
        disable: disableHold === null ? 0 : book.users.disable + book.groups.disable,
        memberRemove: removalHold === null ? 0 : removals.reduce((sum, removal) => sum + removal.count, 0),
      },
      limit: settings.limits.delete,
      texts: [...tripped.values()],
      heldSet: heldIds.length === 0 ? '' : digest(heldIds.sort().join('\n')),
    },
    notSynchronizable,
    scope,
    conflicts: conflicts.filter((conflict) => conflict.situation !== 'sourceMissing').length,
  };
  store.conflicts.replace(conflicts, now.toISOString());
  for (const resolution of resolutions.stale()) store.resolutions.remove(resolution.conflictId);
  writer.finish(summary, inputs, now.toISOString());
  return summary;
}
