import { join } from 'node:path';
import { app, Menu, nativeImage, Tray as NativeTray } from 'electron';
import type { AppState } from '../../shared/ipc/state.ts';
import type { ShellState } from './state.ts';
import { syncOrShow } from './sync-now.ts';
import type { Windows } from './window.ts';
import type { Workers } from './workers.ts';

export type Tray = { visible(): boolean };

/** What the tray says, in one short line. */
export function trayText(state: AppState): string {
  const profile = state.profiles.find(({ id }) => id === state.activeProfileId);
  if (profile === undefined) return 'No profile yet';
  if (state.run !== null) return `${profile.name}: running`;
  const { status } = state;
  if (status === null || status.lastRun === null) return `${profile.name}: never synchronized`;
  if (status.lastRun.outcome === 'failed') return `${profile.name}: the last run failed`;
  if (status.heldByProtection > 0) return `${profile.name}: ${status.heldByProtection} changes held`;
  return status.openConflicts > 0 ? `${profile.name}: ${status.openConflicts} conflicts open` : `${profile.name}: in sync`;
}

/** The icon near the clock: state and "Sync now". Some Linux desktops have no tray; then closing the window ends the app. */
export function startTray({ windows, workers, state }: { readonly windows: Windows; readonly workers: Workers; readonly state: ShellState }): Tray {
  let tray: NativeTray;
  try {
    tray = new NativeTray(nativeImage.createFromPath(join(app.getAppPath(), 'dist', 'app', 'tray.png')));
  } catch {
    return { visible: () => false };
  }
  const update = (now: AppState): void => {
    const text = trayText(now);
    tray.setToolTip(`Causeway: ${text}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: text, enabled: false },
        { type: 'separator' },
        { label: 'Open Causeway', click: windows.show },
        { label: 'Sync now', enabled: now.activeProfileId !== null && now.run === null, click: () => void syncOrShow({ windows, workers, state }) },
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
  };
  tray.on('click', windows.show);
  let last = '';
  state.onChange((now) => {
    const key = `${trayText(now)}${now.run === null}`;
    if (key !== last) update(now);
    last = key;
  });
  update(state.get());
  return { visible: () => true };
}
