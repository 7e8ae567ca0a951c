import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'node_modules', 'electron');
const downloadLimitMs = 120_000;

/** Electron's binary, where it has been downloaded. Asking the package itself would start the download. */
export function electronBinary(): string | null {
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const binary = join(folder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** Tries once to have the binary, by the package's own installer. Quiet: a closed network is no error. */
export function fetchElectronBinary(): string | null {
  const installer = join(folder, 'install.js');
  if (electronBinary() === null && existsSync(installer)) spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: downloadLimitMs });
  return electronBinary();
}
