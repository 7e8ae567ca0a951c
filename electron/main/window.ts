import { join } from 'node:path';
import { app, BrowserWindow, screen, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron';
import { startAddress } from './content.ts';
import type { ShellLog } from './log.ts';
import type { ShellSettings, ShellSettingsFile } from './settings.ts';

/** Written out even where it is the default, so that a test and a reader can compare (Electron's security checklist). */
export function webPreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    spellcheck: false,
    devTools: !packaged,
  };
}

const size = { width: 1280, height: 800, minWidth: 900, minHeight: 600 } as const;

export type Windows = { show(): void; current(): BrowserWindow | null; allowClose(): void };

/** The remembered place, when a screen is still there. */
function placeOf(kept: ShellSettings['window']): Partial<BrowserWindowConstructorOptions> {
  if (kept === undefined) return {};
  const { x, y, width, height } = kept;
  if (x === undefined || y === undefined) return { width, height };
  const { workArea } = screen.getDisplayMatching({ x, y, width, height });
  const visible = x < workArea.x + workArea.width && x + width > workArea.x && y >= workArea.y && y < workArea.y + workArea.height;
  return visible ? { x, y, width, height } : { width, height };
}

/** One window. Closing it only hides it when the app is to stay in the tray. */
export function createWindows(settings: ShellSettingsFile, log: ShellLog, staysInTray: () => boolean): Windows {
  let window: BrowserWindow | null = null;
  let closing = false;

  const open = (): BrowserWindow => {
    const created = new BrowserWindow({
      ...size,
      ...placeOf(settings.get().window),
      title: 'Causeway',
      show: false,
      backgroundColor: '#00000000',
      autoHideMenuBar: true,
      webPreferences: webPreferences(join(app.getAppPath(), 'dist', 'app', 'preload.cjs'), app.isPackaged),
    });
    const remember = (): void => {
      const { x, y, width, height } = created.getNormalBounds();
      settings.set({ window: { x, y, width, height, maximized: created.isMaximized() } });
    };
    created.once('ready-to-show', () => {
      if (settings.get().window?.maximized === true) created.maximize();
      created.show();
    });
    created.on('close', (event) => {
      remember();
      if (closing || !staysInTray()) return;
      event.preventDefault();
      created.hide();
    });
    created.on('closed', () => {
      window = null;
    });
    created.webContents.on('render-process-gone', (_event, { reason }) => {
      log('error', `the window's process ended (${reason}); it is loaded again`);
      if (reason !== 'clean-exit') created.webContents.reload();
    });
    void created.loadURL(startAddress);
    return created;
  };

  return {
    show() {
      window ??= open();
      if (window.isMinimized()) window.restore();
      if (!window.isVisible() && !window.webContents.isLoading()) window.show();
      window.focus();
    },
    current: () => window,
    allowClose() {
      closing = true;
    },
  };
}
