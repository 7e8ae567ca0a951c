import { InputProblem, Problem } from '../../../../shared/errors.ts';
import type { InputOf, OutputOf } from '../../../../shared/ipc/contract.ts';
import type { PlanChange } from '../../../../shared/plan.ts';
import { settingsOf } from '../../../sync/settings.ts';
import type { StoredPlan } from '../../../sync/store.ts';
import type { Handlers } from '../endpoint.ts';
import type { Desk } from './context.ts';
import { facetsOf, groupsOf, totalsOf } from './plan/count.ts';
import { csvHead, csvLines } from './plan/csv.ts';
import { changeOf, detailOf } from './plan/detail.ts';
import { writeExport } from './plan/export-file.ts';
import { filterWords } from './plan/filter-words.ts';
import { memberTest } from './plan/filter.ts';
import { htmlArticle, htmlFoot, htmlHead } from './plan/html.ts';
import { heldCount, overviewOf } from './plan/overview.ts';
import { referenceRow, rowAt } from './plan/rows.ts';
import { createPlanShelf, type OpenPlan } from './plan/shelf-of-plans.ts';

type Named = { readonly profileId: string; readonly planId: string };

function storedPlan(desk: Desk, { profileId, planId }: Named): StoredPlan {
  const stored = desk.store(profileId).plans.get(planId);
  if (stored !== null) return stored;
  throw new Problem('usage', `There is no plan ${planId.slice(0, 8)} any more.`, 'Open the newest plan, or compute one with Preview.');
}

/** The noun `plan`: a plan is indexed once, and every question about its changes is answered from the index. */
export function planHandlers(desk: Desk): Handlers {
  const shelf = createPlanShelf();
  const open = ({ profileId, planId }: Named): Promise<OpenPlan> => {
    storedPlan(desk, { profileId, planId });
    return shelf.open(profileId, planId, () => desk.store(profileId).plans.changes(planId));
  };

  const page = async ({ filter, sort, group, offset, limit, ...named }: InputOf<'plan.page'>): Promise<OutputOf<'plan.page'>> => {
    const { index, select } = await open(named);
    const all = await select(filter, sort);
    const positions = group === null ? all : all.filter(memberTest(index, group.by, group.key));
    return { total: positions.length, rows: Array.from(positions.subarray(offset, offset + limit), (position) => rowAt(index, position)) };
  };

  const approve = ({ count, ...named }: InputOf<'plan.approve'>): OutputOf<'plan.approve'> => {
    const stored = storedPlan(desk, named);
    const held = heldCount(stored);
    const { id, protection } = stored.summary;
    if (desk.store(named.profileId).plans.latest()?.summary.id !== id) throw new Problem('usage', 'A newer plan has taken the place of this one.', 'Look at what the newest plan holds, and release that.');
    if (held === 0) throw new Problem('usage', 'Protection holds nothing in this plan.', 'Run a synchronization: everything of this plan is written.');
    if (count !== held) throw new InputProblem('count', `Protection holds ${held.toLocaleString('en')} ${held === 1 ? 'change' : 'changes'}, not ${count.toLocaleString('en')}.`, 'Type the number that the banner names, once you have looked at what it stands for.');
    return { planId: id, heldSet: protection.heldSet };
  };

  const exportPlan = async ({ filter, sort, format, path, operation, ...named }: InputOf<'plan.export'>): Promise<OutputOf<'plan.export'>> => {
    const { summary, createdAt } = storedPlan(desk, named);
    const { index, select } = await open(named);
    const positions = await select(filter, sort);
    const store = desk.store(named.profileId);
    const controller = desk.operation(operation);
    function* changes(): Generator<PlanChange, void, undefined> {
      for (const position of positions) yield changeOf(store, named.planId, index.ids[position] ?? '');
    }
    const { name } = desk.shelf.load(named.profileId).profile;
    const rows = await writeExport({
      path,
      format,
      ...(format === 'csv'
        ? { head: csvHead(), foot: '', text: csvLines }
        : { head: htmlHead({ profileName: name, plan: summary, createdAt, rows: positions.length, filter: filterWords(filter) }), foot: htmlFoot, text: htmlArticle }),
      items: changes(),
      cancelled: () => controller.signal.aborted,
      progress: (done) => desk.host.emit('operation.progress', { operation, done, total: positions.length, text: path }),
    });
    return { path, rows };
  };

  return {
    'plan.summary': ({ profileId, planId }) => {
      const { plans } = desk.store(profileId);
      const stored = planId === null ? plans.latest() : plans.get(planId);
      return stored === null ? null : overviewOf(desk.store(profileId), stored);
    },
    'plan.totals': async (named) => totalsOf((await open(named)).index),
    'plan.page': page,
    'plan.groups': async ({ filter, by, ...named }) => {
      const { index, select } = await open(named);
      return { groups: groupsOf(index, await select(filter, { by: 'order', descending: false }), by) };
    },
    'plan.facets': async ({ filter, ...named }) => facetsOf((await open(named)).index, filter),
    'plan.change': async ({ changeId, ...named }) => {
      const { index } = await open(named);
      const store = desk.store(named.profileId);
      return detailOf(index, changeOf(store, named.planId, changeId), store, settingsOf(desk.shelf.load(named.profileId).profile));
    },
    'plan.references': ({ changeId, text, offset, limit, ...named }) => {
      const store = desk.store(named.profileId);
      const wanted = text.trim().toLowerCase();
      const { references } = changeOf(store, named.planId, changeId);
      const found = wanted === '' ? references : references.filter(({ dn, target }) => dn.toLowerCase().includes(wanted) || target === wanted);
      return { total: found.length, rows: found.slice(offset, offset + limit).map((reference) => referenceRow(store, reference)) };
    },
    'plan.notes': ({ limit, ...named }) => {
      storedPlan(desk, named);
      const notes = [...desk.store(named.profileId).plans.notes(named.planId)];
      return { total: notes.length, notes: notes.slice(0, limit) };
    },
    'plan.export': exportPlan,
    'plan.stopExport': ({ operation }) => {
      desk.operation(operation).abort();
      return null;
    },
    'plan.approve': approve,
  };
}
