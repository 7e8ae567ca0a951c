import type { Finding } from '../../shared/finding.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

export type LastCheck = { readonly at: string; readonly findings: readonly Finding[] };

const fileName = 'last-check.json';
const clockFile = 'last-clock.json';

/** Keeps how far this computer's clock was from the tenant's in the last run; a run that heard no answer leaves the file alone. */
export function saveClockSkew(dataFolder: string, clockSkewSeconds: number | null): void {
  if (clockSkewSeconds !== null) writeJsonFile(dataFolder, clockFile, { clockSkewSeconds });
}

/** Null when no run has measured it. */
export function readClockSkew(dataFolder: string): number | null {
  const skew = readJsonFile<{ clockSkewSeconds: unknown }>(dataFolder, clockFile)?.clockSkewSeconds;
  return typeof skew === 'number' ? skew : null;
}

/** Keeps what a check found, so that health can speak of it. Findings carry no secret. */
export function saveLastCheck(dataFolder: string, check: LastCheck): void {
  writeJsonFile(dataFolder, fileName, check);
}

/** The last check, or null when there was none or its file is damaged. */
export function readLastCheck(dataFolder: string): LastCheck | null {
  const { at, findings } = readJsonFile<LastCheck>(dataFolder, fileName) ?? {};
  return typeof at === 'string' && Array.isArray(findings) ? { at, findings: findings as readonly Finding[] } : null;
}
