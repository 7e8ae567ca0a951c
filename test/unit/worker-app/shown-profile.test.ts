import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changedSinceShown, noteShown } from '../../../electron/worker/shown-profile.ts';
import { profileSchema, type ProfileInput } from '../../../shared/profile.ts';
import type { RunOutcome, RunProfile } from '../../../shared/run.ts';

let dataFolder: string;
beforeEach(() => { dataFolder = mkdtempSync(join(tmpdir(), 'causeway-shown-')); });
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const first: ProfileInput = {
  version: 1, name: 'contoso',
  source: { url: 'ldaps://dc1', username: 'svc', password: { env: 'A' } },
  target: { tenantId: 'tenant', clientId: 'client', auth: { kind: 'clientSecret', secret: { env: 'B' } } },
};
const with_ = (parts: Partial<ProfileInput>): ProfileInput => ({ ...first, ...parts });
const workspace = (input: ProfileInput) => ({ dataFolder, loaded: { profile: profileSchema.parse(input), input, folder: dataFolder, path: 'profile.json' } });
const ran = (input: ProfileInput, profile: RunProfile, outcome: RunOutcome | null = 'success'): void => noteShown(workspace(input), { profile, outcome });
const changed = (input: ProfileInput): string => changedSinceShown(workspace(input));

const other = with_({ policies: { delete: 'ignore' } });

test('before anything is known of it, and until the first sync, a profile is the one that was previewed', () => {
  expect(changed(first)).toBe('no');
  ran(first, 'preview');
  expect([changed(first), changed(other)]).toEqual(['no', 'unseen']);
});

test('a change waits for its preview, then for a sync; going back to what was written needs neither', () => {
  ran(first, 'sync');
  expect([changed(first), changed(other)]).toEqual(['no', 'unseen']);
  ran(other, 'preview');
  expect([changed(first), changed(other)]).toEqual(['no', 'shown']);
  ran(other, 'sync');
  expect([changed(first), changed(other)]).toEqual(['unseen', 'no']);
});

test('runs that did not end, and runs of one object, have shown nothing of the profile', () => {
  ran(first, 'sync');
  ran(other, 'preview', 'failed');
  ran(other, 'preview', 'cancelled');
  ran(other, 'preview', null);
  ran(other, 'object');
  ran(other, 'previewObject');
  expect(changed(other)).toBe('unseen');
});

test('what decides over writes counts, how the sides are reached does not', () => {
  ran(first, 'sync');
  const same: readonly ProfileInput[] = [
    with_({ name: 'contoso 2' }),
    with_({ source: { ...first.source, password: { env: 'C' }, pageSize: 100, tls: { caFile: 'ca.pem' } } }),
    with_({ target: { ...first.target, clientId: 'another', auth: { kind: 'deviceCode' } } }),
    with_({ policies: { stagingMode: true, delete: 'ignore' } }),
  ];
  expect(same.map(changed)).toEqual(same.map(() => 'no'));
  const others: readonly ProfileInput[] = [
    with_({ source: { ...first.source, url: 'ldaps://dc9' } }),
    with_({ source: { ...first.source, containers: [{ dn: 'OU=Staff,DC=x', include: true }] } }),
    with_({ source: { ...first.source, pilotGroup: 'CN=Pilot,DC=x' } }),
    with_({ furtherSources: [{ ...first.source, name: 'second' }] }),
    with_({ join: 'mail' }),
    with_({ target: { ...first.target, tenantId: 'another' } }),
    with_({ rules: { photos: true } }),
    with_({ protection: { deletes: { count: 1, percent: 1 } } }),
  ];
  expect(others.map(changed)).toEqual(others.map(() => 'unseen'));
});

test('a default that is written out, and an option that a later version adds, change nothing', () => {
  const rule = { name: 'Mine', type: 'user', precedence: 10, flows: [{ target: 'jobTitle', direct: 'title' }] } as const;
  const own = with_({ rules: { custom: [{ ...rule, flows: [...rule.flows] }] } });
  ran(own, 'sync');
  expect(changed({ ...own, rules: { ...own.rules, photos: false, disabled: [] }, policies: { drift: 'revert' }, protection: { deletes: { count: 500, percent: 10 } } })).toBe('no');
  const later = workspace(own);
  const withMore = { ...later, loaded: { ...later.loaded, profile: { ...later.loaded.profile, rules: { ...later.loaded.profile.rules, custom: later.loaded.profile.rules.custom.map((each) => ({ ...each, added: true })) } } } };
  expect(changedSinceShown(withMore)).toBe('no');
  expect(changed(with_({ rules: { custom: [{ ...rule, flows: [{ target: 'jobTitle', direct: 'department' }] }] } }))).toBe('unseen');
});

test('a damaged record counts as none', () => {
  ran(first, 'sync');
  writeFileSync(join(dataFolder, 'shown-profile.json'), '{"previewed":');
  expect(changed(other)).toBe('no');
});
