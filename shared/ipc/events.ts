import type { Finding } from '../finding.ts';
import type { Progress } from '../run.ts';
import type { Refusal } from './call.ts';
import type { RunUpdate } from './runs.ts';
import type { AppState } from './state.ts';

/** Pushed to the renderer. Values are plain data; nothing here is an answer to a call. */
export type AppEvents = {
  state: AppState;
  'run.progress': { readonly runId: string; readonly progress: Progress };
  /** The run view, at most ten times a second. */
  'run.update': RunUpdate;
  'run.ended': { readonly runId: string; readonly profileId: string; readonly problem: Refusal | null };
  /** What to type where, to sign in on another device. */
  'signIn.deviceCode': { readonly message: string };
  /** One row of a live check; `operation` is the name the renderer gave it. */
  'operation.finding': { readonly operation: string; readonly finding: Finding };
  'operation.progress': { readonly operation: string; readonly done: number; readonly total: number | null; readonly text: string };
  /** Menu, tray and notifications ask the renderer to show a screen. */
  navigate: { readonly screen: string };
};

export const eventNames = ['state', 'run.progress', 'run.update', 'run.ended', 'signIn.deviceCode', 'operation.finding', 'operation.progress', 'navigate'] as const satisfies readonly (keyof AppEvents)[];
export type EventName = keyof AppEvents;
