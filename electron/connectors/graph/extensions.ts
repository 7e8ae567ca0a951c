import { extensionTypes } from '../../../shared/profile.ts';
import { Problem } from '../../../shared/errors.ts';
import type { PlannedExtension } from '../../../shared/plan.ts';
import type { TenantExtension } from '../../sync/directory.ts';
import type { DirectoryExtension } from '../../sync/flow/extensions.ts';
import type { Cancel, ExtensionResult, Log } from '../../sync/ports.ts';
import { sendBatch } from './batch.ts';
import { NetworkFailure } from './connection-problem.ts';
import type { ExtensionNames } from './extension-names.ts';
import { classify, text, type GraphFailure } from './graph-failure.ts';
import type { Pacer } from './pacer.ts';
import { readPages, type Entity } from './pages.ts';
import { cancelled } from './retry-reads.ts';
import { backOffMs, type Timing } from './timing.ts';
import { GraphRefusal, type Transport } from './transport.ts';

export type ExtensionsOptions = {
  readonly clientId: string;
  readonly definitions: readonly DirectoryExtension[];
  readonly names: ExtensionNames;
  readonly transport: Transport;
  readonly pacer: Pacer;
  readonly timing: Timing;
  readonly log: Log;
  readonly now: () => Date;
};

/** The directory extensions of Causeway's own app registration. */
export type Extensions = {
  /** Those that the profile names and the registration has; null when they may not be read. */
  read(): Promise<readonly TenantExtension[] | null>;
  /** Names on the wire to be read of this kind of object: what exists and can be read. Read before the first import. */
  selected(kind: 'user' | 'group'): readonly string[];
  /** What a refusal says about an extension that is not visible yet: it is left out of `selected` from now on. False: none is named. */
  hide(failure: GraphFailure): boolean;
  /** Makes one unless it is there, and waits until objects can have it. */
  make(extension: PlannedExtension, cancel: Cancel): Promise<ExtensionResult>;
};

const tries = 7;
/** New extensions take seconds to minutes until objects can have them; what takes longer is left to the next run. */
const longestWaitMs = 120_000;
const longestPauseMs = 10_000;

export function createExtensions({ clientId, definitions, names, transport, pacer, timing, log, now }: ExtensionsOptions): Extensions {
  const path = `/applications(appId='${encodeURIComponent(clientId)}')/extensionProperties`;
  const hidden = new Set<string>();
  let known: readonly TenantExtension[] | null = null;

  function extensionOf(item: Entity): readonly TenantExtension[] {
    const name = names.fromGraph(text(item['name']));
    const type = extensionTypes.find((each) => each === item['dataType']) ?? null;
    const targets = Array.isArray(item['targetObjects']) ? (item['targetObjects'] as unknown[]) : [];
    const objectTypes = (['user', 'group'] as const).filter((each) => targets.includes(each === 'user' ? 'User' : 'Group'));
    return name === null ? [] : [{ name, type, dataType: text(item['dataType']), several: item['isMultiValued'] === true, objectTypes, readable: !hidden.has(name) }];
  }

  async function read(): Promise<readonly TenantExtension[] | null> {
    if (definitions.length === 0) return [];
    try {
      const found: TenantExtension[] = [];
      for await (const items of readPages(transport, path, { units: 2 })) found.push(...items.flatMap(extensionOf));
      known = found;
    } catch (error) {
      if (!(error instanceof GraphRefusal) || ![403, 404].includes(error.failure.status)) throw error;
      log('warning', `The directory extensions of the app registration cannot be read: ${error.failure.message}`);
      known = null;
    }
    return known;
  }

  /** Null: made. */
  async function create({ name, type, several, objectTypes }: PlannedExtension, cancel: Cancel): Promise<GraphFailure | null> {
    const body = { name: name.slice('extension_'.length), dataType: type, ...(several ? { isMultiValued: true } : {}), targetObjects: objectTypes.map((each) => (each === 'user' ? 'User' : 'Group')) };
    for (let attempt = 1; ; attempt += 1) {
      if ((await pacer.takeWrites(1, cancel)) === 0) throw cancelled();
      const answer = await sendBatch(transport, [{ method: 'POST', url: path, headers: { 'Content-Type': 'application/json' }, body }]).finally(() => { pacer.answered(1); });
      const [item = null] = answer;
      if (item !== null && item.status >= 200 && item.status <= 299) {
        transport.counters.writes += 1;
        return null;
      }
      const failure = item === null ? null : classify(item.status, item.header, item.body, now());
      const passes = failure === null || ['throttled', 'busy', 'transient'].includes(failure.kind);
      if (failure !== null && (!passes || attempt >= tries)) return failure;
      if (attempt >= tries) throw new Problem('connection', `Microsoft Graph did not answer whether the directory extension ${name} was made.`, 'Run again: what is there is found first.');
      await timing.sleep(failure?.retryAfterMs ?? backOffMs(attempt - 1, timing.random()), cancel);
      transport.counters.retried += 1;
      if (await exists(name)) return null;
    }
  }

  async function exists(name: string): Promise<boolean> {
    return (await read())?.some((each) => each.name === name) === true;
  }

  /** Objects can have it once they can be asked for it. */
  async function isVisible({ name, objectTypes }: PlannedExtension): Promise<boolean> {
    for (const type of objectTypes) {
      try {
        await transport.read(`/${type}s?$top=1&$select=id,${names.toGraph(name)}`);
      } catch (error) {
        if (error instanceof GraphRefusal && error.failure.status === 400) return false;
        throw error;
      }
    }
    return true;
  }

  async function waitFor(extension: PlannedExtension, cancel: Cancel): Promise<ExtensionResult> {
    const from = timing.nowMs();
    for (let attempt = 0; ; attempt += 1) {
      if (await isVisible(extension)) return { outcome: 'available' };
      const waitedMs = timing.nowMs() - from;
      if (cancel.aborted || waitedMs >= longestWaitMs) return { outcome: 'notYet', waitedMs };
      if (attempt > 0) log('info', `The directory extension ${extension.name} was made, but is not available yet: waited ${Math.round(waitedMs / 1000)} s.`);
      await timing.sleep(Math.min(longestPauseMs, longestWaitMs - waitedMs, backOffMs(attempt, timing.random())), cancel);
    }
  }

  return {
    read,
    selected: (kind) => (known ?? []).filter(({ name, objectTypes }) => objectTypes.includes(kind) && !hidden.has(name)).map(({ name }) => names.toGraph(name)),
    hide({ status, message }) {
      const named = status === 400 ? (known ?? []).filter(({ name }) => !hidden.has(name) && message.includes(names.toGraph(name))) : [];
      for (const { name } of named) {
        hidden.add(name);
        log('info', `The directory extension ${name} is not visible in the tenant yet; it is left alone in this run.`);
      }
      if (known !== null && named.length > 0) known = known.map((each) => ({ ...each, readable: !hidden.has(each.name) }));
      return named.length > 0;
    },
    async make(extension, cancel) {
      try {
        const failure = (await exists(extension.name)) ? null : await create(extension, cancel);
        if (failure === null) return await waitFor(extension, cancel);
        return { outcome: 'rejected', status: failure.status, code: failure.code, message: failure.message, requestId: failure.requestId };
      } catch (error) {
        // What was made is found by the next run.
        if (error instanceof NetworkFailure) return { outcome: 'rejected', status: 0, code: 'connection', message: error.message, requestId: null };
        if (error instanceof GraphRefusal) return { outcome: 'rejected', status: error.failure.status, code: error.failure.code, message: error.failure.message, requestId: error.failure.requestId };
        throw error;
      }
    },
  };
}
