import type { Conflict, Resolution } from '../../../shared/conflict.ts';
import { firstSituation } from '../../../shared/situation.ts';
import type { Digest } from '../ports.ts';
import type { Refusal, StagingStore } from '../store.ts';
import { conflictId, describe } from './describe.ts';
import type { Draft } from './draft.ts';

/** The stored resolutions during one synchronization: which apply, which are out of date, which are left over. */
export type ResolutionBook = {
  /** The resolution that answers this draft on the same facts; null when there is none. */
  answer(draft: Draft): Resolution | null;
  /** What changed since the resolution of this draft was made; null when it has none. */
  reopened(draft: Draft): Conflict['reopened'];
  /** AD objects that were excluded because Graph refused them, as long as that refusal stands. */
  excludedAfterRefusal(refusals: readonly Refusal[]): readonly string[];
  /** AD objects that were excluded and are now deleted or out of scope: their exclusion stands, so nothing of theirs is deleted. */
  excludedOutOfSight(inSight: ReadonlySet<string>): readonly string[];
  /** Resolutions that no longer answer anything: the conflict is gone or the facts changed. */
  stale(): readonly Resolution[];
};

function changedFacts(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return names.filter((name) => before[name] !== now[name]).map((name) => `${name} was ${before[name] ?? 'empty'}, is ${now[name] ?? 'empty'}`);
}

export function openBook(resolutions: readonly Resolution[], digest: Digest): ResolutionBook {
  const byId = new Map(resolutions.map((resolution) => [resolution.conflictId, resolution]));
  const used = new Set<string>();
  const find = (draft: Draft): Resolution | undefined => (byId.size === 0 ? undefined : byId.get(conflictId(draft, digest)));
  return {
    answer: (draft) => {
      const resolution = find(draft);
      if (resolution === undefined || changedFacts(resolution.facts, draft.facts).length > 0) return null;
      used.add(resolution.conflictId);
      return resolution;
    },
    reopened: (draft) => {
      const resolution = find(draft);
      const changes = resolution === undefined ? [] : changedFacts(resolution.facts, draft.facts);
      return resolution === undefined || changes.length === 0 ? null : { resolution: resolution.kind, changes };
    },
    excludedAfterRefusal: (refusals) =>
      resolutions.flatMap(({ kind, situation, object, anchor, facts, conflictId }) => {
        if (kind !== 'exclude' || situation !== 'refused' || object === null) return [];
        if (!refusals.some((refusal) => refusal.anchor === anchor && refusal.fingerprint === facts['fingerprint'])) return [];
        used.add(conflictId);
        return [object];
      }),
    excludedOutOfSight: (inSight) =>
      resolutions.flatMap(({ kind, object, conflictId }) => {
        if (kind !== 'exclude' || object === null || inSight.has(object)) return [];
        used.add(conflictId);
        return [object];
      }),
    stale: () => resolutions.filter((resolution) => !used.has(resolution.conflictId)),
  };
}

/** The one conflict of an object: the first situation names it, the others stand under `also`. */
export function conflictOf(drafts: readonly Draft[], dn: string, book: ResolutionBook, store: StagingStore, digest: Digest): Conflict | null {
  const situation = firstSituation(drafts.map((draft) => draft.situation));
  const draft = drafts.find((candidate) => candidate.situation === situation);
  if (draft === undefined) return null;
  const also = [...new Set(drafts.map((candidate) => candidate.situation))].filter((other) => other !== situation);
  return describe(draft, also, book.reopened(draft), dn, store, digest);
}

