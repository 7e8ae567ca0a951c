import { beforeEach, expect, test, vi } from 'vitest';
import type { AppState } from '../../../shared/ipc/state.ts';

const starting: AppState = { loaded: false, theme: 'system', profiles: [], activeProfileId: null, setup: null, run: null, status: null, nextRunAt: null, worker: 'starting' };
const known: AppState = { ...starting, loaded: true, setup: { step: 'source' }, worker: 'ready' };

beforeEach(() => vi.resetModules());

/** Starts the store with this first answer, and a state pushed before it comes; `tell` is the main process with a newer state. */
async function start(first: AppState, before: AppState | null = null) {
  let tell: (state: AppState) => void = () => undefined;
  vi.stubGlobal('causeway', {
    app: { state: () => Promise.resolve({ ok: true, value: first }) },
    on: (_name: 'state', listener: (state: AppState) => void) => {
      tell = listener;
      return () => undefined;
    },
  });
  const { startAppStore, useAppStore } = await import('../../../renderer/frame/app-store.ts');
  const { openScreen, useNavigation } = await import('../../../renderer/frame/navigation.ts');
  startAppStore();
  if (before !== null) tell(before);
  await new Promise((done) => setTimeout(done, 0));
  await vi.waitFor(() => { if (useAppStore.getState().app === null) throw new Error('no answer yet'); });
  return { tell: (state: AppState) => tell(state), openScreen, screen: () => useNavigation.getState().screen };
}

test('a setup that was left goes on, whether the desk is quicker than the window or slower', async () => {
  expect((await start(known)).screen()).toBe('setup');
  vi.resetModules();
  const slow = await start(starting);
  expect(slow.screen()).toBe('home');
  slow.tell({ ...starting, worker: 'ready' });
  expect(slow.screen()).toBe('home');
  slow.tell(known);
  expect(slow.screen()).toBe('setup');
});

test('an answer that was overtaken by a newer state changes nothing', async () => {
  const { tell, screen } = await start(starting, known);
  expect(screen()).toBe('setup');
  const { useAppStore } = await import('../../../renderer/frame/app-store.ts');
  expect(useAppStore.getState().app).toEqual(known);
  tell({ ...known, setup: null });
  expect(useAppStore.getState().app?.setup).toBeNull();
});

test('who leaves the setup is not brought back to it', async () => {
  const { tell, openScreen, screen } = await start(known);
  openScreen('home');
  tell({ ...known, activeProfileId: 'contoso' });
  expect(screen()).toBe('home');
  vi.resetModules();
  const without = await start({ ...known, setup: null });
  without.tell(known);
  expect(without.screen()).toBe('home');
});
