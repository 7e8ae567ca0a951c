import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { SignIn } from '../worker/connector-options.ts';
import { defaultDataFolder, surroundings } from '../worker/data-folder.ts';
import { loadProfile, type LoadedProfile } from '../worker/profile.ts';
import { openWorkspace, type Workspace } from '../worker/workspace.ts';
import type { Invocation } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets. */
export type Context = {
  readonly invocation: Invocation;
  readonly terminal: Terminal;
  readonly json: boolean;
  /** Secrets of the desktop app's encrypted store, when the app itself runs this command. */
  readonly keychain?: Readonly<Record<string, string>>;
};

/** npm runs scripts in the package folder; relative names are meant from where the person stands. */
function startFolder(): string {
  return (process.env['npm_lifecycle_event'] === 'causeway' ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}

/** A file or folder named on the command line, as an absolute path. */
export function pathOf(name: string): string {
  return resolve(startFolder(), name);
}

export function profilePath(context: Context): string {
  return pathOf(context.invocation.values.profile ?? 'causeway.json');
}

/** The data folder of a profile: `--data-dir`, else the operating system's. */
export function dataFolderOf(context: Context, loaded: LoadedProfile): string {
  const given = context.invocation.values['data-dir'];
  return given === undefined ? defaultDataFolder(loaded.profile.name, surroundings()) : pathOf(given);
}

/** Loads the profile and opens its data folder and log. */
export function workspaceOf(context: Context): Workspace {
  const loaded = loadProfile(profilePath(context));
  return openWorkspace(loaded, dataFolderOf(context, loaded), { env: process.env, ...(context.keychain === undefined ? {} : { keychain: context.keychain }) });
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replace(/(["$`\\])/g, '\\$1')}"`;
}

/** The exact command to type next, with this invocation's `--profile` and `--data-dir`. */
export function commandLine(context: Context, words: readonly string[]): string {
  const { profile, 'data-dir': dataDir } = context.invocation.values;
  const start = process.env['npm_lifecycle_event'] === 'causeway' ? ['npm', 'run', '--silent', 'causeway', '--'] : ['causeway'];
  const options = [...(profile === undefined ? [] : ['--profile', profile]), ...(dataDir === undefined ? [] : ['--data-dir', dataDir])];
  return [...start, ...words, ...options].map(quoted).join(' ');
}

/** Signs a person in from a terminal: opens the system's browser, and shows the address in case none opens. */
export function terminalSignIn(terminal: Terminal): SignIn {
  return {
    openBrowser: async (url) => {
      terminal.say(`Sign in to Microsoft Entra ID in the browser. If none opens, open this address:\n${url}`);
      const [command, args]: readonly [string, readonly string[]] =
        process.platform === 'win32' ? ['rundll32', ['url.dll,FileProtocolHandler', url]] : process.platform === 'darwin' ? ['open', [url]] : ['xdg-open', [url]];
      const child = spawn(command, args, { stdio: 'ignore', detached: true });
      child.on('error', () => undefined);
      child.unref();
      await Promise.resolve();
    },
    showDeviceCode: (message) => terminal.say(message),
  };
}
