import type { Directory, Entity, Kind } from './directory.ts';
import type { Extensions } from './extensions.ts';
import type { FaultState } from './faults.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Query } from './query.ts';
import { liveEntity } from './directory.ts';
import { emptyBody, notFound } from './failure.ts';
import { guidPattern } from './ids.ts';
import { isObject } from './json.ts';

export type Domain = { readonly name: string; readonly verified: boolean; readonly federated: boolean; readonly initial: boolean; readonly default: boolean };

/** Everything a request handler may look at. */
export type World = {
  readonly directory: Directory;
  /** Pictures by user id. */
  readonly photos: Map<string, Uint8Array>;
  readonly domains: readonly Domain[];
  readonly extensions: Extensions;
  /** The client's app registration; `ownsItself`: its service principal is among its owners. */
  readonly application: { readonly id: string; readonly appId: string; readonly ownsItself: boolean };
  readonly organization: JsonObject;
  readonly tenantId: string;
  readonly faults: FaultState;
  /** Objects on a delta page, and members on a delta page. */
  readonly deltaPage: { readonly objects: number; readonly links: number };
  /** `https://127.0.0.1:PORT/v1.0` */
  readonly graph: () => string;
  readonly now: () => number;
  /** Counts delta tokens, so that a fault can expire those issued so far. */
  readonly deltaSerial: { value: number };
  readonly synchronization: { features: JsonObject; configuration: JsonObject };
};

/** Who calls: an application (roles in the token) or a signed-in administrator (scopes). */
export type Caller = {
  readonly appOnly: boolean;
  readonly permissions: ReadonlySet<string>;
  /** Directory roles of the application's service principal, or of the person. */
  readonly roles: readonly string[];
  readonly userId: string | null;
};

/** A path segment: a name or key as text, or an alternate key such as `uniqueName='x'`. */
export type Part = string | { readonly key: string; readonly value: string };

export type Call = {
  readonly method: string;
  /** Decoded path after `/v1.0`, and the path as sent, for links. */
  readonly parts: readonly Part[];
  readonly path: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonValue | undefined;
  /** The body as it came; null inside a batch. */
  readonly bytes: Uint8Array | null;
  readonly caller: Caller;
};

export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: JsonObject };

export const noContent: Answer = { status: 204 };

/** `ConsistencyLevel: eventual` and, unless searching, `$count=true`. */
export function isAdvanced(call: Call): boolean {
  return isEventual(call) && call.query.count;
}

export function isEventual(call: Call): boolean {
  return call.headers['consistencylevel']?.toLowerCase() === 'eventual';
}

/** The JSON object of a body, or Graph's 400 for an empty one. */
export function bodyOf(call: Call): JsonObject {
  if (!isObject(call.body)) throw emptyBody();
  return call.body;
}

/** Whether a new object can be seen already (fault `visibilityDelay`). */
export function isVisible(world: World, entity: Entity): boolean {
  const { visibilityDelayMs, visibilityFrom } = world.faults.current;
  return visibilityDelayMs === 0 || entity.createdSequence <= visibilityFrom || entity.createdAt + visibilityDelayMs <= world.now();
}

/** The live, visible object of that kind by id; users also by user principal name. 404 otherwise. */
export function findEntity(world: World, kind: Kind | null, key: string): Entity {
  const entity = lookUp(world, kind, key);
  if (entity === undefined || (kind !== null && entity.kind !== kind) || !isVisible(world, entity)) throw notFound(key);
  return entity;
}

function lookUp(world: World, kind: Kind | null, key: string): Entity | undefined {
  if (guidPattern.test(key)) return liveEntity(world.directory, key);
  if (kind !== 'user') return undefined;
  const id = world.directory.principalNames.holders(key.toLowerCase())[0];
  return id === undefined ? undefined : liveEntity(world.directory, id);
}

export function verifiedDomain(world: World, name: string): Domain | undefined {
  return world.domains.find((domain) => domain.verified && domain.name === name.toLowerCase());
}

export function domainOfName(principalName: string): string {
  return principalName.slice(principalName.lastIndexOf('@') + 1).toLowerCase();
}

/** `@odata.context` of a collection or entity. */
export function context(world: World, what: string): string {
  return `${world.graph()}/$metadata#${what}`;
}
