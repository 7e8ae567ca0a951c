import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import type { AppInfo } from '../../shared/ipc/app.ts';
import type { AppState } from '../../shared/ipc/state.ts';
import type { Redactor } from '../worker/redact.ts';

type Facts = { readonly root: string; readonly state: AppState; readonly info: AppInfo; readonly redactor: Redactor };

const largestFile = 20 * 1024 * 1024;

/** Logs and profiles; never secrets.json, a staging store or a key. */
function wanted(path: string): boolean {
  return /(^|\/)logs\/[^/]+\.log$/.test(path) || /^app\/profiles\/[^/]+\/profile\.json$/.test(path) || /^app\/(shell|settings|shelf|setup)\.json$/.test(path) || /(^|\/)last-check\.json$/.test(path);
}

/** A zip for a bug report. Every text goes through the redactor once more. */
export async function exportDiagnostics(path: string, { root, state, info, redactor }: Facts): Promise<void> {
  const files: Record<string, Uint8Array> = {};
  const add = (name: string, text: string): void => {
    files[name] = new TextEncoder().encode(redactor.text(text));
  };
  add('about.json', JSON.stringify({ ...info, node: process.version, arch: process.arch, state, at: new Date().toISOString() }, null, 2));
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const name = relative(root, file).replaceAll('\\', '/');
    if (!entry.isFile() || !wanted(name) || statSync(file).size > largestFile) continue;
    add(name, readFileSync(file, 'utf8'));
  }
  writeFileSync(path, zipSync(files), { mode: 0o600 });
  await Promise.resolve();
}
