import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Log } from '../sync/ports.ts';
import type { Redactor } from './redact.ts';

const largestFile = 10 * 1024 * 1024;
const keptFiles = 5;

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** `causeway.log` → `causeway.1.log` → … → `causeway.5.log` → gone. */
function rotate(folder: string): void {
  const numbered = (number: number): string => join(folder, number === 0 ? 'causeway.log' : `causeway.${number}.log`);
  rmSync(numbered(keptFiles), { force: true });
  for (let number = keptFiles - 1; number >= 0; number -= 1) {
    if (statSync(numbered(number), { throwIfNoEntry: false }) !== undefined) renameSync(numbered(number), numbered(number + 1));
  }
}

/**
 * Opens the log of a data folder: one line per event, UTC, blackened by the redactor, at most 60 MB in six files.
 * A log that cannot be written never stops a synchronization.
 */
export function openLog(dataFolder: string, redactor: Redactor, clock: Clock, limits: { readonly largestFile: number } = { largestFile }): Log {
  const folder = join(dataFolder, 'logs');
  const path = join(folder, 'causeway.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let size = sizeOf(path);
  return (level, text) => {
    const line = `${clock.now().toISOString()} ${level.padEnd(7)} ${redactor.text(text).replace(/[\r\n]+/g, ' ⏎ ')}\n`;
    try {
      if (size > 0 && size + Buffer.byteLength(line) > limits.largestFile) {
        rotate(folder);
        size = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      if (size === 0) chmodSync(path, 0o600);
      size += Buffer.byteLength(line);
    } catch {
      size = sizeOf(path);
    }
  };
}
