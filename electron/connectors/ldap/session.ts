import { Problem } from '../../../shared/errors.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { searchProblem } from './failure.ts';
import { readServerFacts } from './root-dse.ts';
import type { ServerFacts } from './root-dse.ts';
import { findServers } from './servers.ts';
import type { SourceOptions } from './source-options.ts';

/** A bound connection to one server, and what that server says about itself. */
export type Directory = {
  readonly connection: Connection;
  readonly facts: ServerFacts;
  /** Distinguished name that is read. */
  readonly baseDn: string;
};

/**
 * Holds at most one bound connection. `open` is called once at the start of each operation, which then stays on that
 * connection: pages of two domain controllers are never mixed, and a connection lost in the middle fails the operation.
 */
export type Session = {
  /** `prefer`: URL of the server that the watermark belongs to, tried first: another one would force a full import. */
  open(prefer: string | null): Promise<Directory>;
  close(): void;
};

function baseOf(options: SourceOptions, facts: ServerFacts): string {
  const base = options.baseDn ?? facts.defaultNamingContext;
  if (base !== null) return base;
  throw new Problem('usage', `${facts.name} does not say which naming context to read.`, `Set source.baseDn${facts.namingContexts.length === 0 ? '' : ` to one of ${facts.namingContexts.join(' | ')}`}.`);
}

/** Connects, binds and reads the rootDSE of one server. */
export async function openDirectory(options: SourceOptions, url: string): Promise<Directory> {
  const connection = await openConnection({ url, startTls: options.startTls, allowPlainText: options.allowPlainText, trust: options.tls });
  try {
    await connection.bind(options.username, options.password);
    const facts = await readServerFacts(connection);
    return { connection, facts, baseDn: baseOf(options, facts) };
  } catch (error) {
    connection.close();
    throw searchProblem(error, 'its root entry', connection.host);
  }
}

/** A session over the servers of a profile. A refused sign-in is final: trying it elsewhere would lock the account. */
export function createSession(options: SourceOptions): Session {
  let current: Directory | null = null;

  const connect = async (prefer: string | null): Promise<Directory> => {
    const found = await findServers(options);
    const urls = [...found.filter((url) => url === prefer), ...found.filter((url) => url !== prefer)];
    const failures: Problem[] = [];
    for (const url of urls) {
      try {
        const directory = await openDirectory(options, url);
        const tls = directory.connection.peer;
        options.log('info', `Connected to ${directory.facts.name} (${url}, ${tls === null ? 'without TLS' : tls.protocol}).`);
        return directory;
      } catch (error) {
        if (!(error instanceof Problem) || error.kind !== 'connection') throw error;
        failures.push(error);
        if (urls.length > 1) options.log('warning', error.message);
      }
    }
    const [first] = failures;
    if (first === undefined) throw new Problem('usage', 'The profile names no domain controller.', 'Set source.url or source.domain.');
    if (failures.length === 1) throw first;
    throw new Problem('connection', `None of the ${failures.length} domain controllers can be used: ${failures.map((failure) => failure.message).join(' ')}`, first.fix);
  };

  /** The rootDSE read anew proves that an idle connection still lives; domain controllers drop it after 15 minutes. */
  const refresh = async (directory: Directory): Promise<Directory | null> => {
    if (!directory.connection.isOpen()) return null;
    try {
      return { ...directory, facts: await readServerFacts(directory.connection) };
    } catch {
      directory.connection.close();
      return null;
    }
  };

  return {
    async open(prefer) {
      const usable = current === null ? null : await refresh(current);
      if (usable !== null && (prefer === null || prefer === usable.facts.url)) {
        current = usable;
        return usable;
      }
      current?.connection.close();
      current = await connect(prefer);
      return current;
    },
    close() {
      current?.connection.close();
      current = null;
    },
  };
}
