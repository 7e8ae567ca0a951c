import type { SourceObject } from '../../sync/directory.ts';
import type { SourcePage } from '../../sync/ports.ts';
import type { Encoder } from './encode-entry.ts';
import { encodedObjects } from './encoded-object.ts';
import type { EncodedPage } from './encoded-object.ts';
import { readEntries } from './import-context.ts';
import type { ImportContext } from './import-context.ts';
import type { EntryMessage } from './message.ts';
import { kindsFilter } from './object-classes.ts';
import { readable } from './pager.ts';
import { readTombstones } from './tombstones.ts';

/** A part of a full read, as plain data. `completed`: objects that the server sent in parts. */
export type FullPage =
  | { readonly kind: 'objects'; readonly encoded: EncodedPage }
  | { readonly kind: 'completed'; readonly objects: readonly SourceObject[] }
  | { readonly kind: 'deleted'; readonly guids: readonly string[] };

/** Reads everything below the base, then the tombstones when they can be read. Ends normally only when the server said that this was all. */
export async function* readFull(context: ImportContext, tombstonesReadable: boolean, encoder: Encoder): AsyncGenerator<FullPage> {
  const { baseDn, facts } = context.directory;
  // Encoded as it arrives, an entry is gone from memory before the garbage collector meets it.
  const intake = { add: (entry: EntryMessage) => { readable(facts.name, () => { encoder.add(entry); }); }, take: encoder.take };
  for await (const { taken, completed } of readEntries(context, baseDn, kindsFilter, intake)) {
    for (const encoded of taken) yield { kind: 'objects', encoded };
    if (completed.length > 0) yield { kind: 'completed', objects: completed };
  }
  if (!tombstonesReadable) return;
  for await (const guids of readTombstones(context, null)) yield { kind: 'deleted', guids };
}

/** The page as the engine takes it; `reuse` gets its memory when the engine is done with it. */
export function sourcePageOf(page: FullPage, reuse: (memory: ArrayBuffer) => void): SourcePage {
  if (page.kind === 'deleted') return { objects: [], deleted: page.guids, watermark: null };
  if (page.kind === 'completed') return { objects: page.objects, deleted: [], watermark: null };
  const { bytes: { buffer } } = page.encoded;
  // Transferred, so that an object that is looked at all the same is empty instead of somebody else.
  const release = (): void => { reuse(structuredClone(buffer, { transfer: [buffer] })); };
  return { objects: encodedObjects(page.encoded), deleted: [], watermark: null, release };
}
