import { join } from 'node:path';
import { app, clipboard, dialog, nativeTheme, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { InputProblem } from '../../shared/errors.ts';
import type { AppCalls, AppInfo } from '../../shared/ipc/app.ts';
import { exportDiagnostics } from './diagnostics.ts';
import { openExternalAddress } from './external-links.ts';
import type { OpenGrants, SaveGrants } from './file-grants.ts';
import type { ShellLog } from './log.ts';
import type { Vault } from './secrets.ts';
import type { ShellSettingsFile } from './settings.ts';
import type { ShellState } from './state.ts';

export type AppHandlerContext = {
  readonly grants: SaveGrants;
  readonly openGrants: OpenGrants;
  readonly root: string;
  readonly vault: Vault;
  readonly state: ShellState;
  readonly settings: ShellSettingsFile;
  readonly log: ShellLog;
  readonly window: () => BrowserWindow | null;
};

type Handlers = { readonly [Name in keyof AppCalls]: (input: AppCalls[Name]['input']) => Promise<AppCalls[Name]['output']> | AppCalls[Name]['output'] };

const filters: Readonly<Record<AppCalls['app.chooseFile']['input']['purpose'], OpenDialogOptions>> = {
  profile: { title: 'Choose a profile', filters: [{ name: 'Causeway profile', extensions: ['json'] }] },
  caFile: { title: 'Choose the certificate of the CA', filters: [{ name: 'Certificate (PEM)', extensions: ['pem', 'crt', 'cer'] }] },
  certificate: { title: 'Choose the certificate of the application', filters: [{ name: 'Certificate (PEM)', extensions: ['pem', 'crt', 'cer'] }] },
  privateKey: { title: 'Choose the private key', filters: [{ name: 'Private key (PEM)', extensions: ['pem', 'key'] }] },
  connectFolder: { title: 'Choose the folder that Get-ADSyncServerConfiguration wrote', properties: ['openDirectory'] },
  connectFile: { title: 'Choose the file that the wizard of Entra Connect exported', filters: [{ name: 'Export of Entra Connect', extensions: ['json'] }] },
};

function info(root: string): AppInfo {
  const { electron, chrome } = process.versions;
  return { version: app.getVersion(), platform: process.platform, shell: electron === undefined ? 'chromium-host' : 'electron', shellVersion: electron ?? chrome ?? process.version, folder: root, program: electron === undefined ? [process.execPath, join(import.meta.dirname, '..', 'cli', 'main.js')] : [process.execPath, '--cli'] };
}

/** What only the shell can do. */
export function appHandlers({ grants, openGrants, root, vault, state, settings, log, window }: AppHandlerContext): Handlers {
  const choose = async (options: OpenDialogOptions): Promise<{ readonly path: string } | null> => {
    const parent = window();
    const wanted: OpenDialogOptions = { properties: ['openFile'], ...options };
    const { canceled, filePaths } = parent === null ? await dialog.showOpenDialog(wanted) : await dialog.showOpenDialog(parent, wanted);
    const [path] = filePaths;
    if (canceled || path === undefined) return null;
    openGrants.grant(path);
    return { path };
  };
  const chooseTarget = async (suggestedName: string): Promise<{ readonly path: string } | null> => {
    const parent = window();
    const wanted = { defaultPath: suggestedName };
    const { canceled, filePath } = parent === null ? await dialog.showSaveDialog(wanted) : await dialog.showSaveDialog(parent, wanted);
    return canceled || filePath === '' ? null : { path: filePath };
  };
  return {
    'app.info': () => info(root),
    'app.state': () => state.get(),
    'app.setTheme': ({ theme }) => {
      settings.set({ theme });
      nativeTheme.themeSource = theme;
      state.set({ theme });
      return null;
    },
    'app.openExternal': async ({ url }) => {
      if (!(await openExternalAddress(url))) throw new InputProblem('url', `Causeway does not open ${url}.`, 'It opens pages of Microsoft only; copy the address to open it yourself.');
      return null;
    },
    'app.copy': ({ text }) => {
      clipboard.writeText(text);
      return null;
    },
    'app.chooseFile': ({ purpose }) => choose(filters[purpose]),
    'app.chooseSaveFile': async ({ suggestedName }) => {
      const target = await chooseTarget(suggestedName);
      if (target !== null) grants.grant(target.path);
      return target;
    },
    'app.storeSecret': async ({ name, value }) => ({ stored: true, protectedBy: await vault.store(name, value) }),
    'app.forgetSecret': ({ name }) => {
      vault.forget(name);
      return null;
    },
    'app.exportDiagnostics': async () => {
      const target = await chooseTarget(`causeway-diagnostics-${new Date().toISOString().slice(0, 10)}.zip`);
      if (target === null) return null;
      // The redactor has to know every secret before it can find one.
      await vault.all();
      await exportDiagnostics(target.path, { root, state: state.get(), info: info(root), redactor: log.redactor });
      return target;
    },
  };
}
