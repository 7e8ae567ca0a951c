import type { Connection } from './connection.ts';
import { orderFree, parseStored } from './json.ts';

/**
 * What an export wrote and no import has shown yet. Entra's replicas lag: a read minutes after a write may still give
 * the old value, and planning on it would send the write again.
 */

/** How long a read that still gives the value from before a write is taken for lag. */
export const unconfirmedMs = 30 * 60_000;

/** Pending properties that are no Graph property. */
export const pendingState = '#state';
export const pendingManager = '#manager';
export const pendingMember = '#member';

type Entry = { readonly property: string; readonly item: string; readonly before: readonly string[]; readonly after: string; readonly at: number };

/** What to do with an incoming value; `free` when nothing is pending on it. */
export type Judgement = 'free' | 'confirmed' | 'keep' | 'take';

/** The pending writes of one object while a page is staged. */
export type PendingOf = {
  readonly properties: readonly string[];
  /** Judges an incoming value and forgets the entry unless the written value is kept. */
  settle(property: string, item: string, incoming: unknown): Judgement;
  /** True while a write younger than `unconfirmedMs` left this value. */
  isYoung(property: string, item: string, after: unknown): boolean;
};

export type Pending = {
  /** False when nothing at all is pending, so that a page need not ask for each of its objects. */
  any(): boolean;
  of(object: string, now: Date): PendingOf;
  /** Remembers a write; earlier values that a lagging replica may still give are kept with it. */
  remember(object: string, property: string, item: string, before: unknown, after: unknown, now: Date): void;
  forget(object: string, property: string, item: string): void;
  /** Entries that no longer outrank anything. */
  forgetExpired(now: Date): void;
  count(): number;
};

/** Of an object without pending writes. */
export const nothingPending: PendingOf = { properties: [], settle: () => 'free', isYoung: () => false };

/** A value for comparison: order and the difference between empty and absent do not count. */
function comparable(value: unknown): string {
  return Array.isArray(value) && value.length === 0 ? 'null' : orderFree(value);
}

export function pendingOf(connection: Connection): Pending {
  const { prepare, file } = connection;
  type Stored = { readonly property: string; readonly item: string; readonly before: string; readonly after: string; readonly at: number };
  const all = prepare<[string], Stored>('SELECT property, item, before, after, at FROM target_pending WHERE object = ?');
  const find = prepare<[string, string, string], Stored>('SELECT property, item, before, after, at FROM target_pending WHERE object = ? AND property = ? AND item = ?');
  const upsert = prepare<[string, string, string, string, string, number]>('INSERT OR REPLACE INTO target_pending (object, property, item, before, after, at) VALUES (?, ?, ?, ?, ?, ?)');
  const remove = prepare<[string, string, string]>('DELETE FROM target_pending WHERE object = ? AND property = ? AND item = ?');
  const expire = prepare<[number]>('DELETE FROM target_pending WHERE at <= ?');
  const any = prepare<[], { found: number }>('SELECT 1 AS found FROM target_pending LIMIT 1');
  const count = prepare<[], { number: number }>('SELECT count(*) AS number FROM target_pending');

  const toEntry = (stored: Stored): Entry => ({ ...stored, before: parseStored<string[]>(stored.before, file) });
  const keyOf = (property: string, item: string): string => `${property}\n${item}`;

  return {
    any: () => any.get() !== undefined,
    of(object, now) {
      const rows = all.all(object);
      if (rows.length === 0) return nothingPending;
      const entries = new Map(rows.map((row) => [keyOf(row.property, row.item), toEntry(row)]));
      const isYoung = (entry: Entry): boolean => now.getTime() - entry.at < unconfirmedMs;
      return {
        properties: rows.filter((row) => !row.property.startsWith('#')).map((row) => row.property),
        settle(property, item, incoming) {
          const entry = entries.get(keyOf(property, item));
          if (entry === undefined) return 'free';
          const value = comparable(incoming);
          if (value !== entry.after && isYoung(entry) && entry.before.includes(value)) return 'keep';
          entries.delete(keyOf(property, item));
          remove.run(object, property, item);
          return value === entry.after ? 'confirmed' : 'take';
        },
        isYoung(property, item, after) {
          const entry = entries.get(keyOf(property, item));
          return entry !== undefined && isYoung(entry) && entry.after === comparable(after);
        },
      };
    },
    remember(object, property, item, before, after, now) {
      const stored = find.get(object, property, item);
      const earlier = stored === undefined ? [] : [...toEntry(stored).before, stored.after];
      const values = [...new Set([...earlier, comparable(before)])].filter((value) => value !== comparable(after));
      upsert.run(object, property, item, JSON.stringify(values), comparable(after), now.getTime());
    },
    forget: (object, property, item) => void remove.run(object, property, item),
    forgetExpired: (now) => void expire.run(now.getTime() - unconfirmedMs),
    count: () => count.get()?.number ?? 0,
  };
}
