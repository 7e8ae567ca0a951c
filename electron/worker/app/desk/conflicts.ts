import { asProblem } from '../../../../shared/errors.ts';
import type { InputOf, OutputOf } from '../../../../shared/ipc/contract.ts';
import { decide } from '../../../sync/resolve.ts';
import { commonNameOf } from '../../../sync/names/dn.ts';
import { settingsOf } from '../../../sync/settings.ts';
import type { Refusal } from '../../../sync/store.ts';
import { systemClock } from '../../system.ts';
import { userName } from '../../user-name.ts';
import type { Handlers } from '../endpoint.ts';
import { alikeOf } from './conflicts/alike.ts';
import { previewDecision } from './conflicts/consequence.ts';
import { conflictDetail } from './conflicts/detail.ts';
import { readReview, rowsOf, summaryOf, type OpenConflict, type Review } from './conflicts/review.ts';
import type { Desk } from './context.ts';

const alikeShown = 200;

/** The noun `conflicts`: the review of what is held, and the decisions on it. Decisions go through the engine's `decide`, as on the command line. */
export function conflictHandlers(desk: Desk): Handlers {
  let kept: { readonly key: string; readonly review: Review } | null = null;
  /** What a retry forgot, so that it can be undone; only until the next run, which finds its own refusals. */
  let forgotten: { readonly plan: string; readonly refusals: ReadonlyMap<string, readonly Refusal[]> } = { plan: '', refusals: new Map() };

  const review = (profileId: string): Review => {
    const { plans, conflicts, resolutions, refusals } = desk.store(profileId);
    const key = JSON.stringify([profileId, plans.latest()?.createdAt, conflicts.count(), resolutions.version(), refusals.all().length]);
    if (kept?.key !== key) kept = { key, review: readReview(desk.store(profileId)) };
    return kept.review;
  };
  const planOf = (profileId: string): string => JSON.stringify([profileId, desk.store(profileId).plans.latest()?.createdAt]);
  const forgottenSince = (profileId: string): ReadonlyMap<string, readonly Refusal[]> => (forgotten.plan === planOf(profileId) ? forgotten.refusals : new Map<string, readonly Refusal[]>());
  const settings = (profileId: string) => settingsOf(desk.shelf.load(profileId).profile);
  const context = (profileId: string) => ({ user: userName(), now: systemClock.now(), rules: settings(profileId).rules });
  const find = (profileId: string, id: string): OpenConflict | undefined => review(profileId).conflicts.find((conflict) => conflict.id === id);

  const resolve = ({ profileId, ids, decision }: InputOf<'conflicts.resolve'>): OutputOf<'conflicts.resolve'> => {
    const resolved: string[] = [];
    const refused: { id: string; message: string }[] = [];
    const single = ids.length === 1;
    desk.write(profileId, 'a decision on conflicts', (store) => {
      store.transaction(() => {
        for (const id of ids) {
          const refusals = store.refusals.all().filter(({ anchor }) => anchor === store.conflicts.get(id)?.anchor);
          try {
            decide(id, decision, store, context(profileId));
          } catch (thrown) {
            if (single) throw thrown;
            refused.push({ id, message: asProblem(thrown).message });
            continue;
          }
          if (decision.kind === 'retry') forgotten = { plan: planOf(profileId), refusals: new Map([...forgottenSince(profileId), [id, refusals]]) };
          resolved.push(id);
        }
      });
    });
    desk.host.log('info', `${resolved.length} conflicts of ${profileId} decided as ${decision.kind} by ${userName()}: ${resolved.slice(0, 20).join(', ')}${resolved.length > 20 ? ', …' : ''}`);
    desk.changed();
    return { resolved, refused };
  };

  /** Only what no run has applied: a conflict that is not listed any more was answered by its decision. */
  const undo = ({ profileId, ids }: InputOf<'conflicts.undo'>): OutputOf<'conflicts.undo'> => {
    const known = forgottenSince(profileId);
    const undone = desk.write(profileId, 'undoing a decision', (store) =>
      store.transaction(() =>
        ids.filter((id) => {
          if (store.conflicts.get(id) === null) return false;
          const refusals = known.get(id);
          if (refusals === undefined && !store.resolutions.all().some(({ conflictId }) => conflictId === id)) return false;
          for (const refusal of refusals ?? []) store.refusals.put(refusal);
          store.resolutions.remove(id);
          return true;
        }),
      ),
    );
    forgotten = { plan: planOf(profileId), refusals: new Map([...known].filter(([id]) => !undone.includes(id))) };
    desk.changed();
    return { undone };
  };

  const withdraw = ({ profileId, id }: InputOf<'conflicts.withdraw'>): OutputOf<'conflicts.withdraw'> => {
    desk.write(profileId, 'withdrawing a decision', (store) => store.resolutions.remove(id));
    desk.changed();
    return null;
  };

  return {
    'conflicts.summary': ({ profileId }) => summaryOf(review(profileId)),
    'conflicts.page': ({ profileId, filter, offset, limit }) => {
      const rows = rowsOf(review(profileId), filter);
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
    'conflicts.detail': ({ profileId, id }) => {
      const conflict = find(profileId, id);
      return conflict === undefined ? null : conflictDetail(review(profileId), conflict, desk.store(profileId), settings(profileId));
    },
    'conflicts.alike': ({ profileId, id, kind }) => {
      const conflict = find(profileId, id);
      if (conflict === undefined) return { ids: [], first: [] };
      const ids = alikeOf(review(profileId), conflict, kind);
      const shown = new Set(ids.slice(0, alikeShown));
      return { ids, first: review(profileId).rows.filter((row) => shown.has(row.id)) };
    },
    'conflicts.preview': (input) => previewDecision(input, desk.store(input.profileId), settings(input.profileId)),
    'conflicts.resolve': resolve,
    'conflicts.undo': undo,
    'conflicts.withdraw': withdraw,
    'conflicts.standing': ({ profileId }) => {
      const { conflicts, resolutions } = review(profileId);
      const listed = new Set(conflicts.map(({ id }) => id));
      const { source, links } = desk.store(profileId);
      const nameOf = (object: string | null, anchor: string): string => commonNameOf((object === null ? null : source.get(object)?.dn) ?? links.get(anchor)?.dn ?? anchor);
      return { decisions: [...resolutions.values()].filter(({ conflictId }) => !listed.has(conflictId)).map((resolution) => ({ ...resolution, name: nameOf(resolution.object, resolution.anchor) })) };
    },
  };
}
