import type { TenantFacts } from '../sync/directory.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';

/** Single values of the store: watermarks, counters, facts. */
export type Meta = {
  get(key: string): string | null;
  put(key: string, value: string | null): void;
  number(key: string): number;
  /** Adds one and answers the new number. */
  next(key: string): number;
};

export function metaOf(connection: Connection): Meta {
  const find = connection.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const upsert = connection.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const remove = connection.prepare<[string]>('DELETE FROM meta WHERE key = ?');

  const get = (key: string): string | null => find.get(key)?.value ?? null;
  const number = (key: string): number => Number(get(key) ?? 0);
  return {
    get,
    put(key, value) {
      if (value === null) remove.run(key);
      else upsert.run(key, value);
    },
    number,
    next(key) {
      const value = number(key) + 1;
      upsert.run(key, String(value));
      return value;
    },
  };
}

const factsKey = 'tenantFacts';

/** The tenant's facts as of the last run. */
export function factsOf(connection: Connection, meta: Meta): { get(): TenantFacts | null; put(facts: TenantFacts): void } {
  return {
    get() {
      const text = meta.get(factsKey);
      return text === null ? null : parseStored<TenantFacts>(text, connection.file);
    },
    put: (facts) => meta.put(factsKey, JSON.stringify(facts)),
  };
}
