import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../shared/finding.ts';

export type LastCheck = { readonly at: string; readonly findings: readonly Finding[] };

const fileName = 'last-check.json';

/** Keeps what a check found, so that health can speak of it. Findings carry no secret. */
export function saveLastCheck(dataFolder: string, check: LastCheck): void {
  const path = join(dataFolder, fileName);
  writeFileSync(`${path}.new`, JSON.stringify(check), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The last check, or null when there was none or its file is damaged. */
export function readLastCheck(dataFolder: string): LastCheck | null {
  try {
    const value = JSON.parse(readFileSync(join(dataFolder, fileName), 'utf8')) as Partial<LastCheck>;
    return typeof value.at === 'string' && Array.isArray(value.findings) ? { at: value.at, findings: value.findings } : null;
  } catch {
    return null;
  }
}
