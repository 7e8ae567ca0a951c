import { create } from 'zustand';
import type { AppState, ProfileEntry } from '../../shared/ipc/state.ts';
import { call, on } from '../api.ts';
import { openScreen } from './navigation.ts';

/** The app's state as the main process knows it; null until the first answer. */
export const useAppStore = create<{ readonly app: AppState | null }>(() => ({ app: null }));

/** Subscribes once, at start. */
export function startAppStore(): void {
  on('state', (app) => useAppStore.setState({ app }));
  void call('app.state', null).then((app) => {
    useAppStore.setState({ app });
    // A setup that was left goes on where it stopped.
    if (app.setup !== null) openScreen('setup');
  });
}

export function useActiveProfile(): ProfileEntry | null {
  return useAppStore(({ app }) => app?.profiles.find(({ id }) => id === app.activeProfileId) ?? null);
}
