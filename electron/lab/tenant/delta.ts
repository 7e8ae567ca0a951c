import type { Entity, Kind, LogEntry } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Answer, Call, World } from './world.ts';
import { liveEntity } from './directory.ts';
import { GraphFailure, badRequest } from './failure.ts';
import { parseFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { guidPattern } from './ids.ts';
import { isObject, isTextList } from './json.ts';
import { openToken, sealToken } from './page-token.ts';
import { project, selectedProperties, valueOf } from './projection.ts';
import { collections, odataTypes } from './properties.ts';
import { context, isVisible } from './world.ts';

/**
 * Delta queries: learn.microsoft.com/graph/delta-query-overview, -groups, -users.
 * A round goes from one sequence of the change log (`since`, 0 for a first round) to another (`until`); pages follow each
 * other by position. Whatever changes meanwhile is told again in the next round: replays happen, losses do not.
 */
type Round = {
  readonly kind: Kind;
  /** Null: the kind's default properties. */
  readonly select: readonly string[] | null;
  readonly links: readonly string[];
  /** `$filter=id eq …`; null: all objects. */
  readonly ids: readonly string[] | null;
  readonly since: number;
  readonly until: number;
  /** Index in the order of creation (first round) or in the change log. */
  readonly position: number;
  /** Within a group: the last link sequence already sent, additions first. */
  readonly link: { readonly phase: 'added' | 'removed'; readonly sequence: number } | null;
  readonly isFirst: boolean;
  readonly serial: number;
  readonly issuedAt: number;
};

const lifetimeMs = 7 * 86_400_000;
const linkNames: Readonly<Record<Kind, readonly string[]>> = { user: ['manager'], group: ['members', 'owners'], contact: ['manager'] };

function idsOf(filter: Filter): readonly string[] {
  if (filter.kind === 'or') return [...idsOf(filter.left), ...idsOf(filter.right)];
  if (filter.kind === 'compare' && filter.path === 'id' && filter.operator === 'eq' && typeof filter.value === 'string' && guidPattern.test(filter.value)) return [filter.value.toLowerCase()];
  throw badRequest("Delta queries support only 'id eq' in $filter.");
}

/** The last sequence that can be seen already: all of them, or those older than the visibility delay. */
function visibleSequence(world: World, kind: Kind): number {
  const { visibilityDelayMs, visibilityFrom } = world.faults.current;
  if (visibilityDelayMs === 0) return world.directory.sequence;
  const limit = world.now() - visibilityDelayMs;
  return world.directory.log[kind].findLast((entry) => entry.at <= limit || entry.sequence <= visibilityFrom)?.sequence ?? 0;
}

function firstRound(world: World, call: Call, kind: Kind): Round {
  const { query } = call;
  for (const option of ['top', 'orderby', 'expand', 'search', 'count']) {
    if (query.given.has(option)) throw badRequest(`The query option '$${option}' is not supported for delta queries on this resource.`);
  }
  const links = linkNames[kind].filter((name) => query.select?.some((selected) => selected.toLowerCase() === name) ?? name === 'members');
  selectedProperties(kind, query.select, world.extensions);
  const ids = query.filter === null ? null : idsOf(parseFilter(query.filter));
  if (ids !== null && ids.length > 50) throw badRequest('Delta queries support at most 50 ids in $filter.');
  return { kind, select: query.select, links, ids, since: 0, until: visibleSequence(world, kind), position: 0, link: null, isFirst: true, serial: 0, issuedAt: 0 };
}

function isRound(value: JsonValue | null): value is JsonObject & Round {
  return isObject(value) && typeof value['position'] === 'number' && typeof value['until'] === 'number' && isTextList(value['links']);
}

function openedRound(world: World, kind: Kind, token: string): Round {
  const opened = openToken(token);
  if (!isRound(opened) || opened.kind !== kind) throw badRequest('Badly formed token.');
  const expired = opened.issuedAt + lifetimeMs < world.now() || opened.serial <= world.faults.current.deltaTokensBefore;
  if (expired) throw new GraphFailure(400, 'syncStateNotFound', 'The sync state generation is not found; the delta token has expired. Start again with a full synchronization.');
  return opened;
}

function sealRound(world: World, round: Round): string {
  world.deltaSerial.value += 1;
  return sealToken({ ...round, serial: world.deltaSerial.value, issuedAt: world.now() });
}

function startOf(world: World, call: Call, kind: Kind): Round {
  const { skipToken, deltaToken } = call.query;
  if (skipToken !== null) return openedRound(world, kind, skipToken);
  if (deltaToken === null || deltaToken === '') return firstRound(world, call, kind);
  if (deltaToken.toLowerCase() === 'latest') {
    const round = firstRound(world, call, kind);
    return { ...round, isFirst: false, since: round.until, position: logStart(world.directory.log[kind], round.until) };
  }
  const finished = openedRound(world, kind, deltaToken);
  return { ...finished, isFirst: false, since: finished.until, until: visibleSequence(world, kind), position: logStart(world.directory.log[kind], finished.until), link: null };
}

/** The first log index after the sequence. */
function logStart(log: readonly LogEntry[], since: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log[middle]?.sequence ?? 0) <= since) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Step = { readonly entity: Entity | undefined; readonly id: string; readonly goneReason: 'changed' | 'deleted' | null };

