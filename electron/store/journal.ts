import type { LastWrite } from '../../shared/explanation.ts';
import type { Journal, JournalEntry } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';

type StoredEntry = Omit<JournalEntry, 'write'> & { readonly write: string };

/** Proved with EXPLAIN QUERY PLAN: a run asks for it first of all, however long the journal is. */
export const inFlightQuery = `
  SELECT id, run AS runId, change AS changeId, anchor, type, guid, dn, write, state, at FROM journal WHERE state = 'sent' ORDER BY id`;

/** What was sent and what was answered (invariant I4). `sent` is on disk when it returns, unless a transaction is open. */
export function journalOf(connection: Connection): Journal {
  const { prepare, file } = connection;
  const insert = prepare<[string, string, string, string, string | null, string, string, string]>(`
    INSERT INTO journal (run, change, anchor, type, guid, dn, write, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, 'sent', ?)`);
  const answer = prepare<[string, string, string, number]>('UPDATE journal SET state = ?, detail = ?, answered_at = ? WHERE id = ?');
  const inFlight = prepare<[], StoredEntry>(inFlightQuery);

  // People ask rarely, and for what was written lately: the journal is read backwards, and no write pays for an index.
  const last = prepare<[string], Omit<LastWrite, 'action'> & { readonly write: string }>(`
    SELECT run AS runId, write, state, detail, coalesce(answered_at, at) AS at FROM journal WHERE anchor = ? ORDER BY id DESC LIMIT 1`);

  return {
    sent: ({ runId, changeId, anchor, type, guid, dn, write, at }) => insert.run(runId, changeId, anchor, type, guid, dn, JSON.stringify(write), at).id,
    answered(id, state, detail, at) {
      if (answer.run(state, detail, at, id).changes === 0) throw new Error(`the journal has no entry ${id}`);
    },
    inFlight: () => inFlight.all().map((stored) => ({ ...stored, write: parseStored<unknown>(stored.write, file) })),
    lastOf(anchor) {
      const stored = last.get(anchor);
      if (stored === undefined) return null;
      const { write, ...rest } = stored;
      return { ...rest, action: parseStored<Pick<LastWrite, 'action'>>(write, file).action };
    },
  };
}
