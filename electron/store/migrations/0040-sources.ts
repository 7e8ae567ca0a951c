import type { Connection } from '../connection.ts';

/** Which source of the profile an object was read from: '' is the profile's `source`, else the name of a further one. */
export function sources(connection: Connection): void {
  connection.exec("ALTER TABLE source_object ADD COLUMN source TEXT NOT NULL DEFAULT ''");
}
