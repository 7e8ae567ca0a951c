import type { SourceSpace } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import type { Meta } from './meta.ts';
import type { Readers } from './readers.ts';
import { absenceJudge } from './source-finish.ts';
import { sourceReading } from './source-read.ts';
import { stagePage } from './source-stage.ts';
import { sourceStatements } from './source-statements.ts';

const keys = { watermark: 'source.watermark', lastFull: 'source.lastFullImport', generation: 'source.generation', version: 'source.version' } as const;

/** The connector space of the source on SQLite. */
export function sourceSpace(connection: Connection, readers: Readers, meta: Meta): SourceSpace {
  const statements = sourceStatements(connection);
  const absence = absenceJudge(connection);
  const met = connection.prepare<[number], { number: number }>(`
    SELECT count(*) AS number FROM source_seen s JOIN source_object o ON o.id = s.object WHERE o.kind IN ('user', 'group', 'contact') AND s.delivered = ?`);
  const gone = connection.prepare<[], { number: number }>(`
    SELECT count(*) AS number FROM source_object WHERE kind IN ('user', 'group', 'contact') AND state = 'gone'`);

  function demandCurrent(generation: number): void {
    const current = meta.number(keys.generation);
    if (generation !== current) throw new Error(`source import ${generation} is over, ${current} is under way`);
  }

  return {
    ...sourceReading(connection, readers),
    watermark: () => meta.get(keys.watermark),
    lastFullImport: () => meta.get(keys.lastFull),
    version: () => meta.number(keys.version),
    begin: () =>
      connection.transaction(() => {
        statements.forgetSeen.run();
        return meta.next(keys.generation);
      }),
    stage: (generation, mode, page) =>
      connection.transaction(() => {
        demandCurrent(generation);
        if (stagePage(statements, page, connection.file)) meta.next(keys.version);
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
        if (changed) meta.next(keys.version);
        meta.put(keys.watermark, watermark);
        meta.put(keys.lastFull, at);
        return { read: met.get(1)?.number ?? 0, gone: tombstones + (gone.get()?.number ?? 0) - goneBefore, doubtful };
      }),
  };
}
