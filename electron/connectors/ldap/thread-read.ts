import { Worker } from 'node:worker_threads';
import { Problem } from '../../../shared/errors.ts';
import type { SourcePage } from '../../sync/ports.ts';
import { pagedControl, pagedCookie } from './controls.ts';
import { createEncoder } from './encode-entry.ts';
import { readFull, sourcePageOf } from './full-read.ts';
import type { ImportContext } from './import-context.ts';
import { kindsFilter } from './object-classes.ts';
import type { ThreadMessage, ThreadOrder, ThreadRequest } from './reading-thread.ts';
import { supports } from './root-dse.ts';

/** A directory with no more than one page of this size is read sooner than a thread is started. */
const smallPage = 1_000;
/** Fewer on that page although more follow: the server's own pages are small, and so, most likely, is the directory. */
const fewOnAPage = 500;
/** Pages that the thread may be ahead of the staging. */
const pagesAhead = 2;
const defaultStartTimeoutMs = 30_000;

/** True when there are so many objects that a second thread is worth its start. */
async function isLarge({ directory, options }: ImportContext): Promise<boolean> {
  if (options.thread === null || !supports(directory.facts, 'paged')) return false;
  let entries = 0;
  try {
    const search = { base: directory.baseDn, scope: 'sub', filter: kindsFilter, attributes: ['1.1'], controls: [pagedControl(smallPage, Buffer.alloc(0))] } as const;
    const { controls } = await directory.connection.search(search, () => { entries += 1; });
    return entries >= fewOnAPage && (pagedCookie(controls)?.length ?? 0) > 0;
  } catch {
    // What is wrong is met again by the read itself, which says so.
    return false;
  }
}

/**
 * A full read, of a large directory in a second thread with a connection of its own to the same server: then reading and
 * staging share two processors. When the thread cannot begin, everything is read in this one.
 */
export async function* readFullWithThread(context: ImportContext, tombstonesReadable: boolean): AsyncGenerator<SourcePage> {
  const thread = (await isLarge(context)) ? await startThread(context, tombstonesReadable) : null;
  if (thread === null) {
    const encoder = createEncoder(context.reader);
    for await (const page of readFull(context, tombstonesReadable, encoder)) yield sourcePageOf(page, encoder.reuse);
    return;
  }
  const cancel = (): void => { thread.ask('cancel'); };
  context.cancel.addEventListener('abort', cancel);
  if (context.cancel.aborted) cancel();
  try {
    for (let page = 0; page < pagesAhead; page += 1) thread.ask('more');
    for (;;) {
      const message = await thread.next();
      if (message.kind === 'end') return;
      if (message.kind === 'problem') throw problemOf(message.problem);
      if (message.kind !== 'page') continue;
      thread.ask('more');
      yield sourcePageOf(message.page, thread.ask);
    }
  } finally {
    context.cancel.removeEventListener('abort', cancel);
    await thread.stop();
  }
}

/** The thread seen from here: its messages in their order; one that dies is a problem in its place. */
type Thread = { next(): Promise<ThreadMessage>; ask(request: ThreadRequest): void; stop(): Promise<void> };

/** A thread that reads the same server; null, and the log says why, when it cannot. */
async function startThread({ directory, options }: ImportContext, tombstonesReadable: boolean): Promise<Thread | null> {
  const { log, now: _now, resolveService: _resolveService, thread: _thread, ...plain } = options;
  const { name, url, invocationId } = directory.facts;
  const order: ThreadOrder = { options: { ...plain, urls: [url], domain: null }, server: { name, invocationId }, tombstonesReadable };
  const without = (why: string): null => {
    log('info', `${name} is read without a second thread: ${why}`);
    return null;
  };
  const { program = ownProgram(), startTimeoutMs = defaultStartTimeoutMs } = options.thread ?? {};
  let thread: Thread;
  try {
    thread = openThread(program, order, startTimeoutMs, (message) => { log(message.level, message.text); });
  } catch (error) {
    return without(error instanceof Error ? error.message : String(error));
  }
  const first = await thread.next();
  if (first.kind === 'reading') {
    log('info', `${name} is read in a second thread.`);
    return thread;
  }
  await thread.stop();
  if (first.kind === 'elsewhere') return without(`${first.name} answered there.`);
  return without(first.kind === 'problem' ? first.problem.message : 'it did not begin.');
}

/** In the built app and command line a bundle of its own beside this one, else the source beside this file. */
function ownProgram(): URL {
  const file = import.meta.url.endsWith('.ts') ? 'reading-thread.ts' : 'reading-thread.js';
  return new URL(file, import.meta.url);
}

function openThread(program: URL, order: ThreadOrder, startTimeoutMs: number, log: (message: Extract<ThreadMessage, { kind: 'log' }>) => void): Thread {
  const arrived: ThreadMessage[] = [];
  let wake = (): void => undefined;
  const arrive = (message: ThreadMessage): void => {
    arrived.push(message);
    wake();
  };
  const died = (why: string): void => {
    arrive({ kind: 'problem', problem: { kind: 'internal', message: `The thread that reads Active Directory ended: ${why}.`, fix: 'Start the run again; what was read so far was not counted.', cause: null } });
  };
  // The Node.js options of this process, such as a module to load first, are not meant for the thread.
  const worker = new Worker(program, { workerData: order, execArgv: [], name: 'reading' });
  const late = setTimeout(() => { died(`it did not begin within ${startTimeoutMs / 1000} seconds`); }, startTimeoutMs);
  worker.on('message', (message: ThreadMessage) => {
    if (message.kind === 'log') {
      log(message);
      return;
    }
    clearTimeout(late);
    arrive(message);
  });
  // A page that cannot be taken over would be missing without a word.
  worker.on('messageerror', (error) => { died(error.message); });
  worker.on('error', (error) => { died(error instanceof Error ? error.message : String(error)); });
  worker.on('exit', (code) => { died(`exit code ${code}`); });
  return {
    async next() {
      for (;;) {
        const message = arrived.shift();
        if (message !== undefined) return message;
        await new Promise<void>((resolve) => { wake = resolve; });
      }
    },
    ask: (request) => { worker.postMessage(request, request instanceof ArrayBuffer ? [request] : []); },
    async stop() {
      clearTimeout(late);
      await worker.terminate();
    },
  };
}

function problemOf({ kind, message, fix, cause }: Extract<ThreadMessage, { kind: 'problem' }>['problem']): Problem {
  return new Problem(kind, message, fix, cause === null ? {} : { cause: new Error(cause) });
}