/** What stands at a position of the round: nothing, an object to tell, or one to skip. */
function stepAt(world: World, round: Round, position: number): Step | 'end' | 'skip' {
  const { directory } = world;
  if (round.isFirst) {
    const id = directory.order[round.kind][position];
    if (id === undefined) return 'end';
    const entity = liveEntity(directory, id);
    if (entity === undefined || entity.bornSequence > round.until || !isVisible(world, entity) || (round.ids !== null && !round.ids.includes(id))) return 'skip';
    return { entity, id, goneReason: null };
  }
  const entry = directory.log[round.kind][position];
  if (entry === undefined || entry.sequence > round.until) return 'end';
  if (entry.previous > round.since || (round.ids !== null && !round.ids.includes(entry.id))) return 'skip';
  const entity = directory.entities.get(entry.id);
  if (entity === undefined) return { entity, id: entry.id, goneReason: 'deleted' };
  return { entity, id: entry.id, goneReason: entity.deletedAt === null ? null : 'changed' };
}

function linkOf(world: World, id: string, removed: boolean): JsonObject {
  const kind = world.directory.entities.get(id)?.kind ?? world.directory.gone.get(id) ?? 'user';
  return { '@odata.type': odataTypes[kind], id, ...(removed ? { '@removed': { reason: 'deleted' } } : {}) };
}

type LinkPage = { readonly links: readonly JsonObject[]; readonly rest: Round['link'] };

/** Membership changes of the group from the cursor on, at most `budget`. */
function memberChanges(world: World, round: Round, group: Entity, isFull: boolean, start: Round['link'], budget: number): LinkPage {
  const links: JsonObject[] = [];
  const phases = [['added', group.members], ['removed', group.removedMembers]] as const;
  for (const [phase, members] of phases) {
    if (phase === 'removed' && isFull) continue;
    if (phase === 'added' && start?.phase === 'removed') continue;
    const from = start?.phase === phase ? start.sequence : isFull ? 0 : round.since;
    for (const [id, sequence] of members) {
      if (sequence <= from || sequence > round.until) continue;
      if (phase === 'added' && liveEntity(world.directory, id) === undefined) continue;
      if (links.length === budget) return { links, rest: { phase, sequence: sequence - 1 } };
      links.push(linkOf(world, id, phase === 'removed'));
    }
  }
  return { links, rest: null };
}

function managerChanges(world: World, round: Round, user: Entity, isFull: boolean): readonly JsonObject[] {
  const removed = isFull ? [] : [...user.removedManagers].filter(([, sequence]) => sequence > round.since).map(([id]) => linkOf(world, id, true));
  const isNew = user.managerId !== null && (isFull || user.managerSequence > round.since);
  const present = isNew && user.managerId !== null && liveEntity(world.directory, user.managerId) !== undefined ? [linkOf(world, user.managerId, false)] : [];
  return [...removed, ...present];
}

