import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, utilityProcess } from 'electron';
import type { Answer } from '../../shared/ipc/call.ts';
import { isForEngine, type CallName } from '../../shared/ipc/contract.ts';
import type { AppEvents, EventName } from '../../shared/ipc/events.ts';
import { startWorker, type WorkerClient, type WorkerProcess } from '../worker/client.ts';
import type { WorkerEventName, WorkerEvents, WorkerRole } from '../worker/protocol.ts';
import { openSignInPage } from './external-links.ts';
import type { ShellLog } from './log.ts';
import type { Vault } from './secrets.ts';
import type { ShellState } from './state.ts';

export type Workers = {
  /** Asks the worker whose noun it is. */
  call(name: CallName, input: unknown): Promise<Answer<unknown>>;
  /** Hears what the renderer hears. */
  onEvent(listener: <Name extends EventName>(name: Name, value: AppEvents[Name]) => void): void;
  /** Makes the desk look again. */
  refresh(): void;
  stop(): Promise<void>;
};

/** A run that is cancelled finishes what is in flight; longer than this nothing takes. */
const stopLimitMs = 60_000;

function fork(role: WorkerRole): WorkerProcess {
  const child = utilityProcess.fork(join(app.getAppPath(), 'dist', 'app', 'worker.js'), [], { serviceName: `Causeway ${role}`, stdio: 'ignore' });
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}

/** Starts both workers and merges what they tell into the app's state. */
export function startWorkers({ root, vault, state, log }: { readonly root: string; readonly vault: Vault; readonly state: ShellState; readonly log: ShellLog }): Workers {
  const listeners: (<Name extends EventName>(name: Name, value: AppEvents[Name]) => void)[] = [];
  const ready: Record<WorkerRole, 'ready' | 'starting' | 'restarting'> = { desk: 'starting', engine: 'starting' };

  const hear = <Name extends WorkerEventName>(name: Name, value: WorkerEvents[Name]): void => {
    if (name === 'desk') return state.set({ ...(value as WorkerEvents['desk']), loaded: true });
    if (name === 'run.started') return state.set({ run: { ...(value as WorkerEvents['run.started']), state: 'running', progress: null } });
    if (name === 'run.state') {
      const { run } = state.get();
      const changed = value as WorkerEvents['run.state'];
      return run?.runId === changed.runId ? state.set({ run: { ...run, state: changed.state } }) : undefined;
    }
    if (name === 'run.progress') {
      const { run } = state.get();
      const { runId, progress } = value as AppEvents['run.progress'];
      if (run?.runId === runId) state.set({ run: { ...run, progress } });
    }
    if (name === 'run.ended') {
      state.set({ run: null });
      desk.refresh();
    }
    for (const listener of listeners) listener(name as EventName, value as AppEvents[EventName]);
  };
  const start = (role: WorkerRole): WorkerClient =>
    startWorker({
      start: { role, folder: root },
      fork: () => fork(role),
      questions: {
        secrets: ({ names }) => vault.read(names),
        rememberSecret: ({ name, value }) => {
          vault.remember(name, value);
          return Promise.resolve(null);
        },
        openSignInPage: async ({ url }) => {
          await openSignInPage(url);
          return null;
        },
      },
      onEvent: hear,
      onLog: log,
      onState(now) {
        ready[role] = now;
        const all = Object.values(ready);
        state.set({ worker: all.includes('restarting') ? 'restarting' : all.includes('starting') ? 'starting' : 'ready' });
        if (role === 'engine' && now === 'restarting') endLostRun();
      },
      sleep: (delayMs) => sleep(delayMs),
    });
  /** The engine died in the middle of a run: what was in flight is looked up by the next one. */
  const endLostRun = (): void => {
    const { run } = state.get();
    if (run === null) return;
    const problem = { kind: 'internal', message: `Run ${run.runId} broke off, because its process ended.`, fix: 'Run it again: what was in flight is looked up first, so nothing is lost or doubled.', field: null } as const;
    hear('run.ended', { runId: run.runId, profileId: run.profileId, problem });
  };

  const desk = start('desk');
  const engine = start('engine');
  // Seen by diagnostics and by tests that end a worker.
  Object.defineProperty(globalThis, 'causewayWorkers', { value: { get desk() { return desk.pid(); }, get engine() { return engine.pid(); } }, configurable: true });
  return {
    call: (name, input) => (isForEngine(name, input) ? engine : desk).call(name, input),
    onEvent: (listener) => void listeners.push(listener),
    refresh: () => desk.refresh(),
    async stop() {
      await Promise.all([engine.stop(stopLimitMs), desk.stop(stopLimitMs)]);
    },
  };
}
