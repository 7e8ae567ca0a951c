import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../shared/errors.ts';

/** A connector file carries the schema of a forest, some megabytes; nothing of an export comes near this. */
export const largestFileBytes = 64 * 1024 * 1024;
const mostFiles = 5000;

function problem(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return new Problem('usage', code === 'ENOENT' ? `There is no ${path}.` : `${path} cannot be read (${code}).`, "Name the JSON file that Entra Connect's wizard exported, or the folder of Get-ADSyncServerConfiguration.", { cause: error });
}

/** UTF-8, or UTF-16 as PowerShell writes it. Throws a `usage` Problem when the file is too large or cannot be read. */
export function exportFileText(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > largestFileBytes) throw new Problem('usage', `${path} has ${size} bytes; an export of Entra Connect stays below ${largestFileBytes}.`, 'Check that this is the right file.');
    const bytes = readFileSync(path);
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw problem(path, error);
  }
}

/** The XML files of a folder by name; none when the folder is missing. */
export function xmlFilesOf(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && /\.xml$/i.test(entry.name)).map(({ name }) => name).sort();
    if (names.length > mostFiles) throw new Problem('usage', `${folder} holds ${names.length} files; an export of Entra Connect stays below ${mostFiles}.`, 'Check that this is the right folder.');
    return names.map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw problem(folder, error);
  }
}
