import { appCalls, type AppCalls } from './app.ts';
import type { Methods } from './call.ts';
import { configurationCalls, type ConfigurationCalls } from './configuration.ts';
import { conflictCalls, type ConflictCalls } from './conflicts.ts';
import { directoryCalls, type DirectoryCalls } from './directory.ts';
import type { AppEvents, EventName } from './events.ts';
import { healthCalls, type HealthCalls } from './health.ts';
import { objectCalls, type ObjectCalls } from './objects.ts';
import { planCalls, type PlanCalls } from './plan.ts';
import { profileCalls, type ProfileCalls } from './profiles.ts';
import { runCalls, type RunCalls } from './runs.ts';
import { settingsCalls, type SettingsCalls } from './settings.ts';
import { setupCalls, type SetupCalls } from './setup.ts';

/**
 * The whole contract between the window and the rest: a type map of calls and one of events. Preload, main, worker and
 * renderer derive everything from it. A new noun is a file beside this one, and one line in each list below.
 */
export type AllCalls = AppCalls & ConfigurationCalls & ConflictCalls & DirectoryCalls & HealthCalls & ObjectCalls & PlanCalls & ProfileCalls & RunCalls & SettingsCalls & SetupCalls;
export type CallName = keyof AllCalls;
export type InputOf<Name extends CallName> = AllCalls[Name]['input'];
export type OutputOf<Name extends CallName> = AllCalls[Name]['output'];

/** Every call name; the preload script exposes these and no others. Free of schemas, so that it stays small. */
export const callNames: readonly CallName[] = [...appCalls, ...configurationCalls, ...conflictCalls, ...directoryCalls, ...healthCalls, ...objectCalls, ...planCalls, ...profileCalls, ...runCalls, ...settingsCalls, ...setupCalls];

/** What `window.causeway` is. */
export type CausewayApi = {
  readonly app: Methods<AppCalls>;
  readonly configuration: Methods<ConfigurationCalls>;
  readonly conflicts: Methods<ConflictCalls>;
  readonly directory: Methods<DirectoryCalls>;
  readonly health: Methods<HealthCalls>;
  readonly objects: Methods<ObjectCalls>;
  readonly plan: Methods<PlanCalls>;
  readonly profiles: Methods<ProfileCalls>;
  readonly runs: Methods<RunCalls>;
  readonly settings: Methods<SettingsCalls>;
  readonly setup: Methods<SetupCalls>;
  /** Answers the function that ends the subscription. */
  readonly on: <Name extends EventName>(name: Name, listener: (value: AppEvents[Name]) => void) => () => void;
};

/** Nouns that the main process answers itself; the others go to a worker process. */
export const shellNouns = ['app'] as const;
/** Whether the process that runs synchronizations answers; the rest goes to the desk, which answers questions. It also computes what takes long, so that no screen waits for it. */
export function isForEngine(name: CallName, input: unknown): boolean {
  return nounOf(name) === 'runs' || (name === 'conflicts.preview' && (input as InputOf<'conflicts.preview'>).wait);
}

export function nounOf(name: CallName): string {
  return name.slice(0, name.indexOf('.'));
}
