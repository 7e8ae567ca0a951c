import type { Refusal, Refusals } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';

/** Writes that Graph refused: the last one per object and action. */
export function refusalsOf(connection: Connection): Refusals {
  const { prepare, file } = connection;
  const all = prepare<[], { json: string }>('SELECT json FROM refusal ORDER BY anchor, action');
  const upsert = prepare<[string, string, string]>('INSERT OR REPLACE INTO refusal (anchor, action, json) VALUES (?, ?, ?)');
  const remove = prepare<[string]>('DELETE FROM refusal WHERE anchor = ?');
  return {
    all: () => all.all().map((stored) => parseStored<Refusal>(stored.json, file)),
    put: (refusal) => void upsert.run(refusal.anchor, refusal.action, JSON.stringify(refusal)),
    remove: (anchor) => void remove.run(anchor),
  };
}
