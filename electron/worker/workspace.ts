import type { Log } from '../sync/ports.ts';
import { prepareDataFolder } from './data-folder.ts';
import { openLog } from './log-file.ts';
import type { LoadedProfile } from './profile.ts';
import { proxyPasswords } from './proxy.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { SecretContext } from './secrets.ts';
import { systemClock } from './system.ts';

/** A profile with its data folder, log and redactor: what every command works in. Opens no connection. */
export type Workspace = {
  readonly loaded: LoadedProfile;
  readonly dataFolder: string;
  readonly log: Log;
  readonly redactor: Redactor;
  readonly secrets: SecretContext;
};

export type WorkspaceOptions = {
  /** Where `{"env": "NAME"}` secrets and proxies are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What `{"keychain": "NAME"}` stands for, in the desktop app. */
  readonly keychain?: Readonly<Record<string, string>>;
  /** Hears every log line too, for the desktop app's live view. */
  readonly tail?: Log;
};

/** Makes the data folder and opens its log. */
export function openWorkspace(loaded: LoadedProfile, dataFolder: string, { env, keychain, tail }: WorkspaceOptions): Workspace {
  prepareDataFolder(dataFolder);
  const redactor = createRedactor();
  for (const password of proxyPasswords(loaded.profile, env)) redactor.remember(password);
  const file = openLog(dataFolder, redactor, systemClock);
  const log: Log = (level, text) => {
    file(level, text);
    tail?.(level, redactor.text(text));
  };
  const secrets: SecretContext = {
    folder: loaded.folder,
    env,
    platform: process.platform,
    ...(keychain === undefined ? {} : { keychain }),
    remember: redactor.remember,
    note: (text) => log('warning', text),
  };
  return { loaded, dataFolder, log, redactor, secrets };
}
