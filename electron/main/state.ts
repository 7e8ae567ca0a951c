import type { AppState } from '../../shared/ipc/state.ts';
import type { ShellSettingsFile } from './settings.ts';

/** The app's state, merged from desk, engine and shell. */
export type ShellState = { get(): AppState; set(change: Partial<AppState>): void; onChange(listener: (state: AppState) => void): void };

export function createShellState(settings: ShellSettingsFile): ShellState {
  const listeners: ((state: AppState) => void)[] = [];
  let current: AppState = { loaded: false, theme: settings.get().theme, profiles: [], activeProfileId: null, setup: null, run: null, status: null, nextRunAt: null, worker: 'starting' };
  return {
    get: () => current,
    set(change) {
      current = { ...current, ...change };
      for (const listener of listeners) listener(current);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
