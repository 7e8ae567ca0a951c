import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { inFlightQuery } from '../../../electron/store/journal.ts';
import { linkQueries } from '../../../electron/store/links.ts';
import { createPlanFile, planFileQueries } from '../../../electron/store/plan-file.ts';
import { planQueries } from '../../../electron/store/plans.ts';
import { sourceQueries } from '../../../electron/store/source-read.ts';
import { targetQueries } from '../../../electron/store/target-read.ts';
import { useFolders } from './fixtures.ts';

const folders = useFolders();

function plansOf(queries: Readonly<Record<string, string>>): Record<string, string[]> {
  const folder = folders.folder();
  folders.store(folder);
  return explained(join(folder, 'causeway.db'), queries);
}

function explained(file: string, queries: Readonly<Record<string, string>>): Record<string, string[]> {
  const database = new Database(file, { readonly: true });
  try {
    return Object.fromEntries(
      Object.entries(queries).map(([name, sql]) => [name, database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', `'x'`)}`).all().map((row) => row.detail)]),
    );
  } finally {
    database.close();
  }
}

const { search, found, all, ...sourceHot } = sourceQueries;
const hot = {
  ...Object.fromEntries(Object.entries(sourceHot).map(([name, sql]) => [`source ${name}`, sql])),
  ...Object.fromEntries(Object.entries(targetQueries).map(([name, sql]) => [`target ${name}`, sql])),
  ...Object.fromEntries(Object.entries(linkQueries).map(([name, sql]) => [`link ${name}`, sql])),
  ...Object.fromEntries(Object.entries(planQueries).map(([name, sql]) => [`plan ${name}`, sql])),
  'journal in flight': inFlightQuery,
};

test('every hot query runs on an index, and every stream comes in the order of one, without sorting', () => {
  const plans = plansOf(hot);
  // json_each is the short list of kinds; the newest plan is the first row met from the end of its table.
  const fine = (name: string, step: string): boolean => !step.includes('TEMP B-TREE') && (!step.startsWith('SCAN') || / USING (COVERING )?INDEX /.test(step) || step.startsWith('SCAN json_each') || name === 'plan latest');
  const offending = Object.entries(plans).filter(([name, steps]) => name !== 'link byTarget' && !steps.every((step) => fine(name, step)));
  expect(offending).toEqual([]);
  // Sorts the one or two links of one target object.
  expect(plans['link byTarget']?.[0]).toMatch(/^SEARCH link USING INDEX link_target/);
});

test('rows in any order come in that of their table, without sorting', () => {
  const steps = plansOf({ all })['all'];
  expect(steps?.[0]).toBe('SCAN o');
  expect(steps?.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
});

test('a search of people reads through the attributes once, and finds its rows by index', () => {
  const plans = plansOf({ search, found });
  expect(plans['search']).toEqual(['SCAN source_attributes']);
  expect(plans['found']?.filter((step) => step.startsWith('SCAN') && !step.startsWith('SCAN json_each'))).toEqual([]);
});

test('the queries on the file of a plan run on its indexes, without sorting', () => {
  const folder = folders.folder();
  const file = createPlanFile(folder);
  file.finish();
  expect(explained(join(folder, file.name), planFileQueries)).toEqual({
    changes: ['SCAN change USING INDEX change_order'],
    change: ['SEARCH change USING INDEX change_id (id=?)'],
    changesOf: ['SEARCH change USING INDEX change_anchor (anchor=?)'],
    notes: ['SCAN note'],
  });
});
