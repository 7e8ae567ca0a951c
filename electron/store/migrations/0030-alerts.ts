import type { Connection } from '../connection.ts';

/** Alerts as they were raised and resolved; at most one of a kind is open. */
export function alerts(connection: Connection): void {
  connection.exec(`
    CREATE TABLE alert (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, json TEXT NOT NULL, raised_at TEXT NOT NULL, resolved_at TEXT);
    CREATE UNIQUE INDEX alert_open ON alert (id) WHERE resolved_at IS NULL;
  `);
}
