import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Role } from '../../../electron/worker/app/endpoint.ts';
import { startWorker, type WorkerClient, type WorkerClientOptions, type WorkerProcess } from '../../../electron/worker/client.ts';
import type { FromWorker, ToWorker } from '../../../electron/worker/protocol.ts';

type Heard = { readonly states: string[]; readonly logs: string[] };

function optionsFor(fork: () => WorkerProcess, heard: Heard): WorkerClientOptions {
  return {
    start: { role: 'engine', folder: '/nowhere' },
    fork,
    questions: { secrets: async ({ names }) => Object.fromEntries(names.map((name) => [name, `value of ${name}`])), rememberSecret: async () => null, openSignInPage: async () => null },
    onEvent: () => undefined,
    onLog: (level, text) => void heard.logs.push(`${level}: ${text}`),
    onState: (state) => void heard.states.push(state),
    sleep: () => sleep(1),
  };
}

describe('a worker over a MessageChannel', () => {
  const ports: MessagePort[] = [];
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  /** A worker in this process; `answersStop` says whether it ends when it is told to. */
  function channelWorker(role: Role, answersStop = true): WorkerProcess & { readonly killed: () => boolean } {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    let exit: (code: number) => void = () => undefined;
    let killed = false;
    serve(
      { post: (message) => port2.postMessage(message), onMessage: (listener) => void port2.on('message', (message: ToWorker) => listener(message)) },
      () => role,
      () => answersStop && exit(0),
    );
    return {
      pid: 1,
      post: (message) => port1.postMessage(message),
      onMessage: (listener) => void port1.on('message', (message: FromWorker) => listener(message)),
      onExit: (listener) => {
        exit = listener;
      },
      kill: () => {
        killed = true;
        exit(1);
      },
      killed: () => killed,
    };
  }

  it('answers each call by its number, and a failed one as a refusal', async () => {
    const role: Role = {
      handlers: {
        'runs.start': async ({ profileId }) => {
          if (profileId === 'bad') throw new Error('no such profile');
          await sleep(profileId === 'slow' ? 20 : 0);
          return { runId: profileId };
        },
      },
      refresh: () => undefined,
      stop: () => undefined,
    };
    const heard: Heard = { states: [], logs: [] };
    const client = startWorker(optionsFor(() => channelWorker(role), heard));
    const ask = (profileId: string): Promise<unknown> => client.call('runs.start', { profileId, profile: 'sync', full: false, approve: null });
    const [slow, quick, bad] = await Promise.all([ask('slow'), ask('quick'), ask('bad')]);
    expect(slow).toEqual({ ok: true, value: { runId: 'slow' } });
    expect(quick).toEqual({ ok: true, value: { runId: 'quick' } });
    expect(bad).toMatchObject({ ok: false, problem: { kind: 'internal', message: 'no such profile' } });
    await client.stop(1000);
    expect(heard.states).toEqual(['starting', 'ready']);
  });

  it('ends a worker that does not end by itself', async () => {
    const process = channelWorker({ handlers: {}, refresh: () => undefined, stop: () => undefined }, false);
    const client = startWorker(optionsFor(() => process, { states: [], logs: [] }));
    await client.stop(20);
    expect(process.killed()).toBe(true);
  });
});

describe('a worker in a process of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-client-'));
  const script = join(folder, 'worker.mjs');
  const children: ChildProcess[] = [];
  let client: WorkerClient | null = null;
  beforeAll(() =>
    writeFileSync(
      script,
      `process.on('message', (message) => {
        if (message.type === 'start') process.send({ type: 'ready' });
        if (message.type === 'call' && message.input !== 'hang') process.send({ type: 'answer', seq: message.seq, answer: { ok: true, value: process.pid } });
        if (message.type === 'stop') process.exit(0);
      });`,
    ),
  );
  afterEach(async () => {
    await client?.stop(500);
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function launch(): WorkerProcess {
    const child = fork(script, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    children.push(child);
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => void (child.connected && child.send(message, () => undefined)),
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromWorker)),
      onExit: (listener) => void child.on('exit', (code) => listener(code ?? 1)),
      kill: () => void child.kill('SIGKILL'),
    };
  }

  it('answers what waited as broken off when it is killed, starts again, and goes on', async () => {
    const heard: Heard = { states: [], logs: [] };
    client = startWorker(optionsFor(launch, heard));
    const first = await client.call('runs.cancel', null);
    const hanging = client.call('runs.cancel', 'hang');
    await sleep(10);
    process.kill(client.pid() ?? 0, 'SIGKILL');
    expect(await hanging).toMatchObject({ ok: false, problem: { kind: 'internal', message: expect.stringContaining('stopped unexpectedly') } });
    const second = await client.call('runs.cancel', null);
    expect(second).toMatchObject({ ok: true });
    expect(second).not.toEqual(first);
    expect(heard.states).toEqual(['starting', 'ready', 'restarting', 'ready']);
    expect(heard.logs).toEqual(['error: engine ended by itself (code 1) and is started again']);
  });

  it('stops at once when the process is gone already and not yet started again', async () => {
    const heard: Heard = { states: [], logs: [] };
    let restarting: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      restarting = resolve;
    });
    client = startWorker({
      ...optionsFor(launch, heard),
      sleep: () => new Promise(() => undefined),
      onState: (state) => state === 'restarting' && restarting(),
    });
    await client.call('runs.cancel', null);
    process.kill(client.pid() ?? 0, 'SIGKILL');
    await gone;
    await client.stop(60_000);
    expect(children).toHaveLength(1);
  });
});
