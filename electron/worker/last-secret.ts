import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetConnector } from '../sync/ports.ts';

/** When it was looked up, and when the client secret ends; null when that may not be read. */
type LastSecret = { readonly at: string; readonly expiresAt: string | null };

const fileName = 'last-secret.json';
const lookEveryMs = 24 * 3_600_000;
/** Close to its end it is looked up with every run, so that the alert goes as soon as there is a new one. */
const closeMs = 31 * 24 * 3_600_000;

function read(dataFolder: string): LastSecret | null {
  try {
    const { at, expiresAt } = JSON.parse(readFileSync(join(dataFolder, fileName), 'utf8')) as Partial<LastSecret>;
    return typeof at === 'string' ? { at, expiresAt: typeof expiresAt === 'string' ? expiresAt : null } : null;
  } catch {
    return null;
  }
}

/** When the client secret ends, as it was looked up last; null when that is not known. */
export function readSecretEnd(dataFolder: string): string | null {
  return read(dataFolder)?.expiresAt ?? null;
}

/** Looks the end of the client secret up, at most once a day. */
export async function lookUpSecretEnd(dataFolder: string, target: Pick<TargetConnector, 'secretEnds'>, now: Date): Promise<void> {
  const last = read(dataFolder);
  const isClose = last !== null && last.expiresAt !== null && Date.parse(last.expiresAt) - now.getTime() < closeMs;
  const age = last === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(last.at);
  if (target.secretEnds === undefined || (!isClose && age >= 0 && age < lookEveryMs)) return;
  const looked: LastSecret = { at: now.toISOString(), expiresAt: await target.secretEnds() };
  const path = join(dataFolder, fileName);
  writeFileSync(`${path}.new`, JSON.stringify(looked), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
