import type { Connection } from '../connection.ts';

/** Writes that Graph refused, one per object and action, so that an unchanged run does not send them again. */
export function refusals(connection: Connection): void {
  connection.exec(`CREATE TABLE refusal (anchor TEXT NOT NULL, action TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (anchor, action));`);
}
