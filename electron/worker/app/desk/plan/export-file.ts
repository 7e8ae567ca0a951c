import { open, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { InputProblem, Problem } from '../../../../../shared/errors.ts';

/** How many lines are made before other work has its turn and the file takes what there is. */
const linesAtOnce = 200;

export type ExportOrder<Item> = {
  readonly path: string;
  readonly format: 'csv' | 'html' | 'json';
  readonly head: string;
  readonly foot: string;
  readonly text: (item: Item) => string;
  readonly items: Iterable<Item>;
  readonly cancelled: () => boolean;
  readonly progress: (done: number) => void;
};

function checkPath(path: string, format: 'csv' | 'html' | 'json'): void {
  if (!isAbsolute(path)) throw new InputProblem('path', `"${path}" does not name a file in full.`, 'Choose the file with Save as.');
  if (!path.toLowerCase().endsWith(`.${format}`)) throw new InputProblem('path', `"${path}" does not end in .${format}.`, `Give the file a name that ends in .${format}.`);
}

/** Writes beside the file and renames at the end: a file of that name is either the old one or complete. Answers the number of items. */
export async function writeExport<Item>({ path, format, head, foot, text, items, cancelled, progress }: ExportOrder<Item>): Promise<number> {
  checkPath(path, format);
  const partial = `${path}.part`;
  let rows = 0;
  try {
    const file = await open(partial, 'w', 0o600);
    try {
      let pending = [head];
      for (const item of items) {
        pending.push(text(item));
        rows += 1;
        if (rows % linesAtOnce !== 0) continue;
        if (cancelled()) throw new Problem('cancelled', 'The export was stopped; no file was written.', 'Export again when you want.');
        await file.writeFile(pending.join(''));
        pending = [];
        progress(rows);
      }
      await file.writeFile(`${pending.join('')}${foot}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    progress(rows);
    return rows;
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof Problem) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new InputProblem('path', `${path} cannot be written (${code}).`, `Choose a folder that you may write to and that has room; ${dirname(path)} was tried.`, { cause: error });
  }
}
