import type { Answer } from '../../shared/ipc/call.ts';
import type { CallName } from '../../shared/ipc/contract.ts';
import type { FromWorker, HostQuestions, Port, ToWorker, WorkerEventName, WorkerEvents, WorkerStart } from './protocol.ts';
import { answerOf } from './refusal.ts';

/** A worker process that can end, be ended, and be started again. */
export type WorkerProcess = Port<ToWorker, FromWorker> & { readonly pid: number | undefined; onExit(listener: (code: number) => void): void; kill(): void };

export type WorkerClientOptions = {
  readonly start: WorkerStart;
  readonly fork: () => WorkerProcess;
  readonly questions: { readonly [Question in keyof HostQuestions]: (input: HostQuestions[Question]['input']) => Promise<HostQuestions[Question]['output']> };
  readonly onEvent: <Name extends WorkerEventName>(name: Name, value: WorkerEvents[Name]) => void;
  readonly onLog: (level: 'info' | 'warning' | 'error', text: string) => void;
  readonly onState: (state: 'ready' | 'starting' | 'restarting') => void;
  /** Waits between two starts; grows with each crash. */
  readonly sleep: (delayMs: number) => Promise<void>;
};

export type WorkerClient = {
  readonly pid: () => number | undefined;
  call(name: CallName, input: unknown): Promise<Answer<unknown>>;
  refresh(): void;
  /** Asks the worker to finish, waits up to `limitMs`, then ends it. */
  stop(limitMs: number): Promise<void>;
};

const firstDelayMs = 250;
const longestDelayMs = 10_000;
const calmMs = 60_000;

const crashed: Answer<never> = {
  ok: false,
  problem: { kind: 'internal', message: 'The background process stopped unexpectedly and is started again.', fix: 'Try once more; what was in flight is looked up before anything is sent again.', field: null },
};

/** Runs one worker process for the main process, and starts it again when it ends by itself. Transport-neutral. */
export function startWorker(options: WorkerClientOptions): WorkerClient {
  const waiting = new Map<number, (answer: Answer<unknown>) => void>();
  let nextSeq = 1;
  let process: WorkerProcess;
  let ready: Promise<void>;
  let stopping = false;
  let running = false;
  let crashes = 0;
  let exited: () => void = () => undefined;

  const answerQuestion = async (seq: number, question: keyof HostQuestions, input: unknown): Promise<void> => {
    const handler = options.questions[question] as (input: unknown) => Promise<unknown>;
    process.post({ type: 'answer', seq, answer: await answerOf(() => handler(input)) });
  };

  const launch = (): void => {
    const startedAt = Date.now();
    process = options.fork();
    ready = new Promise((resolve) => {
      process.onMessage((message) => {
        switch (message.type) {
          case 'ready':
            options.onState('ready');
            resolve();
            return;
          case 'answer':
            waiting.get(message.seq)?.(message.answer);
            waiting.delete(message.seq);
            return;
          case 'ask':
            void answerQuestion(message.seq, message.question, message.input);
            return;
          case 'event':
            options.onEvent(message.name, message.value as never);
            return;
          case 'log':
            options.onLog(message.level, message.text);
            return;
        }
      });
    });
    running = true;
    process.onExit((code) => {
      running = false;
      for (const resolve of waiting.values()) resolve(crashed);
      waiting.clear();
      if (stopping) return exited();
      options.onState('restarting');
      options.onLog('error', `${options.start.role} ended by itself (code ${code}) and is started again`);
      crashes = Date.now() - startedAt > calmMs ? 1 : crashes + 1;
      ready = options.sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** (crashes - 1))).then(async () => {
        if (stopping) return;
        launch();
        await ready;
      });
    });
    process.post({ type: 'start', start: options.start });
  };

  options.onState('starting');
  launch();
  return {
    pid: () => process.pid,
    async call(name, input) {
      await ready;
      return await new Promise((resolve) => {
        const seq = nextSeq++;
        waiting.set(seq, resolve);
        process.post({ type: 'call', seq, name, input });
      });
    },
    refresh: () => process.post({ type: 'refresh' }),
    async stop(limitMs) {
      stopping = true;
      if (!running) return;
      const gone = new Promise<void>((resolve) => {
        exited = resolve;
      });
      process.post({ type: 'stop' });
      const timer = setTimeout(() => process.kill(), limitMs);
      await gone;
      clearTimeout(timer);
    },
  };
}
