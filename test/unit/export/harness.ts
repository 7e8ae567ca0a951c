import { createHash } from 'node:crypto';
import type { PlanChange } from '../../../shared/plan.ts';
import type { ExportResult, Progress } from '../../../shared/run.ts';
import { exportPlan } from '../../../electron/sync/export/export-plan.ts';
import type { ExportPorts } from '../../../electron/sync/export/export-plan.ts';
import { recover } from '../../../electron/sync/export/recover.ts';
import type { Recovered } from '../../../electron/sync/export/recover.ts';
import type { RunEvent } from '../../../electron/sync/ports.ts';
import type { Link } from '../../../electron/sync/store.ts';
import { createPauseGate, type PauseGate } from '../../../electron/worker/app/engine/pause-gate.ts';
import { createMemoryTarget } from '../../support/memory-target.ts';
import type { MemoryTarget, MemoryTargetOptions } from '../../support/memory-target.ts';
import { createSqliteStore } from './sqlite-store.ts';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A store and a way to put a plan into it. */
export type TestStore = { readonly store: ExportPorts['store']; setPlan(changes: readonly PlanChange[]): void };

/** Everything an export test looks at: the real store unless told otherwise. Sleeping takes no time, but is recorded. */
export type Bench = {
  readonly target: MemoryTarget;
  readonly store: ExportPorts['store'];
  readonly progress: readonly Progress[];
  readonly slept: readonly number[];
  readonly cancel: AbortController;
  readonly gate: PauseGate;
  /** What the export told, in order. */
  readonly events: readonly RunEvent[];
  export(changes: readonly PlanChange[], options?: { readonly approved?: boolean }): Promise<ExportResult & { readonly cancelled: boolean }>;
  recover(): Promise<Recovered>;
};

export function createBench(options: MemoryTargetOptions & { readonly onEvent?: (event: RunEvent, bench: Bench) => void; readonly existing?: MemoryTarget; readonly kept?: TestStore } = {}): Bench {
  const target = options.existing?.reconnect(options) ?? createMemoryTarget(options);
  const kept = options.kept ?? createSqliteStore();
  const progress: Progress[] = [];
  const slept: number[] = [];
  const cancel = new AbortController();
  const gate = createPauseGate();
  const events: RunEvent[] = [];
  const observe = (event: RunEvent): void => {
    events.push(event);
    options.onEvent?.(event, bench);
  };
  const ports = { gate, observe, target, store: kept.store, clock: { now: () => new Date() }, digest, log: () => undefined, progress: (value: Progress) => { progress.push(value); }, cancel: cancel.signal };
  const sleep = async (milliseconds: number): Promise<void> => {
    if (milliseconds > 0) slept.push(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const bench: Bench = {
    target,
    store: kept.store,
    gate,
    events,
    progress,
    slept,
    cancel,
    export(changes, { approved = false } = {}) {
      kept.setPlan(changes);
      return exportPlan('plan-1', ports, { approved, sleep });
    },
    recover: () => recover(ports),
  };
  return bench;
}

/** A change with the parts that a test does not care about filled in. */
export function change(part: Partial<PlanChange> & Pick<PlanChange, 'action' | 'anchor'>): PlanChange {
  const { action, anchor } = part;
  return {
    id: `${action}:${anchor}`,
    type: action === 'addMembers' || action === 'removeMembers' ? 'group' : 'user',
    guid: `guid-${anchor}`,
    dn: `CN=${anchor},DC=contoso,DC=com`,
    target: null,
    reason: action === 'create' ? 'new' : action === 'link' ? 'found' : 'changed',
    attributes: [],
    references: [],
    dependsOn: [],
    hold: null,
    ...part,
  };
}

export function attributes(values: Readonly<Record<string, PlanChange['attributes'][number]['to']>>): PlanChange['attributes'] {
  return Object.entries(values).map(([name, to]) => ({ name, from: null, to, rule: 'test' }));
}

export function createUser(anchor: string, more: Partial<PlanChange> = {}): PlanChange {
  return change({
    action: 'create',
    anchor,
    attributes: attributes({ userPrincipalName: `${anchor}@contoso.com`, displayName: anchor, mailNickname: anchor, accountEnabled: true, onPremisesImmutableId: anchor, passwordProfile: 'generated' }),
    ...more,
  });
}

export function createGroup(anchor: string, more: Partial<PlanChange> = {}): PlanChange {
  return change({ action: 'create', anchor, type: 'group', attributes: attributes({ uniqueName: `ad-${anchor}`, displayName: anchor, mailNickname: anchor, mailEnabled: false, securityEnabled: true }), ...more });
}

export function reference(anchor: string, target: string | null = null): PlanChange['references'][number] {
  return { dn: `CN=${anchor},DC=contoso,DC=com`, guid: `guid-${anchor}`, target };
}

/** An object of the tenant that is linked already. */
export function seedLinked(bench: Bench, type: 'user' | 'group', anchor: string, values: Readonly<Record<string, string | boolean>> = {}): string {
  const id = `${type}-of-${anchor}`;
  const own = type === 'user' ? { userPrincipalName: `${anchor}@contoso.com`, onPremisesImmutableId: anchor } : { uniqueName: `ad-${anchor}` };
  const all = { displayName: anchor, ...own, ...values };
  bench.target.seed({ id, kind: type, attributes: all });
  bench.store.target.applyWrite({ kind: 'create', id, type, attributes: all }, new Date());
  bench.store.links.put(linkOf(type, anchor, id));
  return id;
}

export function linkOf(type: 'user' | 'group', anchor: string, targetId: string, more: Partial<Link> = {}): Link {
  return { anchor, type, guid: `guid-${anchor}`, dn: `CN=${anchor},DC=contoso,DC=com`, targetId, origin: 'created', state: 'linked', since: '2026-01-01T00:00:00.000Z', confirmed: {}, foreignMembers: [], ...more };
}
