import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../shared/finding.ts';

export type LastCheck = { readonly at: string; readonly findings: readonly Finding[] };

const fileName = 'last-check.json';
const clockFile = 'last-clock.json';

/** Keeps how far this computer's clock was from the tenant's in the last run; a run that heard no answer leaves the file alone. */
export function saveClockSkew(dataFolder: string, clockSkewSeconds: number | null): void {
  if (clockSkewSeconds === null) return;
  const path = join(dataFolder, clockFile);
  writeFileSync(`${path}.new`, JSON.stringify({ clockSkewSeconds }), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Null when no run has measured it. */
export function readClockSkew(dataFolder: string): number | null {
  try {
    const { clockSkewSeconds } = JSON.parse(readFileSync(join(dataFolder, clockFile), 'utf8')) as { readonly clockSkewSeconds?: unknown };
    return typeof clockSkewSeconds === 'number' ? clockSkewSeconds : null;
  } catch {
    return null;
  }
}

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
