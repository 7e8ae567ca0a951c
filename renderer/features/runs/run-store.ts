import { useEffect } from 'react';
import { create } from 'zustand';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { RunUpdate, RunView } from '../../../shared/ipc/runs.ts';
import { call, refusalFrom } from '../../api.ts';
import { useEvent } from '../../hooks/use-event.ts';
import { merged } from './run-words.ts';

type RunStore = { readonly profileId: string | null; readonly view: RunView | null; readonly loaded: boolean; readonly refusal: Refusal | null };

/** The newest run of the profile that is shown; outlives the screen. */
const useRunStore = create<RunStore>(() => ({ profileId: null, view: null, loaded: false, refusal: null }));

/** Asks the engine for the whole view: at first sight, after a reload of the window, after a crash. */
async function load(profileId: string): Promise<void> {
  try {
    const view = await call('runs.current', { profileId });
    if (useRunStore.getState().profileId === profileId) useRunStore.setState({ view, loaded: true, refusal: null });
  } catch (error) {
    if (useRunStore.getState().profileId === profileId) useRunStore.setState({ loaded: true, refusal: refusalFrom(error) });
  }
}

function take(update: RunUpdate): void {
  const { profileId, view } = useRunStore.getState();
  if (update.profileId !== profileId) return;
  if (view?.runId === update.runId) useRunStore.setState({ view: merged(view, update) });
  else void load(update.profileId);
}

/** The newest run of a profile, live. */
export function useRun(profileId: string): RunStore & { readonly reload: () => void } {
  const store = useRunStore();
  useEffect(() => {
    if (useRunStore.getState().profileId !== profileId) useRunStore.setState({ profileId, view: null, loaded: false, refusal: null });
    void load(profileId);
  }, [profileId]);
  useEvent('run.update', take);
  useEvent('run.ended', ({ profileId: of, problem }) => {
    if (of === profileId && problem !== null) void load(profileId);
  });
  return { ...store, reload: () => void load(profileId) };
}

/** Pause, resume and cancel show at once; the engine says when they are done. */
export async function ask(what: 'pause' | 'resume' | 'cancel', runId: string): Promise<void> {
  const { view } = useRunStore.getState();
  const state = { pause: 'pausing', resume: 'running', cancel: 'cancelling' } as const;
  if (view?.runId === runId) useRunStore.setState({ view: { ...view, state: state[what] } });
  try {
    await call(`runs.${what}`, { runId });
  } catch (error) {
    useRunStore.setState({ refusal: refusalFrom(error) });
    if (view !== null) await load(view.profileId);
  }
}
