/** The desktop shell: a list of small modules, each with one concern. Everything else happens in the worker processes. */
import { app } from 'electron';
import { applicationRoot, surroundings } from '../worker/data-folder.ts';
import { commandLineArguments, runCommandLine } from './command-line.ts';
import { registerScheme, serveContent } from './content.ts';
import { guardContents, guardSession } from './guards.ts';
import { registerIpc } from './ipc.ts';
import { startLog } from './log.ts';
import { setMenu } from './menu.ts';
import { startNotifications } from './notify.ts';
import { startSchedule } from './schedule.ts';
import { openVault } from './secrets.ts';
import { openShellSettings } from './settings.ts';
import { createShellState } from './state.ts';
import { startTray, type Tray } from './tray.ts';
import { createWindows } from './window.ts';
import { startWorkers } from './workers.ts';

const root = applicationRoot(surroundings());

async function start(): Promise<void> {
  const log = startLog(root);
  const settings = openShellSettings(root, log);
  const vault = openVault(root, log);
  const state = createShellState(settings);
  let tray: Tray | null = null;
  serveContent();
  guardSession();
  const windows = createWindows(settings, log, () => tray?.visible() === true && settings.get().whenClosed === 'tray');
  const workers = startWorkers({ root, vault, state, log });
  registerIpc({ root, vault, state, settings, workers, log, window: windows.current });
  setMenu({ windows, workers, state });
  tray = startTray({ windows, workers, state });
  startNotifications({ root, windows, state });
  startSchedule({ root, workers, state, log });
  app.on('second-instance', windows.show);
  app.on('activate', windows.show);
  app.on('window-all-closed', () => {
    app.quit();
  });
  let ended = false;
  app.on('before-quit', (event) => {
    windows.allowClose();
    if (ended) return;
    event.preventDefault();
    void workers.stop().finally(() => {
      ended = true;
      app.quit();
    });
  });
  windows.show();
}

registerScheme();
app.enableSandbox();
app.setPath('userData', `${root}/app/shell`);
guardContents();
const commandLine = commandLineArguments(process.argv);
if (commandLine !== null) {
  void app.whenReady().then(async () => app.exit(await runCommandLine(commandLine, root)));
} else if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start);
} else {
  app.quit();
}

