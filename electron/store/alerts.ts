import type { Alert, AlertRecord } from '../../shared/health.ts';
import type { Alerts } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';

type StoredAlert = { readonly number: number; readonly json: string; readonly raisedAt: string; readonly resolvedAt: string | null };

const resolvedKept = 500;

/** The alert history of a data folder. */
export function alertsOf({ prepare, file, transaction }: Connection): Alerts {
  const rows = 'SELECT number, json, raised_at AS raisedAt, resolved_at AS resolvedAt FROM alert';
  const open = prepare<[], StoredAlert>(`${rows} WHERE resolved_at IS NULL ORDER BY number`);
  const resolved = prepare<[number], StoredAlert>(`${rows} WHERE resolved_at IS NOT NULL ORDER BY resolved_at DESC, number DESC LIMIT ?`);
  const insert = prepare<[string, string, string]>('INSERT INTO alert (id, json, raised_at) VALUES (?, ?, ?)');
  const change = prepare<[string, number]>('UPDATE alert SET json = ? WHERE number = ?');
  const resolve = prepare<[string, number]>('UPDATE alert SET resolved_at = ? WHERE number = ?');
  const purge = prepare<[number]>('DELETE FROM alert WHERE number IN (SELECT number FROM alert WHERE resolved_at IS NOT NULL ORDER BY number DESC LIMIT -1 OFFSET ?)');
  const toRecord = ({ number, json, raisedAt, resolvedAt }: StoredAlert): AlertRecord => ({ ...parseStored<Alert>(json, file), number, raisedAt, resolvedAt });
  return {
    open: () => open.all().map(toRecord),
    resolved: (limit) => resolved.all(limit).map(toRecord),
    turn: ({ raised, changed, resolved: gone }, at) =>
      transaction(() => {
        for (const { number } of gone) resolve.run(at, number);
        for (const alert of raised) insert.run(alert.id, JSON.stringify(alert), at);
        for (const { number, alert } of changed) change.run(JSON.stringify(alert), number);
        if (gone.length > 0) purge.run(resolvedKept);
      }),
  };
}
