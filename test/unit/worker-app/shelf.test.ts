import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { idOf, openShelf } from '../../../electron/worker/app/shelf.ts';
import { loadProfile } from '../../../electron/worker/profile.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causeway-shelf-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const named = (name: string) => ({ ...starterProfile, name });

test('a profile on the shelf is a file that the command line loads, readable by its owner only', () => {
  const shelf = openShelf(root);
  const entry = shelf.put(named('Contoso Ltd.'), { kind: 'real', files: { 'ad-ca.pem': 'PEM' } });
  const path = join(root, 'app', 'profiles', 'contoso-ltd', 'profile.json');
  expect(entry).toEqual({ id: 'contoso-ltd', kind: 'real', name: 'Contoso Ltd.', sourceName: 'dc1.corp.contoso.com', targetName: 'YOUR-TENANT-ID', stagingMode: false });
  expect(loadProfile(path).profile.name).toBe('Contoso Ltd.');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(root, 'app', 'profiles', 'contoso-ltd', 'ad-ca.pem'), 'utf8')).toBe('PEM');
  expect(shelf.dataFolder('contoso-ltd')).toBe(join(root, 'Contoso-Ltd'));
});

test('the first profile is active; another one becomes active when it is chosen, also after a restart', () => {
  const shelf = openShelf(root);
  shelf.put(named('one'), { kind: 'real' });
  shelf.put(named('two'), { kind: 'real' });
  expect(shelf.activeId()).toBe('one');
  shelf.activate('two');
  expect(openShelf(root).activeId()).toBe('two');
  shelf.remove('two', false);
  expect(openShelf(root).activeId()).toBe('one');
  expect(() => shelf.activate('two')).toThrow('There is no profile two');
});

test('a sample company of an earlier start is swept with its data, a real profile stays', () => {
  const shelf = openShelf(root);
  shelf.put(named('real'), { kind: 'real' });
  shelf.put(named('Sample company'), { kind: 'sample' });
  openShelf(root).sweepSamples();
  expect(openShelf(root).entries().map(({ id }) => id)).toEqual(['real']);
});

test('a profile that does not load is listed by its id, so that it can be removed', () => {
  const shelf = openShelf(root);
  shelf.put(named('broken'), { kind: 'real' });
  writeFileSync(join(root, 'app', 'profiles', 'broken', 'profile.json'), '{');
  expect(openShelf(root).entries()).toEqual([{ id: 'broken', kind: 'real', name: 'broken', sourceName: '', targetName: '', stagingMode: false }]);
});

test('the name under which the app keeps its own files is refused', () => {
  expect(() => openShelf(root).put(named('App'), { kind: 'real' })).toThrow('cannot be called “App”');
});

test('an id is made of a name', () => {
  expect(['Contoso (test)', 'Übung', '東京', '  '].map(idOf)).toEqual(['contoso-test', 'ubung', 'profile', 'profile']);
});

test('names that become the same folder are told apart or refused', () => {
  const shelf = openShelf(root);
  expect([shelf.put(named('東京'), { kind: 'real' }).id, shelf.put(named('大阪'), { kind: 'real' }).id]).toEqual(['profile', 'profile-2']);
  shelf.put(named('a b'), { kind: 'real' });
  expect(() => shelf.put(named('A-B'), { kind: 'real' })).toThrow('There is already a profile called “a b”');
});
