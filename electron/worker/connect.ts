import { asProblem } from '../../shared/errors.ts';
import { sourcesOf, type SourceEntry } from '../../shared/profile.ts';
import { openSource } from '../connectors/ldap/source-connector.ts';
import { openTarget } from '../connectors/graph/target-connector.ts';
import type { NamedSource, SourceConnector, TargetConnector } from '../sync/ports.ts';
import { sourceOptionsOf, targetOptionsOf, type SignIn } from './connector-options.ts';
import type { Workspace } from './workspace.ts';

export type Connectors = {
  /** Every source of the profile, by precedence; at least one. */
  readonly sources: readonly NamedSource[];
  readonly target: TargetConnector;
  close(): Promise<void>;
};

/** Stands for a source that cannot be opened where others can: each of its imports fails with the reason. */
function failingSource(error: unknown): SourceConnector {
  const fail = (): Promise<never> => Promise.reject(error instanceof Error ? error : new Error(String(error)));
  return {
    openImport: fail,
    readObject: fail,
    readPhoto: fail,
    async *check() {
      const { message, fix } = asProblem(error);
      yield { id: 'connection', side: 'source', severity: 'error', text: message, fix };
    },
    close: () => Promise.resolve(),
  };
}

/** Pictures of AD users, one after the other; the sources are opened later. */
function photosOf(sources: readonly NamedSource[]): (dn: string) => Promise<Uint8Array | null> {
  let last: Promise<unknown> = Promise.resolve();
  const read = async (dn: string): Promise<Uint8Array | null> => {
    for (const { connector } of sources) {
      const photo = await connector.readPhoto(dn).catch(() => null);
      if (photo !== null) return photo;
    }
    return null;
  };
  return (dn) => {
    const next = last.then(() => read(dn));
    last = next;
    return next;
  };
}

/** Builds the connectors. With `readOnly` the target's transport refuses every write. */
export async function openConnectors(workspace: Workspace, signIn: SignIn, readOnly: boolean): Promise<Connectors> {
  const { loaded, secrets, log } = workspace;
  const sources: NamedSource[] = [];
  const targetOptions = { ...targetOptionsOf(loaded, secrets, signIn, readOnly, log), photoOf: photosOf(sources) };
  const entries = sourcesOf(loaded.profile);
  const open = async (entry: SourceEntry): Promise<SourceConnector> => {
    const options = sourceOptionsOf(loaded, secrets, log, entry);
    if (entries.length === 1) return await openSource(options);
    return await openSource(options).catch(failingSource);
  };
  const closeSources = (): Promise<unknown> => Promise.allSettled(sources.map(({ connector }) => connector.close()));
  try {
    for (const entry of entries) sources.push({ name: entry.name, title: entry.title, connector: await open(entry) });
    const target = await openTarget(targetOptions);
    return {
      sources,
      target,
      async close() {
        await Promise.allSettled([closeSources(), target.close()]);
      },
    };
  } catch (error) {
    await closeSources();
    throw error;
  }
}
