import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../../shared/ipc/state.ts';

const query = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the dark theme is shown: as chosen, else as the system says. */
export function useDark(choice: ThemeChoice): boolean {
  const systemIsDark = useSyncExternalStore(subscribe, () => query.matches);
  return choice === 'system' ? systemIsDark : choice === 'dark';
}
