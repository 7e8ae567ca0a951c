import type { InputOf, OutputOf } from '../../../../shared/ipc/contract.ts';
import { objectStates, type ObjectDetail } from '../../../../shared/ipc/objects.ts';
import { explain } from '../../../sync/explain.ts';
import { explainTarget } from '../../../sync/explain-target.ts';
import { commonNameOf } from '../../../sync/names/dn.ts';
import { settingsOf } from '../../../sync/settings.ts';
import { systemClock } from '../../system.ts';
import type { Handlers } from '../endpoint.ts';
import type { Desk } from './context.ts';
import { buildObjectIndex, selectObjects, type ObjectIndex } from './objects/index-of-objects.ts';
import { plannedFor } from './objects/planned.ts';

/** The noun `objects`: search over both sides, and why an object is as it is. */
export function objectHandlers(desk: Desk): Handlers {
  let kept: { readonly key: string; readonly index: Promise<ObjectIndex> } | null = null;

  const settings = (profileId: string) => settingsOf(desk.shelf.load(profileId).profile);
  const indexOf = (profileId: string): Promise<ObjectIndex> => {
    const store = desk.store(profileId);
    const { input } = desk.shelf.load(profileId);
    const key = JSON.stringify([profileId, store.source.version(), store.target.version(), store.plans.latest()?.createdAt, store.runs.list(1)[0]?.endedAt, store.conflicts.count(), store.resolutions.version(), input]);
    if (kept?.key !== key) kept = { key, index: buildObjectIndex(store, settings(profileId)) };
    return kept.index;
  };

  const detail = async ({ profileId, query }: InputOf<'objects.explain'>): Promise<OutputOf<'objects.explain'>> => {
    const store = desk.store(profileId);
    const index = await indexOf(profileId);
    const found = (key: string) => index.find(({ row }) => row.key === key)?.row;
    const target = (id: string): ObjectDetail | null => {
      const row = found(`entra:${id}`);
      const stored = store.target.get(id);
      if (row === undefined || stored === null) return null;
      return { side: 'target', row, id, attributes: Object.entries(stored.attributes).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)).map(([name, value]) => ({ name, value })).sort((left, right) => (left.name < right.name ? -1 : 1)), text: explainTarget(id, store)?.verdict ?? '' };
    };
    if (query.startsWith('entra:')) return target(query.slice(6));
    const explanation = explain(query.startsWith('ad:') ? query.slice(3) : query, settings(profileId), store, systemClock.now());
    if (explanation === null) return target(explainTarget(query, store)?.targetId ?? '');
    const row = found(`ad:${explanation.guid}`);
    if (row === undefined) return null;
    const source = store.source.get(explanation.guid);
    return { side: 'source', row, explanation, members: source?.memberCount ?? 0, manager: source?.managerDn === null || source === null ? null : commonNameOf(source.managerDn) };
  };

  return {
    'objects.page': async ({ profileId, filter, offset, limit }) => {
      const { rows, facets } = selectObjects(await indexOf(profileId), filter);
      return { total: rows.length, rows: rows.slice(offset, offset + limit), facets: objectStates.flatMap((state) => (facets.has(state) ? [{ state, count: facets.get(state) ?? 0 }] : [])) };
    },
    'objects.explain': detail,
    'objects.planned': ({ profileId, query }) => plannedFor(query, desk.store(profileId), settings(profileId)),
  };
}
