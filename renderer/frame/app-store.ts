import { create } from 'zustand';
import type { AppState, ProfileEntry } from '../../shared/ipc/state.ts';
import { call, on } from '../api.ts';
import { openScreen } from './navigation.ts';

/** The app's state as the main process knows it; null until the first answer. */
export const useAppStore = create<{ readonly app: AppState | null }>(() => ({ app: null }));

/** Subscribes once, at start. */
export function startAppStore(): void {
  let resumed = false;
  const take = (app: AppState): void => {
    useAppStore.setState({ app });
    if (resumed || !app.loaded) return;
    resumed = true;
    // A setup that was left goes on where it stopped.
    if (app.setup !== null) openScreen('setup');
  };
  on('state', take);
  // Whatever was pushed meanwhile is newer than this answer.
  void call('app.state', null).then((app) => { if (useAppStore.getState().app === null) take(app); });
}

export function useActiveProfile(): ProfileEntry | null {
  return useAppStore(({ app }) => app?.profiles.find(({ id }) => id === app.activeProfileId) ?? null);
}
