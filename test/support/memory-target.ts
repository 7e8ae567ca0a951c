import type { AttributeValue } from '../../shared/plan.ts';
import type { DeletedObject, TargetObject, TenantFacts } from '../../electron/sync/directory.ts';
import type { LookedUp, TargetConnector, TargetPage, Write, WriteAttributes, WriteResult } from '../../electron/sync/ports.ts';

/** An object of the in-memory tenant. */
export type MemoryObject = {
  readonly id: string;
  readonly kind: 'user' | 'group';
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly managerId: string | null;
  readonly members: ReadonlySet<string>;
  readonly deleted: boolean;
};

/**
 * What goes wrong with a write: `lostAfter` it was carried out, `lostBefore` it was, or a result that is answered
 * instead of carrying it out.
 */
export type Fault = 'lostAfter' | 'lostBefore' | WriteResult;

export type MemoryTargetOptions = {
  readonly fault?: (write: Write, attempt: number) => Fault | null;
  /** Called before each call and again before its answer: throw here to simulate a crash or a dead connection. */
  readonly onCall?: (name: string, moment: 'before' | 'after') => void | Promise<void>;
  /** So many look-ups by anchor or name do not see a new object yet (the tenant's index lags). */
  readonly invisibleLookUps?: number;
  readonly pageSize?: number;
  readonly pace?: 'free' | 'quota' | 'throttled';
};

export type MemoryTarget = TargetConnector & {
  readonly objects: ReadonlyMap<string, MemoryObject>;
  /** Writes that were carried out, in order. */
  readonly applied: readonly Write[];
  /** Of these, the ones that changed nothing. */
  readonly redundant: readonly Write[];
  /** Sizes of the calls of `write`, and the largest number of them at the same time. */
  readonly calls: { readonly sizes: readonly number[]; readonly mostAtOnce: number };
  /** Puts an object there, as somebody else would have. */
  seed(object: { readonly id: string; readonly kind: 'user' | 'group'; readonly attributes: WriteAttributes; readonly members?: readonly string[]; readonly managerId?: string | null }): void;
  /** The same tenant, met by a new process. */
  reconnect(options?: MemoryTargetOptions): MemoryTarget;
};

type Tenant = {
  readonly objects: Map<string, MemoryObject>;
  readonly applied: Write[];
  readonly redundant: Write[];
  /** Ids in the order of change: the delta log. */
  readonly log: string[];
  readonly seen: Map<string, number>;
  /** Members that a group once had: a delta must name the ones that left. */
  readonly once: Map<string, Set<string>>;
  readonly attempts: Map<string, number>;
};

const unique = ['userPrincipalName', 'onPremisesImmutableId'] as const;

/** A tenant in memory with the behaviour the engine depends on: uniqueness, all-or-nothing member writes, recycle bin, lost answers. */
export function createMemoryTarget(options: MemoryTargetOptions = {}): MemoryTarget {
  return connect({ objects: new Map(), applied: [], redundant: [], log: [], seen: new Map(), once: new Map(), attempts: new Map() }, options);
}

