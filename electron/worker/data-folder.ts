import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Problem } from '../../shared/errors.ts';

export type Surroundings = { readonly env: Readonly<Record<string, string | undefined>>; readonly platform: NodeJS.Platform; readonly home: string };

export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir() };
}

/** Where the operating system wants application data (XDG Base Directory on Linux). */
function applicationData({ env, platform, home }: Surroundings): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_DATA_HOME'];
  return xdg !== undefined && xdg.startsWith('/') ? xdg : join(home, '.local', 'share');
}

/** Root of everything Causeway keeps for this account; `CAUSEWAY_HOME` names another one. */
export function applicationRoot(place: Surroundings): string {
  const home = place.env['CAUSEWAY_HOME'];
  return home !== undefined && home !== '' ? resolve(home) : join(applicationData(place), 'causeway');
}

/** A profile's name as a folder name. */
function folderName(profileName: string): string {
  const safe = profileName.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '');
  return safe === '' ? 'profile' : safe;
}

/** The data folder of a profile below a root of one's own. */
export function dataFolderBelow(root: string, profileName: string): string {
  return join(root, folderName(profileName));
}

/** The folder of a profile's staging store, lock and logs, when `--data-dir` names no other. */
export function defaultDataFolder(profileName: string, place: Surroundings): string {
  return dataFolderBelow(applicationRoot(place), profileName);
}

/** Makes the data folder, for its owner only; a folder that is there keeps its permissions. Throws a `store` Problem when that is not possible. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Problem('store', `The data folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, 'Name a folder that you may write with --data-dir DIR.', { cause: error });
  }
}
