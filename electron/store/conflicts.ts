import type { Conflict } from '../../shared/conflict.ts';
import type { Conflicts } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';

type StoredConflict = { readonly id: string; readonly firstSeen: string; readonly json: string };

/** The open conflicts of the newest plan, by id. */
export function conflictsOf(connection: Connection): Conflicts {
  const { prepare, file, transaction } = connection;
  const rows = 'SELECT id, first_seen AS firstSeen, json FROM conflict';
  const all = prepare<[], StoredConflict>(`${rows} ORDER BY id`);
  const byId = prepare<[string], StoredConflict>(`${rows} WHERE id = ?`);
  const count = prepare<[], { number: number }>('SELECT count(*) AS number FROM conflict');
  const upsert = prepare<[string, string, string]>(`
    INSERT INTO conflict (id, first_seen, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json WHERE json <> excluded.json`);
  const remove = prepare<[string]>('DELETE FROM conflict WHERE id = ?');

  const toConflict = (stored: StoredConflict): Conflict & { readonly firstSeen: string } => ({ ...parseStored<Conflict>(stored.json, file), firstSeen: stored.firstSeen });

  return {
    replace: (conflicts, at) =>
      transaction(() => {
        const closed = new Set(all.all().map((stored) => stored.id));
        for (const conflict of conflicts) {
          upsert.run(conflict.id, at, JSON.stringify(conflict));
          closed.delete(conflict.id);
        }
        for (const id of closed) remove.run(id);
      }),
    all: () => all.all().map(toConflict),
    get(id) {
      const stored = byId.get(id);
      return stored === undefined ? null : toConflict(stored);
    },
    count: () => count.get()?.number ?? 0,
  };
}