function connect(tenant: Tenant, options: MemoryTargetOptions): MemoryTarget {
  const { objects, log } = tenant;
  const sizes: number[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  let writes = 0;

  const call = async <T>(name: string, work: () => T): Promise<T> => {
    await options.onCall?.(name, 'before');
    const result = work();
    await new Promise((resolve) => setImmediate(resolve));
    await options.onCall?.(name, 'after');
    return result;
  };

  const lookedUp = (object: MemoryObject | undefined): LookedUp | null => {
    if (object === undefined) return null;
    const seen = (tenant.seen.get(object.id) ?? 0) + 1;
    tenant.seen.set(object.id, seen);
    return seen <= (options.invisibleLookUps ?? 0) ? null : { object: asTargetObject(object), deleted: object.deleted };
  };
  const find = (test: (object: MemoryObject) => boolean): MemoryObject | undefined => {
    const found = [...objects.values()].filter(test);
    return found.find(({ deleted }) => !deleted) ?? found[0];
  };

  const carryOut = (write: Write): WriteResult => {
    const before = 'id' in write ? objects.get(write.id) : null;
    const size = objects.size;
    const result = applyTo(tenant, write);
    if (result.outcome === 'done' || result.outcome === 'alreadyDone') {
      tenant.applied.push(write);
      // A create makes a new object; any other write that leaves its object as it was is redundant.
      const changed = before === null ? objects.size > size : asText(before) !== asText(objects.get(result.id));
      if (!changed) tenant.redundant.push(write);
      if (result.outcome === 'done') writes += 1;
    }
    return result;
  };

  const answer = (write: Write): WriteResult => {
    const key = JSON.stringify(write);
    const attempt = (tenant.attempts.get(key) ?? 0) + 1;
    tenant.attempts.set(key, attempt);
    const fault = options.fault?.(write, attempt) ?? null;
    if (fault === null) return carryOut(write);
    if (fault === 'lostAfter') carryOut(write);
    return typeof fault === 'string' ? { outcome: 'unknown', message: 'The connection was reset.', requestId: null } : fault;
  };

  return {
    objects,
    applied: tenant.applied,
    redundant: tenant.redundant,
    get calls() { return { sizes, mostAtOnce }; },
    seed({ id, kind, attributes, members = [], managerId = null }) {
      put(tenant, { id, kind, attributes, members: new Set(members), managerId, deleted: false });
    },
    reconnect: (next = {}) => connect(tenant, next),

    async write(list) {
      if (list.length === 0 || list.length > 20) throw new Error(`a batch of ${list.length}`);
      const touched = list.map((write) => ('id' in write ? write.id : write.kind === 'createGroup' ? write.uniqueName : String(write.attributes['onPremisesImmutableId'])));
      if (new Set(touched).size < touched.length) throw new Error(`two writes of one call touch the same object: ${touched.join(' ')}`);
      sizes.push(list.length);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      try {
        return await call('write', () => list.map(answer));
      } finally {
        atOnce -= 1;
      }
    },
    findUser: ({ immutableId, userPrincipalName }) =>
      call('findUser', () =>
        lookedUp(
          find((object) => object.kind === 'user' && object.attributes['onPremisesImmutableId'] === immutableId) ??
            find((object) => object.kind === 'user' && lower(object.attributes['userPrincipalName']) === userPrincipalName.toLowerCase()),
        ),
      ),
    findGroup: (uniqueName) => call('findGroup', () => lookedUp(find((object) => object.kind === 'group' && object.attributes['uniqueName'] === uniqueName))),
    membersOf: (id) => call('membersOf', () => { const object = live(objects, id); return object === undefined ? null : [...object.members].sort(); }),
    managerOf: (id) => call('managerOf', () => live(objects, id)?.managerId),
    read: (kind, id) => call('read', () => { const object = live(objects, id); return object?.kind === kind ? asTargetObject(object) : null; }),
    makeExtension: () => call('makeExtension', () => ({ outcome: 'available' as const })),
    statistics: () => ({ writes, retried: 0, throttledMs: 0, quotaWaitMs: 0, pace: options.pace ?? 'free' }),
    async openImport(watermark, { full }) {
      await options.onCall?.('openImport', 'before');
      const mode = full || watermark === null ? 'full' : 'delta';
      const ids = mode === 'full' ? [...objects.keys()] : [...new Set(log.slice(Number(watermark)))];
      return { mode, reason: watermark === null ? 'no watermark yet' : full ? 'asked for' : 'delta links hold', pages: pages(tenant, ids, options.pageSize ?? 100) };
    },
    tenantFacts: () => call('tenantFacts', () => facts(objects)),
    async *check() {
      await options.onCall?.('check', 'before');
      yield* [];
    },
    close: () => Promise.resolve(),
  };
}

function applyTo(tenant: Tenant, write: Write): WriteResult {
  const { objects } = tenant;
  switch (write.kind) {
    case 'createUser': {
      const refused = required(write.attributes, ['displayName', 'mailNickname', 'userPrincipalName', 'accountEnabled'], 'User') ?? taken(objects, null, write.attributes);
      if (refused !== null) return refused;
      return created(tenant, 'user', write.attributes);
    }
    case 'createGroup': {
      const attributes = { ...write.attributes, uniqueName: write.uniqueName };
      const existing = [...objects.values()].find(({ attributes: { uniqueName }, deleted }) => uniqueName === write.uniqueName && !deleted);
      if (existing !== undefined) return updated(tenant, existing.id, 'group', attributes);
      return required(attributes, ['displayName', 'mailNickname'], 'Group') ?? created(tenant, 'group', attributes);
    }
    case 'updateUser':
      return updated(tenant, write.id, 'user', write.attributes);
    case 'updateGroup':
      return updated(tenant, write.id, 'group', write.attributes);
    case 'restoreUser':
    case 'restoreGroup': {
      const object = objects.get(write.id);
      if (object === undefined) return notFound(write.id);
      const refused = taken(objects, object.id, object.attributes);
      if (refused !== null) return refused;
      put(tenant, { ...object, deleted: false });
      return { outcome: object.deleted ? 'done' : 'alreadyDone', id: write.id };
    }
    case 'deleteUser':
    case 'deleteGroup': {
      const object = live(objects, write.id);
      if (object === undefined) return { outcome: 'alreadyDone', id: write.id };
      put(tenant, { ...object, deleted: true });
      return { outcome: 'done', id: write.id };
    }
    case 'addMembers': {
      const group = live(objects, write.id);
      if (group === undefined) return notFound(write.id);
      if (write.memberIds.length > 20) return rejected('A resource cannot contain more than 20 link changes');
      const absent = write.memberIds.find((id) => live(objects, id) === undefined);
      if (absent !== undefined) return notFound(absent);
      const members = new Set([...group.members, ...write.memberIds]);
      if (members.size === group.members.size) return { outcome: 'alreadyDone', id: write.id };
      put(tenant, { ...group, members });
      return { outcome: 'done', id: write.id };
    }
    case 'removeMember': {
      const group = live(objects, write.id);
      if (group === undefined) return notFound(write.id);
      const members = new Set([...group.members].filter((id) => id !== write.memberId));
      if (members.size === group.members.size) return { outcome: 'alreadyDone', id: write.id };
      put(tenant, { ...group, members });
      return { outcome: 'done', id: write.id };
    }
    case 'setPhoto':
      return { outcome: 'done', id: write.id };
    case 'setManager':
    case 'clearManager': {
      const managerId = write.kind === 'setManager' ? write.managerId : null;
      const user = live(objects, write.id);
      if (user === undefined) return notFound(write.id);
      if (managerId !== null && live(objects, managerId) === undefined) return notFound(managerId);
      put(tenant, { ...user, managerId });
      return { outcome: user.managerId === managerId ? 'alreadyDone' : 'done', id: write.id };
    }
  }
}

function created(tenant: Tenant, kind: 'user' | 'group', attributes: WriteAttributes): WriteResult {
  const id = `${kind}-${String(tenant.objects.size + 1).padStart(6, '0')}`;
  put(tenant, { id, kind, attributes, managerId: null, members: new Set(), deleted: false });
  return { outcome: 'done', id };
}

function updated(tenant: Tenant, id: string, kind: 'user' | 'group', attributes: WriteAttributes): WriteResult {
  const object = live(tenant.objects, id);
  if (object?.kind !== kind) return notFound(id);
  const refused = taken(tenant.objects, id, attributes);
  if (refused !== null) return refused;
  put(tenant, { ...object, attributes: { ...object.attributes, ...attributes } });
  return { outcome: 'done', id };
}

function put(tenant: Tenant, object: MemoryObject): void {
  tenant.objects.set(object.id, object);
  tenant.log.push(object.id);
  tenant.once.set(object.id, new Set([...(tenant.once.get(object.id) ?? []), ...object.members]));
}

function live(objects: ReadonlyMap<string, MemoryObject>, id: string): MemoryObject | undefined {
  const object = objects.get(id);
  return object?.deleted === false ? object : undefined;
}

function taken(objects: ReadonlyMap<string, MemoryObject>, self: string | null, attributes: WriteAttributes): WriteResult | null {
  for (const property of unique) {
    const value = lower(attributes[property]);
    if (value === null) continue;
    const other = [...objects.values()].find((object) => object.id !== self && !object.deleted && lower(object.attributes[property]) === value);
    if (other !== undefined) return { ...rejected(`Another object with the same value for property ${property} already exists.`), property, conflictingIds: [other.id] };
  }
  return null;
}

function required(attributes: WriteAttributes, names: readonly string[], resource: string): WriteResult | null {
  const absent = names.find((name) => (attributes[name] ?? null) === null);
  return absent === undefined ? null : rejected(`A value is required for property '${absent}' of resource '${resource}'.`);
}

/** A refusal as Graph words it. */
export function rejected(message: string, status = 400, code = 'Request_BadRequest'): Extract<WriteResult, { readonly outcome: 'rejected' }> {
  return { outcome: 'rejected', status, code, message, requestId: 'request-1', property: null, conflictingIds: [] };
}

function notFound(id: string): WriteResult {
  return { outcome: 'notFound', code: 'Request_ResourceNotFound', message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`, requestId: 'request-2' };
}

function lower(value: AttributeValue | undefined): string | null {
  return typeof value === 'string' ? value.toLowerCase() : null;
}

function asTargetObject({ id, kind, attributes }: MemoryObject): TargetObject {
  return { id, kind, attributes };
}

async function* pages({ objects, log, once }: Tenant, ids: readonly string[], size: number): AsyncGenerator<TargetPage> {
  const watermark = String(log.length);
  for (let start = 0; start === 0 || start < ids.length; start += size) {
    await new Promise((resolve) => setImmediate(resolve));
    const found = ids.slice(start, start + size).flatMap((id) => objects.get(id) ?? []);
    const present = found.filter(({ deleted }) => !deleted);
    yield {
      objects: present.map(asTargetObject),
      removed: found.filter(({ deleted }) => deleted).map(({ id }) => ({ id, reason: 'soft' as const })),
      members: present.filter(({ kind }) => kind === 'group').map(({ id, members }) => ({ groupId: id, add: [...members], remove: [...(once.get(id) ?? [])].filter((member) => !members.has(member)) })),
      managers: present.filter(({ kind }) => kind === 'user').map(({ id, managerId }) => ({ userId: id, managerId })),
      watermark: start + size >= ids.length ? watermark : null,
    };
  }
}

function facts(objects: ReadonlyMap<string, MemoryObject>): TenantFacts {
  const deleted = [...objects.values()].filter((object) => object.deleted).map(asDeleted);
  const domain = { name: 'contoso.com', verified: true, federated: false, initial: false };
  return { tenantId: 'memory', displayName: 'Contoso', domains: [domain, { ...domain, name: 'contoso.onmicrosoft.com', initial: true }], synchronizedByOther: false, roles: [], deleted };
}

function asDeleted({ id, kind, attributes }: MemoryObject): DeletedObject {
  const text = (name: string): string | null => (typeof attributes[name] === 'string' ? attributes[name] : null);
  return { id, kind, displayName: text('displayName') ?? '', userPrincipalName: text('userPrincipalName'), onPremisesImmutableId: text('onPremisesImmutableId'), uniqueName: text('uniqueName'), deletedAt: null };
}

/** An object as text: equal text, equal object. */
function asText(object: MemoryObject | undefined): string {
  return object === undefined ? '' : JSON.stringify({ ...object, attributes: Object.entries(object.attributes).sort(), members: [...object.members].sort() });
}
