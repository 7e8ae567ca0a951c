import type { Cancel, TargetConnector } from '../../sync/ports.ts';
import { checkTarget } from './check.ts';
import { openDispatcher, proxyName } from './dispatcher.ts';
import { endpointsOf } from './endpoints.ts';
import { extensionNames } from './extension-names.ts';
import { createExtensions } from './extensions.ts';
import { createLookups } from './lookups.ts';
import { createPacer } from './pacer.ts';
import { createRecentObjects } from './recent-objects.ts';
import { createSelection } from './selection.ts';
import { secretEnds } from './secret-expiry.ts';
import { openSignIn } from './sign-in.ts';
import { createImporter } from './target-import.ts';
import type { TargetOptions } from './target-options.ts';
import { readTenantFacts } from './tenant-facts.ts';
import { realTiming } from './timing.ts';
import { createTransport } from './transport.ts';
import { createWriter } from './writer.ts';

export type { TargetAuth, TargetCloud, TargetOptions } from './target-options.ts';

/**
 * The target connector for Microsoft Entra ID through Microsoft Graph. Nothing is sent before something is asked for,
 * so that a wrong sign-in shows in `check()` as a finding. Throws a Problem of kind `usage` for an address that is none.
 */
export function openTarget(options: TargetOptions): Promise<TargetConnector> {
  return Promise.resolve().then(() => connectorOf(options));
}

function connectorOf(options: TargetOptions): TargetConnector {
  const now = options.now ?? (() => new Date());
  const timing = realTiming;
  const endpoints = endpointsOf(options.cloud, options.tenantId);
  const dispatcher = openDispatcher(options.proxy, endpoints.ca);
  const proxy = proxyName(options.proxy, process.env);
  const signIn = openSignIn({ endpoints, tenantId: options.tenantId, clientId: options.clientId, auth: options.auth, dispatcher, timing, proxy });
  const pacer = createPacer({ ...options.quota, nowMs: timing.nowMs, later });
  const transport = createTransport({ endpoints, dispatcher, signIn, pacer, timing, readOnly: options.readOnly, proxy, now });
  const recent = createRecentObjects(timing.nowMs);
  const definitions = options.extensions ?? [];
  const names = extensionNames(options.clientId, definitions);
  const extensions = createExtensions({ clientId: options.clientId, definitions, names, transport, pacer, timing, log: options.log, now });
  const selection = createSelection(extensions, names);
  const lookups = createLookups(transport, recent, selection);
  const openImport = createImporter({ transport, selection, log: options.log, now });
  const write = createWriter({ transport, pacer, timing, recent, lookups, names, photoOf: options.photoOf ?? (() => Promise.resolve(null)), renewToken: async () => void (await signIn.token({ fresh: true, claims: null })), proxy, log: options.log, now });

  let closing: Promise<void> | null = null;

  return {
    openImport,
    async tenantFacts() {
      const facts = await readTenantFacts(transport, options.log);
      return definitions.length === 0 ? facts : { ...facts, extensions: await extensions.read() };
    },
    write: (writes, cancel: Cancel) => write(writes, cancel),
    makeExtension: (extension, cancel) => extensions.make(extension, cancel),
    findUser: lookups.findUser,
    findGroup: lookups.findGroup,
    membersOf: lookups.membersOf,
    managerOf: lookups.managerOf,
    read: lookups.read,
    clockSkewSeconds: () => {
      const skewMs = transport.clockSkewMs();
      return skewMs === null ? null : Math.round(-skewMs / 1000);
    },
    secretEnds: () => secretEnds(options, transport),
    statistics: () => ({ writes: transport.counters.writes, retried: transport.counters.retried, ...pacer.statistics() }),
    check: () => checkTarget({ options, endpoints, signIn, transport, extensions, proxy, now }),
    close() {
      closing ??= dispatcher.close();
      pacer.close();
      return closing;
    },
  };
}

function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, Math.min(ms, 2_147_483_647));
  return () => clearTimeout(timer);
}
