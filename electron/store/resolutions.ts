import type { Resolution } from '../../shared/conflict.ts';
import type { Resolutions } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';
import type { Meta } from './meta.ts';
import { writeMirror } from './resolution-mirror.ts';

const versionKey = 'resolutions.version';

/**
 * What admins decided. People cannot be asked to decide again when the store breaks, so every change is also written
 * to a small file beside it, which `rebuildStore` falls back to.
 */
export function resolutionsOf(connection: Connection, meta: Meta, folder: string): Resolutions {
  const { prepare, file, transaction } = connection;
  const all = prepare<[], { json: string }>('SELECT json FROM resolution ORDER BY conflict');
  const upsert = prepare<[string, string]>(`
    INSERT INTO resolution (conflict, json) VALUES (?, ?) ON CONFLICT (conflict) DO UPDATE SET json = excluded.json WHERE json <> excluded.json`);
  const remove = prepare<[string]>('DELETE FROM resolution WHERE conflict = ?');

  const list = (): readonly Resolution[] => all.all().map((stored) => parseStored<Resolution>(stored.json, file));
  function record(change: () => number): void {
    transaction(() => {
      if (change() === 0) return;
      meta.next(versionKey);
      connection.afterCommit(() => writeMirror(folder, list()));
    });
  }

  return {
    all: list,
    put: (resolution) => record(() => upsert.run(resolution.conflictId, JSON.stringify(resolution)).changes),
    remove: (conflictId) => record(() => remove.run(conflictId).changes),
    version: () => meta.number(versionKey),
  };
}
