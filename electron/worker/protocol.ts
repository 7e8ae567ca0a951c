import type { Answer } from '../../shared/ipc/call.ts';
import type { CallName } from '../../shared/ipc/contract.ts';
import type { AppEvents, EventName } from '../../shared/ipc/events.ts';
import type { RunProfile } from '../../shared/run.ts';
import type { AppState, RunActivity } from '../../shared/ipc/state.ts';

/**
 * What the main process and its workers say to each other, as plain data over any port (Electron's utility process,
 * Node's child process, a MessageChannel in tests). Either side may ask: `seq` matches an answer to its question.
 *
 * `desk` answers questions (plan, conflicts, setup, health) and owns the shelf of profiles; `engine` runs
 * synchronizations, so that a long computation never makes a screen wait, and a crash of it takes nothing else along.
 */
export type WorkerRole = 'desk' | 'engine';

export type WorkerStart = {
  readonly role: WorkerRole;
  /** Root of everything the app keeps: profiles, settings, data folders. */
  readonly folder: string;
};

/** The part of the app's state that the desk knows. */
export type DeskState = Pick<AppState, 'profiles' | 'activeProfileId' | 'setup' | 'status'>;

/** What a worker asks the shell for. */
export type HostQuestions = {
  /** Secrets behind `{"keychain": NAME}`; a name that is not stored is left out. */
  secrets: { readonly input: { readonly names: readonly string[] }; readonly output: Readonly<Record<string, string>> };
  /** Keeps a secret in memory only, for the sample company. */
  rememberSecret: { readonly input: { readonly name: string; readonly value: string }; readonly output: null };
  /** Opens a sign-in page in the system's browser. */
  openSignInPage: { readonly input: { readonly url: string }; readonly output: null };
};

/** Pushed by workers: the renderer's events, and what only the main process uses. */
export type WorkerEvents = AppEvents & {
  desk: DeskState;
  'run.started': { readonly runId: string; readonly profileId: string; readonly profile: RunProfile; readonly startedAt: string };
  /** Paused, resumed, about to stop. */
  'run.state': { readonly runId: string; readonly state: RunActivity['state'] };
};
export type WorkerEventName = EventName | 'desk' | 'run.started' | 'run.state';

export type ToWorker =
  | { readonly type: 'start'; readonly start: WorkerStart }
  | { readonly type: 'call'; readonly seq: number; readonly name: CallName; readonly input: unknown }
  /** The other worker changed what this one shows: a run ended, a decision was made. */
  | { readonly type: 'refresh' }
  | { readonly type: 'answer'; readonly seq: number; readonly answer: Answer<unknown> }
  | { readonly type: 'stop' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly seq: number; readonly answer: Answer<unknown> }
  | { readonly type: 'ask'; readonly seq: number; readonly question: keyof HostQuestions; readonly input: unknown }
  | { readonly type: 'event'; readonly name: WorkerEventName; readonly value: unknown }
  | { readonly type: 'log'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };

/** One end of a connection between two processes. */
export type Port<Out, In> = { post(message: Out): void; onMessage(listener: (message: In) => void): void };
