import type { FlowContext } from '../flow/context.ts';
import { applyResolution, noDecisions, type Decisions } from '../review/decisions.ts';
import type { ResolutionBook } from '../review/book.ts';
import { draftKey } from '../review/draft.ts';
import type { StagingStore } from '../store.ts';
import { assess, type AssessContext } from './assess.ts';
import { identityOf, type Identity } from './identity.ts';
import type { Verdict } from './verdict.ts';

/** Verdicts with every valid resolution applied, and the AD objects that resolutions took out of the synchronization. */
export type Decided = {
  readonly verdicts: readonly Verdict[];
  readonly decisions: Decisions;
  /** Excluded AD objects, those that are deleted or out of scope meanwhile too: their target objects are left alone. */
  readonly keptGuids: ReadonlySet<string>;
};

/** More rounds than any chain of resolutions that depend on each other. */
const mostRounds = 20;

/**
 * Assesses, applies the stored resolutions whose facts still hold, and assesses again until no further resolution
 * applies: a resolution may only show once another one took effect.
 */
export function decide(identities: readonly Identity[], context: Omit<AssessContext, 'decisions' | 'keptGuids' | 'isOrphan'>, flow: FlowContext, book: ResolutionBook, store: Pick<StagingStore, 'source' | 'refusals'>): Decided {
  const decisions = noDecisions();
  const applied = new Set<string>();
  const outOfSight = book.excludedOutOfSight(new Set(identities.map((identity) => identity.guid)));
  for (const guid of book.excludedAfterRefusal(store.refusals.all())) if (!outOfSight.includes(guid)) decisions.excluded.add(guid);
  let current = identities.filter((identity) => !decisions.excluded.has(identity.guid));
  for (let round = 0; ; round += 1) {
    const keptGuids = new Set([...decisions.excluded, ...outOfSight]);
    const verdicts = assess(current, { ...context, decisions, keptGuids });
    let news = false;
    for (const verdict of verdicts) {
      for (const draft of verdict.drafts) {
        const key = draftKey(draft);
        const resolution = applied.has(key) ? null : book.answer(draft);
        if (resolution === null) continue;
        applied.add(key);
        applyResolution(decisions, resolution, draft);
        news = true;
      }
    }
    if (!news || round === mostRounds) return { verdicts, decisions, keptGuids };
    current = identities
      .filter((identity) => !decisions.excluded.has(identity.guid))
      .map((identity) => {
        const overrides = decisions.overrides.get(identity.guid);
        const row = overrides === undefined ? null : store.source.get(identity.guid);
        return row === null || overrides === undefined ? identity : identityOf(row, flow, overrides);
      });
  }
}
