import type { ShellState } from './state.ts';
import type { Workers } from './workers.ts';

/** Starts a sync of the active profile, from menu, tray or schedule. Answers why not, or null. */
export async function syncNow(workers: Workers, state: ShellState): Promise<string | null> {
  const { activeProfileId, run } = state.get();
  if (activeProfileId === null || run !== null) return activeProfileId === null ? 'There is no profile yet.' : `Run ${run?.runId ?? ''} is under way.`;
  const answer = await workers.call('runs.start', { profileId: activeProfileId, profile: 'sync', full: false, approve: null });
  return answer.ok ? null : answer.problem.message;
}
