import type { TargetConnector } from '../sync/ports.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** When it was looked up, and when the client secret ends; null when that may not be read. */
type LastSecret = { readonly at: string; readonly expiresAt: string | null };

const fileName = 'last-secret.json';
const lookEveryMs = 24 * 3_600_000;
/** Close to its end it is looked up with every run, so that the alert goes as soon as there is a new one. */
const closeMs = 31 * 24 * 3_600_000;

function read(dataFolder: string): LastSecret | null {
  const { at, expiresAt } = readJsonFile<LastSecret>(dataFolder, fileName) ?? {};
  return typeof at === 'string' ? { at, expiresAt: typeof expiresAt === 'string' ? expiresAt : null } : null;
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
  writeJsonFile(dataFolder, fileName, looked);
}
