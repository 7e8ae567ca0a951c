import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps a small fact in a file of its own, replaced as a whole; nobody else of this computer may read it. */
export function writeJsonFile(folder: string, name: string, value: unknown): void {
  const path = join(folder, name);
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Its properties, none of them certain; null when there is no such file, or it is damaged. */
export function readJsonFile<T>(folder: string, name: string): Partial<T> | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return typeof value === 'object' ? (value as Partial<T> | null) : null;
  } catch {
    return null;
  }
}
