import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanChange, PlanSummary } from '../../shared/plan.ts';
import { profileSchema, type ProfileInput } from '../../shared/profile.ts';
import type { UnreadSource } from '../../shared/run.ts';
import { openStore } from '../../electron/store/open.ts';
import type { SourceObject, TargetObject, TenantFacts } from '../../electron/sync/directory.ts';
import { settingsOf, type Settings } from '../../electron/sync/settings.ts';
import type { StagingStore } from '../../electron/sync/store.ts';
import { synchronize } from '../../electron/sync/synchronize.ts';

/** A staged world for tests of the engine: real SQLite, no servers. */

export const base = 'DC=corp,DC=contoso,DC=test';
export const digest = (text: string): string => hash('sha256', text);
const never = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

/** A readable GUID from a number. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

type SourceInput = Partial<Omit<SourceObject, 'attributes'>> & { readonly attributes?: Readonly<Record<string, string | readonly string[]>> };

function attributesOf(input: SourceInput['attributes']): SourceObject['attributes'] {
  return Object.fromEntries(Object.entries(input ?? {}).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]));
}

/** An AD user `name` with the usual attributes; `number` makes its GUID. */
export function adUser(number: number, name: string, attributes: SourceInput['attributes'] = {}, rest: SourceInput = {}): SourceObject {
  return {
    guid: guid(number),
    dn: `CN=${name},OU=People,${base}`,
    kind: 'user',
    members: [],
    manager: null,
    ...rest,
    attributes: attributesOf({ sAMAccountName: name, userPrincipalName: `${name}@contoso.com`, displayName: name, cn: name, userAccountControl: '512', ...attributes }),
  };
}

export function adGroup(number: number, name: string, members: readonly SourceObject[] = [], attributes: SourceInput['attributes'] = {}): SourceObject {
  return {
    guid: guid(number),
    dn: `CN=${name},OU=Groups,${base}`,
    kind: 'group',
    attributes: attributesOf({ sAMAccountName: name, cn: name, groupType: '-2147483646', ...attributes }),
    members: members.map((member) => ({ guid: member.guid, dn: member.dn })),
    manager: null,
  };
}

export function container(number: number, dn: string): SourceObject {
  return { guid: guid(number), dn, kind: 'container', attributes: {}, members: [], manager: null };
}

/** A cloud user; `number` makes its id. */
export function cloudUser(number: number, name: string, attributes: TargetObject['attributes'] = {}): TargetObject {
  return { id: guid(number), kind: 'user', attributes: { userPrincipalName: `${name}@contoso.com`, displayName: name, mailNickname: name, accountEnabled: true, userType: 'Member', businessPhones: [], proxyAddresses: [], ...attributes } };
}

export const domains: TenantFacts['domains'] = [
  { name: 'contoso.com', verified: true, federated: false, initial: false },
  { name: 'contoso.onmicrosoft.com', verified: true, federated: false, initial: true },
];

export const noFacts: TenantFacts = { tenantId: 'tenant', displayName: 'Contoso', domains, synchronizedByOther: false, roles: [], deleted: [] };

export function settings(overrides: Partial<ProfileInput> = {}): Settings {
  return settingsOf(
    profileSchema.parse({
      version: 1,
      name: 'test',
      source: { url: 'ldaps://127.0.0.1', username: 'u', password: { env: 'P' } },
      target: { tenantId: 't', clientId: 'c', auth: { kind: 'clientSecret', secret: { env: 'S' } } },
      ...overrides,
    }),
  );
}

export type World = {
  readonly store: StagingStore;
  /** A complete import of these AD objects; what is missing of this source is gone. */
  source(objects: readonly SourceObject[], name?: string): void;
  target(objects: readonly TargetObject[], members?: Readonly<Record<string, readonly string[]>>, managers?: Readonly<Record<string, string>>): void;
  plan(options?: { readonly settings?: Settings; readonly facts?: Partial<TenantFacts>; readonly now?: Date; readonly unread?: readonly UnreadSource[] }): Planned;
  close(): void;
};

export type Planned = { readonly summary: PlanSummary; readonly changes: readonly PlanChange[] };

export function openWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-world-'));
  const store = openStore(folder);
  const containers = [container(900_001, base), container(900_002, `OU=People,${base}`), container(900_003, `OU=Groups,${base}`)];
  let runs = 0;
  return {
    store,
    source: (objects, name = '') => {
      const staging = store.source.of(name);
      const generation = staging.begin('full');
      staging.stage(generation, 'full', { objects: name === '' ? [...containers, ...objects] : objects, deleted: [], watermark: null });
      staging.finish(generation, 'full', 'w', true, new Date().toISOString());
    },
    target: (objects, members = {}, managers = {}) => {
      const generation = store.target.begin('full');
      const page = {
        objects,
        removed: [],
        members: Object.entries(members).map(([groupId, add]) => ({ groupId, add, remove: [] })),
        managers: Object.entries(managers).map(([userId, managerId]) => ({ userId, managerId })),
        watermark: 'w',
      };
      store.target.stage(generation, 'full', page, new Date());
      store.target.finish(generation, 'full', 'w', new Date());
    },
    plan: (options = {}) => {
      runs += 1;
      const facts = { ...noFacts, ...options.facts };
      store.facts.put(facts);
      const { summary } = synchronize({ runId: `run-${runs}`, settings: options.settings ?? settings(), facts, now: options.now ?? new Date('2026-11-22T12:00:00Z'), ...(options.unread === undefined ? {} : { unread: options.unread }) }, { store, digest, cancel: never });
      return { summary, changes: [...store.plans.changes(summary.id)] };
    },
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
