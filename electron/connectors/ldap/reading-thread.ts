/** A second thread that reads a large directory in full, while the first one stages what it has read. Started by thread-read.ts. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { asProblem } from '../../../shared/errors.ts';
import type { ProblemKind } from '../../../shared/errors.ts';
import type { Log } from '../../sync/ports.ts';
import { createEncoder } from './encode-entry.ts';
import type { Encoder } from './encode-entry.ts';
import { readFull } from './full-read.ts';
import type { FullPage } from './full-read.ts';
import { importContext } from './import-context.ts';
import type { ServerFacts } from './root-dse.ts';
import { createSession } from './session.ts';
import type { SourceOptions } from './source-options.ts';

/** What makes a server the one that the first thread speaks with. */
type ServerIdentity = Pick<ServerFacts, 'name' | 'invocationId'>;

/** What the thread is started with. */
export type ThreadOrder = {
  readonly options: Omit<SourceOptions, 'log' | 'now' | 'resolveService' | 'thread'>;
  readonly server: ServerIdentity;
  readonly tombstonesReadable: boolean;
};

/** What the first thread says: another page may come, the import was cancelled, or the memory of a page comes back. */
export type ThreadRequest = 'more' | 'cancel' | ArrayBuffer;

/** What the thread says. Before `reading` or `elsewhere` (another server answered) comes nothing but `log`; after `problem` or `end` nothing. */
export type ThreadMessage =
  | { readonly kind: 'reading' }
  | { readonly kind: 'elsewhere'; readonly name: string }
  | { readonly kind: 'page'; readonly page: FullPage }
  | { readonly kind: 'log'; readonly level: Parameters<Log>[0]; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: { readonly kind: ProblemKind; readonly message: string; readonly fix: string; readonly cause: string | null } }
  | { readonly kind: 'end' };

async function serve(port: MessagePort, { options, server, tombstonesReadable }: ThreadOrder): Promise<void> {
  const cancel = new AbortController();
  let encoder: Encoder | null = null;
  let wanted = 0;
  let wake = (): void => undefined;
  port.on('message', (request: ThreadRequest) => {
    if (request instanceof ArrayBuffer) encoder?.reuse(request);
    else if (request === 'more') wanted += 1;
    else cancel.abort();
    wake();
  });
  const say = (message: ThreadMessage): void => {
    port.postMessage(message, message.kind === 'page' && message.page.kind === 'objects' ? [message.page.encoded.bytes.buffer] : []);
  };
  const all: SourceOptions = { ...options, log: (level, text) => { say({ kind: 'log', level, text }); } };
  const session = createSession(all);
  try {
    const directory = await session.open(null);
    const { name, invocationId } = directory.facts;
    if (name !== server.name || invocationId !== server.invocationId) {
      say({ kind: 'elsewhere', name });
      return;
    }
    say({ kind: 'reading' });
    const context = importContext(directory, all, cancel.signal);
    encoder = createEncoder(context.reader);
    for await (const page of readFull(context, tombstonesReadable, encoder)) {
      // The next page is read only when there is room for this one: what waits costs memory.
      while (wanted === 0 && !cancel.signal.aborted) await new Promise<void>((resolve) => { wake = resolve; });
      wanted -= 1;
      say({ kind: 'page', page });
    }
    say({ kind: 'end' });
  } catch (error) {
    const { kind, message, fix, cause } = asProblem(error);
    say({ kind: 'problem', problem: { kind, message, fix, cause: cause instanceof Error ? cause.message : null } });
  } finally {
    session.close();
    port.close();
  }
}

if (!isMainThread && parentPort !== null) await serve(parentPort, workerData as ThreadOrder);
