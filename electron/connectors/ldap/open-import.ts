import type { Cancel, SourceImport, SourcePage } from '../../sync/ports.ts';
import { Problem } from '../../../shared/errors.ts';
import { currentPosition, dirSyncPages, firstDelta } from './dir-sync.ts';
import { importContext } from './import-context.ts';
import type { ImportContext } from './import-context.ts';
import { throwIfCancelled } from './pager.ts';
import type { Session } from './session.ts';
import type { SourceOptions } from './source-options.ts';
import { readFullWithThread } from './thread-read.ts';
import { canReadTombstones } from './tombstones.ts';
import { usnChangedPages } from './usn-changed.ts';
import { obstacle, readWatermark, writeWatermark } from './watermark.ts';
import type { Watermark } from './watermark.ts';

async function* fullPages(context: ImportContext, tombstonesReadable: boolean, watermark: string | null): AsyncGenerator<SourcePage> {
  yield* readFullWithThread(context, tombstonesReadable);
  yield { objects: [], deleted: [], watermark };
}

/** Where the next delta import starts: taken before a full read begins. Null: every import will be a full one. */
async function startingPoint(context: ImportContext, now: Date): Promise<string | null> {
  const { directory, options } = context;
  if (options.delta === 'none') return null;
  if (options.delta !== 'usnChanged') {
    const position = await currentPosition(context);
    if (typeof position !== 'string') {
      if (position.objectSecurity) options.log('info', 'DirSync shows only what the account may see: it has no right to replicate directory changes.');
      return writeWatermark(directory, options, { method: 'dirSync', position: position.cookie.toString('base64'), objectSecurity: position.objectSecurity }, now);
    }
    if (options.delta === 'dirSync') {
      throw new Problem('permission', `${position}, and the profile asks for it.`, 'Give the account "Replicating Directory Changes" on the domain, or set source.delta to auto.');
    }
    options.log('info', `${position}: changes are found by uSNChanged instead.`);
  }
  const usn = directory.facts.highestCommittedUsn;
  if (usn === null) options.log('warning', `${directory.facts.name} offers neither DirSync nor uSNChanged: every import will be a full one.`);
  return usn === null ? null : writeWatermark(directory, options, { method: 'usnChanged', position: usn, objectSecurity: false }, now);
}

async function openFull(context: ImportContext, reason: string, now: Date): Promise<SourceImport> {
  const watermark = await startingPoint(context, now);
  const tombstonesReadable = await canReadTombstones(context.directory);
  return { mode: 'full', reason, method: 'search', tombstonesReadable, pages: fullPages(context, tombstonesReadable, watermark) };
}

/** Null: the domain controller refused to go on from here. */
async function openDelta(context: ImportContext, watermark: Watermark, largeGroups: ReadonlySet<string>, now: Date): Promise<SourceImport | null> {
  const { directory, options } = context;
  const containerReadable = await canReadTombstones(directory);
  if (watermark.method === 'usnChanged') {
    const position = directory.facts.highestCommittedUsn ?? watermark.position;
    const next = writeWatermark(directory, options, { method: 'usnChanged', position, objectSecurity: false }, now);
    const pages = usnChangedPages(context, watermark.position, containerReadable, next);
    return { mode: 'delta', reason: `changes since ${watermark.when}`, method: 'usnChanged', tombstonesReadable: containerReadable, pages };
  }
  const { objectSecurity } = watermark;
  const first = await firstDelta(context, { cookie: Buffer.from(watermark.position, 'base64'), objectSecurity }, largeGroups);
  if (first === null) return null;
  const pages = dirSyncPages(context, first, { objectSecurity, largeGroups }, ({ cookie }) =>
    writeWatermark(directory, options, { method: 'dirSync', position: cookie.toString('base64'), objectSecurity }, now));
  // With the right to replicate, DirSync shows deleted objects whatever the rights on their container.
  return { mode: 'delta', reason: `changes since ${watermark.when}`, method: 'dirSync', tombstonesReadable: containerReadable || !objectSecurity, pages };
}

export type OpenImport = { readonly full: boolean; readonly cancel: Cancel; readonly largeGroups: ReadonlySet<string> };

/** Opens a delta import where the watermark allows it, else a full one that says why. */
export async function openSourceImport(session: Session, options: SourceOptions, text: string | null, { full, cancel, largeGroups }: OpenImport): Promise<SourceImport> {
  throwIfCancelled(cancel);
  const now = (options.now ?? (() => new Date()))();
  const watermark = text === null ? null : readWatermark(text);
  const directory = await session.open(watermark?.url ?? null);
  const context = importContext(directory, options, cancel);
  if (full) return openFull(context, 'asked for', now);
  if (text === null) return openFull(context, 'no watermark yet', now);
  if (watermark === null) return openFull(context, 'the watermark cannot be read', now);
  const reason = obstacle(watermark, directory, options, now);
  if (reason !== null) return openFull(context, reason, now);
  return (await openDelta(context, watermark, largeGroups, now)) ?? openFull(context, 'the domain controller refused the position of the last import', now);
}