/** The object's properties to tell; null when nothing that is tracked has changed. */
function tellProperties(world: World, round: Round, entity: Entity, isFull: boolean, minimal: boolean): JsonObject | null {
  const names = selectedProperties(entity.kind, round.select, world.extensions).filter((name) => name !== 'id');
  const changed = (name: string): boolean => (entity.changed.get(name) ?? 0) > round.since;
  if (!isFull && !names.some(changed)) return null;
  const told = names.filter((name) => {
    if (!isFull && minimal) return changed(name);
    return entity.properties[name] !== undefined && (entity.properties[name] !== null || entity.changed.has(name));
  });
  return Object.fromEntries(told.map((name) => [name, name === 'onPremisesExtensionAttributes' ? valueOf(entity, name) : (project(entity, [name])[name] ?? null)]));
}

/** Answers one page of a delta query. */
export function delta(world: World, call: Call, kind: Kind): Answer {
  const collection = collections[kind];
  if (world.faults.takeDeltaReset(collection)) {
    const location = `${world.graph()}/${collection}/delta?$deltatoken=${call.query.bound === '' ? '' : `&${call.query.bound}`}`;
    throw new GraphFailure(410, 'syncStateNotFound', 'The sync state generation is not found. Start again with a full synchronization.', { headers: { Location: location } });
  }
  const round = startOf(world, call, kind);
  const minimal = (call.headers['prefer'] ?? '').toLowerCase().replaceAll(' ', '').split(',').includes('return=minimal');
  const value: JsonObject[] = [];
  let linkBudget = world.deltaPage.links;
  let { position, link } = round;
  let finished = false;
  while (value.length < world.deltaPage.objects && linkBudget > 0) {
    const step = stepAt(world, round, position);
    if (step === 'end') {
      finished = true;
      break;
    }
    if (step === 'skip') {
      position += 1;
      continue;
    }
    if (step.goneReason !== null || step.entity === undefined) {
      value.push({ id: step.id, '@removed': { reason: step.goneReason ?? 'deleted' } });
      position += 1;
      continue;
    }
    const told = tell(world, round, step.entity, link, linkBudget, minimal);
    if (told.object !== null) value.push(told.object);
    linkBudget -= told.links;
    link = told.rest;
    if (link === null) position += 1;
  }
  if (!finished && link === null) finished = isAtEnd(world, round, position);
  const next = { ...round, position, link };
  const address = `${world.graph()}/${collection}/delta`;
  const select = round.select === null ? '' : `(${round.select.join(',')})`;
  return {
    status: 200,
    ...(minimal ? { headers: { 'Preference-Applied': 'return=minimal' } } : {}),
    body: {
      '@odata.context': context(world, `${collection}${select}`),
      ...(finished ? { '@odata.deltaLink': `${address}?$deltatoken=${sealRound(world, { ...next, link: null })}` } : { '@odata.nextLink': `${address}?$skiptoken=${sealRound(world, next)}` }),
      value,
    },
  };
}

/** Whether only positions to skip are left, so that a full last page carries the delta link itself. */
function isAtEnd(world: World, round: Round, position: number): boolean {
  return stepAt(world, round, position) === 'end';
}

function tell(world: World, round: Round, entity: Entity, link: Round['link'], budget: number, minimal: boolean): { readonly object: JsonObject | null; readonly links: number; readonly rest: Round['link'] } {
  const isFull = round.isFirst || entity.bornSequence > round.since;
  const properties = tellProperties(world, round, entity, isFull, minimal);
  const changes: Record<string, JsonValue> = {};
  let rest: Round['link'] = null;
  let count = 0;
  if (round.links.includes('members')) {
    const page = memberChanges(world, round, entity, isFull, link, budget);
    if (page.links.length > 0) changes['members@delta'] = page.links;
    count = page.links.length;
    rest = page.rest;
  }
  if (round.links.includes('owners') && entity.owners.size > 0 && (isFull || properties !== null)) changes['owners@delta'] = [...entity.owners.keys()].map((id) => linkOf(world, id, false));
  if (round.links.includes('manager')) {
    const managers = managerChanges(world, round, entity, isFull);
    if (managers.length > 0) changes['manager@delta'] = managers;
  }
  if (properties === null && Object.keys(changes).length === 0) return { object: null, links: 0, rest };
  const shown = properties ?? (minimal ? {} : (tellProperties(world, { ...round, since: 0 }, entity, true, false) ?? {}));
  return { object: { id: entity.id, ...shown, ...changes }, links: count, rest };
}
