import { conflictOf } from '../review/book.ts';
import type { Draft } from '../review/draft.ts';
import type { ChangeInput } from './book.ts';
import type { Composition } from './context.ts';
import { departures } from './departures.ts';
import { leavingOf } from './leave.ts';
import type { Verdict } from './verdict.ts';

/** A deletion with the conflict it becomes when protection holds it. */
export type Deletion = { readonly input: ChangeInput; readonly draft: Draft };

/** What the identities in situation sourceMissing bring to the plan; placed once protection was evaluated. */
export type Departing = { readonly deletions: readonly Deletion[]; readonly disables: readonly ChangeInput[] };

/** The key of a deletion among entangled changes. */
export function deletionKey(input: ChangeInput): string {
  return `delete:${input.target ?? ''}`;
}

/** Reactions to missing AD objects; those of `keptGuids` are excluded and left alone. Records link changes that need no write, and which target objects leave. */
export function composeDepartures(verdicts: readonly Verdict[], composition: Composition, keptGuids: ReadonlySet<string>, leaving: Set<string>, now: Date): Departing {
  const { store, links, resolutions, digest } = composition;
  const deletions: Deletion[] = [];
  const disables: ChangeInput[] = [];
  for (const link of departures(verdicts, { links, keptGuids })) {
    const reaction = leavingOf(link, composition, now);
    if (reaction.kind === 'link') {
      const stored = store.links.get(link.anchor);
      if (reaction.state === 'forgotten') store.links.remove(link.anchor);
      else if (stored !== null && stored.state !== reaction.state) store.links.put({ ...stored, state: reaction.state, since: now.toISOString() });
    } else if (reaction.kind === 'refused') {
      leaving.add(reaction.targetId);
      const conflict = conflictOf([reaction.draft], reaction.dn, resolutions, store, digest);
      if (conflict !== null) composition.conflict(conflict);
    } else if (reaction.kind === 'change' && reaction.input.action === 'delete') {
      leaving.add(link.targetId);
      deletions.push({ input: reaction.input, draft: reaction.draft });
    } else if (reaction.kind === 'change') disables.push(reaction.input);
  }
  // What a resolution excluded is left alone: neither its memberships nor its reports change because of that.
  for (const guid of keptGuids) {
    const link = links.byGuid(guid);
    if (link !== undefined) leaving.add(link.targetId);
  }
  return { deletions, disables };
}
