import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resolution } from '../../shared/conflict.ts';
import { attempt } from './connection.ts';

/** Beside the database: what was decided, readable without it. Holds no secret. */
const mirrorName = 'resolutions.json';

/** Replaces the mirror as a whole; a crash leaves the old one or the new one. */
export function writeMirror(folder: string, resolutions: readonly Resolution[]): void {
  const path = join(folder, mirrorName);
  attempt(path, () => {
    const next = `${path}.new`;
    const handle = openSync(next, 'w', 0o600);
    try {
      writeFileSync(handle, `${JSON.stringify({ version: 1, resolutions }, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(next, path);
  });
}

/** The mirrored resolutions; null when there is no mirror, or none that can be read. */
export function readMirror(folder: string): readonly Resolution[] | null {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, mirrorName), 'utf8'));
    if (typeof content !== 'object' || content === null || !('resolutions' in content) || !Array.isArray(content.resolutions)) return null;
    return content.resolutions.filter(isResolution);
  } catch {
    return null;
  }
}

/** Enough of a resolution to be applied: what it decides and how. */
export function isResolution(value: unknown): value is Resolution {
  return (
    typeof value === 'object' && value !== null && 'conflictId' in value && typeof value.conflictId === 'string' && 'kind' in value && typeof value.kind === 'string'
  );
}
