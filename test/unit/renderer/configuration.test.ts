import { describe, expect, test } from 'vitest';
import type { FlowRow } from '../../../shared/ipc/configuration.ts';
import type { DirectoryContainer } from '../../../shared/ipc/directory.ts';
import { childrenShown, selectionValue, selectsNothing, treeRows } from '../../../renderer/features/configuration/container-rows.ts';
import { countryProblem, flowsOf, notesOf, valueText } from '../../../renderer/features/configuration/flow-rows.ts';
import { pilotIsMissing, pilotReference } from '../../../renderer/features/configuration/pilot-group.ts';
import { freeUpTo, protectionSentences } from '../../../renderer/features/configuration/protection-sentences.ts';
import { reduceTree } from '../../../renderer/features/configuration/use-container-tree.ts';
import { objectsText } from '../../../renderer/strings/configuration.ts';

const node = (key: string, ancestors: readonly string[] = [], children = 0): DirectoryContainer => ({ key, guid: key, dn: `OU=${key}`, name: key, kind: 'organizationalUnit', ancestors, children, objects: null });

describe('the container tree', () => {
  const root = node('root', [], 2);
  test('shows what is open, and a very long level in parts', () => {
    const many = Array.from({ length: childrenShown + 5 }, (_, index) => node(`n${index}`, ['root', 'a']));
    const levels = new Map([['root', [node('a', ['root'], many.length), node('b', ['root'])]], ['a', many]]);
    const closed = treeRows(root, levels, new Set(['root']), new Map());
    expect(closed.map((row) => (row.kind === 'container' ? [row.node.key, row.level, row.position, row.size] : row))).toEqual([['root', 1, 1, 1], ['a', 2, 1, 2], ['b', 2, 2, 2]]);
    const open = treeRows(root, levels, new Set(['root', 'a']), new Map());
    expect(open).toHaveLength(3 + childrenShown + 1);
    expect(open.at(-2)).toEqual({ kind: 'more', parent: 'a', level: 3, hidden: 5 });
    expect(treeRows(root, levels, new Set(['root', 'a']), new Map([['a', 1000]]))).toHaveLength(3 + many.length);
  });

  test('the root opens by itself once, and closes for good', () => {
    const first = reduceTree({ root: null, levels: new Map(), open: new Set(), refusal: null }, { type: 'level', parent: 'root', root, nodes: [] });
    expect([...first.open]).toEqual(['root']);
    const closed = reduceTree(first, { type: 'open', key: 'root', open: false });
    expect([...reduceTree(closed, { type: 'level', parent: 'root', root, nodes: [] }).open]).toEqual([]);
  });

  test('a selection is written as a profile has it', () => {
    const listed = (key: string, include: boolean, ancestors: readonly string[] = []) => ({ key, guid: key, dn: `OU=${key}`, name: key, ancestors, include, state: 'present' as const });
    expect(selectionValue([listed('root', true)])).toBe('all');
    expect(selectionValue([listed('root', true), listed('a', false, ['root'])])).toEqual([{ guid: 'root', dn: 'OU=root', include: true }, { guid: 'a', dn: 'OU=a', include: false }]);
    expect(selectsNothing('all')).toBe(false);
    expect(selectsNothing([{ dn: 'DC=corp,DC=test', include: false }])).toBe(true);
    expect(selectsNothing([{ dn: 'OU=Attic,DC=corp', include: false }])).toBe(false);
  });
});

test('a pilot group is named by DN, GUID or both, or wanted and not chosen', () => {
  expect(pilotReference(null)).toBeNull();
  expect(pilotReference('CN=Pilot,DC=corp')).toEqual({ guid: null, dn: 'CN=Pilot,DC=corp' });
  expect(pilotReference('0f8fad5b-d9cb-469f-a165-70867728950e')).toEqual({ guid: '0f8fad5b-d9cb-469f-a165-70867728950e', dn: null });
  expect([null, {}, { guid: 'x' }].map(pilotIsMissing)).toEqual([false, true, false]);
});

describe('protection in sentences', () => {
  const deletes = { count: 500, percent: 10 };
  test('the limit that is reached first counts, the percentage above 50 objects only', () => {
    expect([2300, 9000, 51, 50].map((linked) => freeUpTo(deletes, linked))).toEqual([230, 500, 5, 50]);
  });
  test('says what each policy does', () => {
    const first = (policy: 'delete' | 'disableThenDelete' | 'disable' | 'ignore', days = 30): string | undefined => protectionSentences({ delete: policy, deleteAfterDays: days }, { deletes }, { users: 2300, groups: 40 })[0];
    expect(first('delete')).toBe('Up to 230 of 2,300 users and up to 40 of 40 groups are deleted in one run without asking; more is held, with everything that follows from it, until you release exactly that set.');
    expect(first('disableThenDelete', 1)).toBe('An account that leaves is disabled at once, and deleted a day later, unless it comes back.');
    expect(first('disable')).toBe('An account that leaves is disabled and never deleted.');
    expect(first('ignore')).toContain('stays in Entra');
    expect(protectionSentences({ delete: 'delete', deleteAfterDays: 30 }, { deletes }, null)[0]).toContain('Up to 500 objects, and not more than 10 % of the linked ones, are deleted');
  });
});

describe('attribute flows', () => {
  const flow = (target: string, more: Partial<FlowRow> = {}): FlowRow => ({ key: target, ruleId: `user.${target}`, type: 'user', direction: 'inbound', target, name: `${target} from x`, kind: 'direct', reads: ['title'], how: 'title', required: false, when: 'always', empty: 'clear', longest: 128, origin: 'default', precedence: 100, ...more });
  test('are found by target, source and rule', () => {
    const table = { flows: [flow('jobTitle'), flow('city', { reads: ['l'], how: 'l' }), flow('displayName', { type: 'group' })], signInAttributes: [], countries: [] };
    expect(flowsOf(table, 'user', 'TITLE').map(({ target }) => target)).toEqual(['jobTitle']);
    expect(flowsOf(table, 'user', 'city from').map(({ target }) => target)).toEqual(['city']);
    expect(flowsOf(table, 'group', '')).toHaveLength(1);
  });
  test('notes and values are short', () => {
    expect(notesOf(flow('x'))).toEqual(['an empty value clears it', 'at most 128 characters']);
    expect(notesOf(flow('x', { required: true, when: 'create', longest: null }))).toEqual(['required', 'at creation only']);
    expect([null, '', [], true, ['a', 'b'], 'x'].map(valueText)).toEqual([null, null, null, 'true', 'a, b', 'x']);
  });
  test('a country is two letters of the list, or nothing', () => {
    expect(countryProblem(' de ', ['DE'])).toBeNull();
    expect(countryProblem('', ['DE'])).toBeNull();
    expect(countryProblem('UK', ['GB'])).toContain('“UK” is no country code.');
  });
});

test('objects are counted in words', () => {
  expect(objectsText({ users: 1204, groups: 1, contacts: 2 })).toBe('1,204 users, 1 group and 2 contacts');
  expect(objectsText({ users: 0, groups: 0, contacts: 0 })).toBe('no objects');
});
