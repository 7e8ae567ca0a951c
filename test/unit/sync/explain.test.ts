import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../electron/store/open.ts';
import { explainAny } from '../../../electron/sync/explain.ts';
import { settingsOf } from '../../../electron/sync/settings.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import type { StagingStore } from '../../../electron/sync/store.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { adUser, base, cloudUser, container, noFacts } from '../../support/staged.ts';

let folder: string;
let store: StagingStore;
const now = new Date('2026-01-02T03:04:05Z');
const explained = (query: string) => explainAny(query, settingsOf(profileSchema.parse(starterProfile)), store, now);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-explain-'));
  store = openStore(folder);
  store.facts.put(noFacts);
  const target = store.target.begin('full');
  store.target.stage(target, 'full', { objects: [cloudUser(50, 'Eve'), cloudUser(51, 'Gast', { userType: 'Guest' })], removed: [], members: [], managers: [], watermark: null }, now);
  store.target.finish(target, 'full', 'd', now);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function stage(...objects: readonly SourceObject[]): void {
  const generation = store.source.begin('full');
  store.source.stage(generation, 'full', { objects: [container(900_001, base), container(900_002, `OU=People,${base}`), ...objects], deleted: [], watermark: null });
  store.source.finish(generation, 'full', 'w', true, now.toISOString());
}

test('an object that is only in Entra is found by any of its names, in any case, and told why it is left alone', () => {
  stage(adUser(1, 'Ann'));
  expect(explained('EVE@contoso.com')).toMatchObject({ side: 'target', name: 'Eve@contoso.com', verdict: 'Eve@contoso.com is a user only in Entra: no AD object that is read matches it, so Causeway leaves it alone.' });
  expect(explained('Gast@contoso.com')).toMatchObject({ verdict: 'Gast@contoso.com is a guest, which is never matched; Causeway leaves it alone.' });
  expect(explained('nobody')).toBeNull();
});

test('a group says which members are left out, and why', () => {
  const ann = adUser(1, 'Ann');
  const ben = adUser(2, 'Ben', { adminDescription: 'User_no' });
  const group = { ...adUser(3, 'Sales'), kind: 'group' as const, members: [{ guid: ann.guid, dn: ann.dn }, { guid: ben.guid, dn: ben.dn }, { guid: null, dn: 'CN=Far,DC=other,DC=com' }] };
  stage(ann, ben, group);
  const found = explained(group.dn);
  expect(found?.side === 'source' ? found.members : null).toEqual({
    inSource: 3,
    linked: 0,
    leftOut: 3,
    leftOutExamples: expect.arrayContaining([
      { dn: ann.dn, why: 'not in Entra yet' },
      { dn: ben.dn, why: expect.stringContaining('(adminDescription)') as unknown },
      { dn: 'CN=Far,DC=other,DC=com', why: 'not read: outside of what Causeway reads, or of another domain' },
    ]) as unknown,
    inTarget: null,
    foreign: 0,
  });
});

test('the last write of an object tells how it ended', () => {
  const ann = adUser(1, 'Ann');
  stage(ann);
  const before = explained(ann.dn);
  if (before?.side !== 'source' || before.anchor === null) throw new Error('Ann is staged');
  expect(before.lastWrite).toBeNull();
  const id = store.journal.sent({ runId: 'run', changeId: 'c', anchor: before.anchor, type: 'user', guid: ann.guid, dn: ann.dn, write: { action: 'create' }, at: now.toISOString() });
  store.journal.answered(id, 'failed', 'Request_BadRequest: no', now.toISOString());
  expect(explained(ann.dn)).toMatchObject({ lastWrite: { runId: 'run', action: 'create', state: 'failed', detail: 'Request_BadRequest: no', at: now.toISOString() } });
});

test('an outbound rule is shown with what the inbound rules gave before it', () => {
  const ann = adUser(1, 'Ann', { title: 'Boss', department: 'Sales' });
  stage(ann);
  const flows = [{ target: 'jobTitle', expression: '[jobTitle] & "!"' }, { target: 'faxNumber', constant: '+49 30 1' }, { target: 'department', expression: 'AuthoritativeNull' }];
  const profile = profileSchema.parse({ ...starterProfile, rules: { custom: [{ name: 'Out', type: 'user', direction: 'outbound', precedence: 1, flows }] } });
  const found = explainAny(ann.dn, settingsOf(profile), store, now);
  const attributes = found?.side === 'source' ? found.attributes : [];
  expect(attributes.filter(({ inbound }) => inbound !== undefined)).toEqual([
    expect.objectContaining({ name: 'jobTitle', rule: 'Out', inbound: { rule: 'jobTitle from title', value: 'Boss' }, wanted: 'Boss!', source: { title: ['Boss'] } }),
    expect.objectContaining({ name: 'department', rule: 'Out', inbound: { rule: 'department from department', value: 'Sales' }, wanted: null, current: null }),
    expect.objectContaining({ name: 'faxNumber', rule: 'Out', inbound: { rule: 'faxNumber from facsimileTelephoneNumber', value: null }, wanted: '+49 30 1' }),
  ]);
  expect(attributes.length).toBeGreaterThan(2);
});
