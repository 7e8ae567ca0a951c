import { Problem } from '../../shared/errors.ts';
import type { AttributeValue } from '../../shared/plan.ts';
import type { Link, LinkEntry, Links } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored, sortedJson } from './json.ts';
import type { Readers } from './readers.ts';

type StoredLink = Omit<Link, 'confirmed' | 'foreignMembers'> & { readonly confirmed: string; readonly foreignMembers: string };

const rows = `SELECT anchor, type, guid, dn, target AS targetId, origin, state, since, confirmed, foreign_members AS foreignMembers FROM link`;

/** The reading statements; proved with EXPLAIN QUERY PLAN. */
export const linkQueries = {
  all: 'SELECT anchor, type, guid, target AS targetId, state, since FROM link ORDER BY anchor',
  byAnchor: `${rows} WHERE anchor = ?`,
  byTarget: `${rows} WHERE target = ? ORDER BY state IN ('linked', 'disabled') DESC, since DESC, anchor LIMIT 1`,
  owner: `SELECT anchor FROM link WHERE target = ? AND state IN ('linked', 'disabled')`,
} as const;

/** The identities: one row per source anchor; one target object belongs to one linked or disabled identity at most. */
export function linksOf(connection: Connection, readers: Readers): Links {
  const { prepare, file } = connection;
  const byAnchor = prepare<[string], StoredLink>(linkQueries.byAnchor);
  const byTarget = prepare<[string], StoredLink>(linkQueries.byTarget);
  const owner = prepare<[string], { anchor: string }>(linkQueries.owner);
  const upsert = prepare<[string, string, string, string, string, string, string, string, string, string]>(`
    INSERT INTO link (anchor, type, guid, dn, target, origin, state, since, confirmed, foreign_members) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (anchor) DO UPDATE SET type = excluded.type, guid = excluded.guid, dn = excluded.dn, target = excluded.target, origin = excluded.origin,
      state = excluded.state, since = excluded.since, confirmed = excluded.confirmed, foreign_members = excluded.foreign_members`);
  const confirm = prepare<[string, string, string]>('UPDATE link SET confirmed = ? WHERE anchor = ? AND confirmed <> ?');
  const remove = prepare<[string]>('DELETE FROM link WHERE anchor = ?');
  const count = prepare<[string], { number: number }>(`SELECT count(*) AS number FROM link WHERE type = ? AND state IN ('linked', 'disabled')`);

  function toLink(stored: StoredLink): Link {
    return {
      ...stored,
      confirmed: parseStored<Record<string, AttributeValue>>(stored.confirmed, file),
      foreignMembers: parseStored<string[]>(stored.foreignMembers, file),
    };
  }
  const orNull = (stored: StoredLink | undefined): Link | null => (stored === undefined ? null : toLink(stored));

  return {
    *iterate() {
      const texts = new Map<string, string>();
      // Whoever keeps every link keeps each of these once.
      const one = <Text extends string>(text: Text): Text => {
        const known = texts.get(text);
        if (known !== undefined) return known as Text;
        texts.set(text, text);
        return text;
      };
      for (const entry of readers.stream<LinkEntry>(linkQueries.all)) yield { ...entry, type: one(entry.type), state: one(entry.state), since: one(entry.since) };
    },
    get: (anchor) => orNull(byAnchor.get(anchor)),
    byTarget: (targetId) => orNull(byTarget.get(targetId)),
    put(link) {
      const holder = link.state === 'linked' || link.state === 'disabled' ? owner.get(link.targetId) : undefined;
      if (holder !== undefined && holder.anchor !== link.anchor) throw takenTarget(link, byAnchor.get(holder.anchor)?.dn ?? holder.anchor);
      const { anchor, type, guid, dn, targetId, origin, state, since } = link;
      upsert.run(anchor, type, guid, dn, targetId, origin, state, since, sortedJson(link.confirmed), JSON.stringify(link.foreignMembers));
    },
    confirm(anchor, confirmed) {
      const text = sortedJson(confirmed);
      confirm.run(text, anchor, text);
    },
    remove: (anchor) => void remove.run(anchor),
    count: (type) => count.get(type)?.number ?? 0,
  };
}

function takenTarget(link: Link, holder: string): Problem {
  return new Problem(
    'internal',
    `${link.dn} cannot be linked to the target object ${link.targetId}, which is linked to ${holder} already.`,
    'Run `causeway preview` again; the two objects then show as a conflict to decide on.',
  );
}
