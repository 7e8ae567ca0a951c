import type { SourceSpace, SourceStaging } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import type { Meta } from './meta.ts';
import type { Readers } from './readers.ts';
import { absenceJudge } from './source-finish.ts';
import { sourceReading } from './source-read.ts';
import { stagePage } from './source-stage.ts';
import { sourceStatements } from './source-statements.ts';

const versionKey = 'source.version';
const generationKey = 'source.generation';

/** The connector space of the sources on SQLite: the objects of all of them, each with the source it was read from. */
export function sourceSpace(connection: Connection, readers: Readers, meta: Meta): SourceSpace {
  const staging = stagingFor(connection, meta);
  return {
    ...sourceReading(connection, readers),
    version: () => meta.number(versionKey),
    ...staging(''),
    of: staging,
  };
}

/** How the imports of one source are staged. One import at a time: what it has met is one table. */
function stagingFor(connection: Connection, meta: Meta): (source: string) => SourceStaging {
  const statements = sourceStatements(connection);
  const met = connection.prepare<[number], { number: number }>(`
    SELECT count(*) AS number FROM source_seen s JOIN source_object o ON o.id = s.object WHERE o.kind IN ('user', 'group', 'contact') AND s.delivered = ?`);
  const gone = connection.prepare<[], { number: number }>(`
    SELECT count(*) AS number FROM source_object WHERE kind IN ('user', 'group', 'contact') AND state = 'gone'`);
  const staged = connection.prepare<[string], { number: number }>(`
    SELECT count(*) AS number FROM source_object WHERE source = ? AND kind IN ('user', 'group', 'contact') AND state <> 'gone'`);

  const beyond = connection.prepare<[string, number], { guid: string }>(`
    SELECT guid FROM source_object WHERE source = ? AND kind = 'group' AND state = 'present' AND member_count > ? AND members_by_name = 0`);

  function demandCurrent(generation: number): void {
    const current = meta.number(generationKey);
    if (generation !== current) throw new Error(`source import ${generation} is over, ${current} is under way`);
  }

  return (source) => {
    const prefix = source === '' ? 'source' : `source:${source}`;
    const keys = { watermark: `${prefix}.watermark`, lastFull: `${prefix}.lastFullImport` };
    const absence = absenceJudge(connection, source);
    return {
      watermark: () => meta.get(keys.watermark),
      lastFullImport: () => meta.get(keys.lastFull),
      staged: () => staged.get(source)?.number ?? 0,
      groupsBeyond: (members) => new Set(beyond.all(source, members).map(({ guid }) => guid)),
      begin: () =>
        connection.transaction(() => {
          statements.forgetSeen.run();
          return meta.next(generationKey);
        }),
      stage: (generation, mode, page) =>
        connection.transaction(() => {
          demandCurrent(generation);
          if (stagePage(statements, source, page, connection.file)) meta.next(versionKey);
          if (mode === 'delta' && page.watermark !== null) meta.put(keys.watermark, page.watermark);
        }),
      // `tombstonesReadable` changes nothing here: readable tombstones were staged already, and an object without one
      // is judged by its container either way.
      finish: (generation, mode, watermark, _tombstonesReadable, at) =>
        connection.transaction(() => {
          demandCurrent(generation);
          const tombstones = met.get(0)?.number ?? 0;
          const goneBefore = gone.get()?.number ?? 0;
          if (mode === 'delta') {
            if (watermark !== null) meta.put(keys.watermark, watermark);
            return { read: met.get(1)?.number ?? 0, gone: tombstones, doubtful: [] };
          }
          absence.refuseEmpty();
          const { doubtful, changed } = absence.judge();
          if (changed) meta.next(versionKey);
          meta.put(keys.watermark, watermark);
          meta.put(keys.lastFull, at);
          return { read: met.get(1)?.number ?? 0, gone: tombstones + (gone.get()?.number ?? 0) - goneBefore, doubtful };
        }),
    };
  };
}
