import { Problem } from '../../shared/errors.ts';
import type { SourceKind } from '../sync/directory.ts';
import type { DoubtfulContainer, SourceState } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { dnKey, parentOf } from './names.ts';

type Unseen = { readonly id: number; readonly kind: SourceKind; readonly dn: string; readonly state: SourceState };
type Container = { readonly dn: string; readonly state: SourceState; readonly delivered: number | null };
type Verdict = { readonly state: 'gone' | 'doubtful'; readonly container: string };

/** Decides at the end of a full import of one source what the absence of an object means (invariant I1). */
export type AbsenceJudge = {
  /** Marks what was not met, and answers what is doubtful and whether anything differs from before. */
  judge(): { readonly doubtful: readonly DoubtfulContainer[]; readonly changed: boolean };
  /** Throws when the import read no user and no group although some are staged; nothing is changed then. */
  refuseEmpty(): void;
};

export function absenceJudge(connection: Connection, source: string): AbsenceJudge {
  const { prepare } = connection;
  const unseen = prepare<[string], Unseen>(`
    SELECT id, kind, dn, state FROM source_object WHERE source = ? AND state <> 'gone' AND id NOT IN (SELECT object FROM source_seen) ORDER BY guid`);
  // A sub-container does not vouch for its parent's users: who may list containers may still not be allowed to read users.
  const seenNames = prepare<[], { dn: string }>("SELECT o.dn FROM source_seen s JOIN source_object o ON o.id = s.object WHERE s.delivered = 1 AND o.kind <> 'container'");
  // Only of the same source: a child domain lies below the name of another one, which this import did not read.
  const named = prepare<[string, string], Container>(`
    SELECT o.dn, o.state, s.delivered FROM source_object o LEFT JOIN source_seen s ON s.object = o.id WHERE o.dn_key = ? AND o.source = ?`);
  const setState = prepare<[string, number]>('UPDATE source_object SET state = ? WHERE id = ?');
  const identities = prepare<[string], { staged: number; read: number }>(`
    SELECT count(*) AS staged, count(s.object) AS read
    FROM source_object o LEFT JOIN source_seen s ON s.object = o.id AND s.delivered = 1 WHERE o.source = ? AND o.kind IN ('user', 'group') AND o.state <> 'gone'`);

  return {
    refuseEmpty() {
      const { staged, read } = identities.get(source) ?? { staged: 0, read: 0 };
      if (staged === 0 || read > 0) return;
      throw new Problem(
        'permission',
        `The import read no user and no group, although ${staged} were there before; nothing was changed.`,
        'Check that the account can still read the synchronized containers (`causeway check`), then run again.',
      );
    },
    judge() {
      const rows = unseen.all(source);
      if (rows.length === 0) return { doubtful: [], changed: false };
      const populated = new Set(seenNames.all().map((row) => dnKey(parentOf(row.dn) ?? '')));
      const find = remember((key: string) => named.get(key, source));
      const doubtful = new Map<string, number>();
      let changed = false;
      for (const row of rows) {
        const verdict = verdictOn(row, find, populated);
        if (verdict.state === 'doubtful' && row.kind !== 'container') doubtful.set(verdict.container, (doubtful.get(verdict.container) ?? 0) + 1);
        if (verdict.state === row.state) continue;
        setState.run(verdict.state, row.id);
        changed = true;
      }
      return { doubtful: [...doubtful].map(([dn, objects]) => ({ dn, objects })).sort((left, right) => (left.dn < right.dn ? -1 : 1)), changed };
    },
  };
}

/**
 * Gone: its container was read and still shows something, or its container has a tombstone. Doubtful: it is a container
 * itself (a deleted one has a tombstone), something above it was not read, or its container shows nothing any more.
 */
function verdictOn(row: Unseen, find: (key: string) => Container | undefined, populated: ReadonlySet<string>): Verdict {
  const parent = parentOf(row.dn) ?? '';
  const missing = missingAbove(row.kind === 'container' ? row.dn : parent, find);
  if (missing !== null) return { state: 'doubtful', container: missing };
  if (row.kind === 'container') return { state: 'doubtful', container: row.dn };
  const container = find(dnKey(parent));
  if (container === undefined) return { state: 'doubtful', container: parent };
  if (container.state === 'gone' || populated.has(dnKey(parent))) return { state: 'gone', container: container.dn };
  return { state: 'doubtful', container: container.dn };
}

/** The topmost staged ancestor, `dn` itself included, that this import did not meet; null when there is none. */
function missingAbove(dn: string, find: (key: string) => Container | undefined): string | null {
  let topmost: string | null = null;
  for (let name: string | null = dn; name !== null; name = parentOf(name)) {
    const container = find(dnKey(name));
    if (container !== undefined && container.delivered === null && container.state !== 'gone') topmost = container.dn;
  }
  return topmost;
}

function remember<T>(look: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    const value = look(key);
    known.set(key, value);
    return value;
  };
}
