import type { SourcePage } from '../../sync/ports.ts';
import { readObjects } from './import-context.ts';
import type { ImportContext } from './import-context.ts';
import { kindsFilter } from './object-classes.ts';
import { readTombstones } from './tombstones.ts';

/**
 * Pages of a delta import by update sequence number: what changed after `lastUsn`, then what was deleted. The watermark
 * was taken before the read, so that a change during the read is read again next time.
 */
export async function* usnChangedPages(context: ImportContext, lastUsn: string, tombstonesReadable: boolean, watermark: string): AsyncGenerator<SourcePage> {
  const from = (BigInt(lastUsn) + 1n).toString();
  for await (const objects of readObjects(context, context.directory.baseDn, `(&(uSNChanged>=${from})${kindsFilter})`)) {
    if (objects.length > 0) yield { objects, deleted: [], watermark: null };
  }
  if (tombstonesReadable) {
    for await (const deleted of readTombstones(context, from)) {
      if (deleted.length > 0) yield { objects: [], deleted, watermark: null };
    }
  }
  yield { objects: [], deleted: [], watermark };
}
