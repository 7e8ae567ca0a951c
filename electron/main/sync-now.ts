import { send } from './send.ts';
import type { ShellState } from './state.ts';
import type { Windows } from './window.ts';
import type { Workers } from './workers.ts';

/** Starts a sync of the active profile, from menu, tray or schedule. Answers why not, or null. */
export async function syncNow(workers: Workers, state: ShellState, { scheduled }: { readonly scheduled: boolean }): Promise<string | null> {
  const { activeProfileId, run } = state.get();
  if (activeProfileId === null || run !== null) return activeProfileId === null ? 'There is no profile yet.' : `Run ${run?.runId ?? ''} is under way.`;
  const answer = await workers.call('runs.start', { profileId: activeProfileId, profile: 'sync', full: false, approve: null, ...(scheduled ? { scheduled } : {}) });
  return answer.ok ? null : answer.problem.message;
}

/** The same for a person at the menu or the tray: what speaks against it is told in the window. */
export async function syncOrShow({ windows, workers, state }: { readonly windows: Windows; readonly workers: Workers; readonly state: ShellState }): Promise<void> {
  if ((await syncNow(workers, state, { scheduled: false })) === null) return;
  windows.show();
  send(windows.current(), 'navigate', { screen: 'home' });
}
