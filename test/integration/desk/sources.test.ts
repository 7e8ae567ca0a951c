import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import type { LabDirectory } from '../../../electron/lab/directory/directory.ts';
import { configurationHandlers } from '../../../electron/worker/app/desk/configuration.ts';
import { directoryHandlers } from '../../../electron/worker/app/desk/directory.ts';
import { setupHandlers, type Setup } from '../../../electron/worker/app/desk/setup/setup.ts';
import type { Handlers } from '../../../electron/worker/app/endpoint.ts';
import { draftSources, withSource, withSourceCheck } from '../../../shared/draft-sources.ts';
import type { CallName, InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import { schemas } from '../../../shared/ipc/schemas/all.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

/** A profile of two forests in the app's own calls, over real sockets. */

let lab: Lab;
let fabrikam: LabDirectory;
let folder: string;
let profilePath: string;
let test_: TestDesk;
let setup: Setup;
let directory: ReturnType<typeof directoryHandlers>;

async function ask<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const handlers: Handlers = { ...setup.handlers, ...directory.handlers, ...configurationHandlers(test_.desk) };
  const handler = handlers[name] as (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
  return await handler(schemas[name].parse(input) as InputOf<Name>);
}

function secretFile(name: string, secret: string): { readonly file: string } {
  const path = join(folder, name);
  writeFileSync(path, secret);
  chmodSync(path, 0o600);
  return { file: path };
}

beforeAll(async () => {
  lab = await startLab({ secondForest: true });
  if (lab.forest === null) throw new Error('no second forest');
  fabrikam = lab.forest;
  folder = mkdtempSync(join(tmpdir(), 'causeway-sources-'));
  writeFileSync(join(folder, 'fabrikam-ca.pem'), fabrikam.ca);
  const { source, target } = lab.profile();
  profilePath = await lab.writeProfile(folder, {
    source: { ...source, password: secretFile('ad-password', lab.directory.password) },
    furtherSources: [{ name: 'fab', url: fabrikam.url, username: fabrikam.username, password: { keychain: 'another-computer' }, tls: { caFile: 'fabrikam-ca.pem' } }],
    join: 'mail',
    target: { ...target, auth: { kind: 'clientSecret', secret: secretFile('client-secret', lab.tenant.clientSecret) } },
  });
  test_ = openTestDesk();
  setup = setupHandlers(test_.desk, { profile: () => Promise.reject(new Error('no sample company here')), stop: () => Promise.resolve() });
  directory = directoryHandlers(test_.desk, setup);
});
afterAll(async () => {
  directory?.stop();
  test_?.close();
  await lab?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const of = { kind: 'setup', source: 'fab' } as const;

test('an imported profile waits for the password of its second forest, and for nothing that is there', async () => {
  const { draft, missing } = await ask('setup.import', { path: profilePath });
  expect(missing).toEqual(['furtherSources[0].password']);
  expect(draft.awaited).toEqual(['fab']);
  expect(draftSources(draft).map(({ title, passwordAwaited }) => [title, passwordAwaited])).toEqual([[new URL(lab.directory.url).host, false], [new URL(fabrikam.url).host, true]]);
  await expect(ask('directory.containers', { of, parent: null, fresh: false })).rejects.toThrow('password');
});

test('with the password it is checked like the first one, and keeps the name under which it is staged', async () => {
  const entered = withSource({ ...setup.draft(), awaited: [] }, 'fab', { password: secretFile('fab-password', fabrikam.password) });
  const [, further] = draftSources(entered);
  const { findings, domain } = await ask('setup.checkSource', { operation: 'check', source: further?.source ?? {} });
  expect({ domain, errors: findings.filter(({ severity }) => severity === 'error') }).toEqual({ domain: 'fabrikam.test', errors: [] });
  await ask('setup.save', { draft: withSourceCheck(entered, 'fab', { at: new Date().toISOString(), of: 'x', findings: [...findings] }, domain) });
  expect(draftSources(setup.draft()).map(({ name, title }) => [name, title])).toEqual([['', new URL(lab.directory.url).host], ['fab', 'fabrikam.test']]);
});

test('each forest shows its own containers and counts', async () => {
  const first = await ask('directory.containers', { of: { kind: 'setup' }, parent: null, fresh: false });
  const second = await ask('directory.containers', { of, parent: null, fresh: false });
  expect([first.root.dn, second.root.dn]).toEqual([lab.directory.baseDn, fabrikam.baseDn]);
  await ask('directory.count', { of, operation: 'count', fresh: false });
  const selected = await ask('directory.selection', { of, containers: [{ dn: `OU=Office,OU=Fabrikam,${fabrikam.baseDn}`, include: true }] });
  expect(selected.objects).toEqual({ users: 6, groups: 0, contacts: 0 });
  await expect(ask('directory.containers', { of: { kind: 'setup', source: 'nobody' }, parent: null, fresh: false })).rejects.toThrow('There is no source nobody in this profile any more.');
});

test('sign-in names are counted over both', async () => {
  const { rows } = await ask('setup.suffixes', { operation: 'names' });
  const users = (suffix: string): number => rows.find((row) => row.suffix === suffix)?.users ?? 0;
  // Four of the workshop, two who are at Contoso too, and the service account.
  expect(users('fabrikam.test')).toBeGreaterThanOrEqual(7);
  expect(users('contoso.example')).toBeGreaterThan(300);
});

test('the choices of each forest are kept apart, in the setup and in a profile on the shelf', async () => {
  const draft = setup.draft();
  await ask('setup.save', { draft: withSource(draft, 'fab', { containers: [{ dn: `OU=Fabrikam,${fabrikam.baseDn}`, include: true }] }) });
  expect(await ask('setup.configuration', null)).toMatchObject({ containers: 'all', further: [{ name: 'fab', title: 'fabrikam.test', containers: [{ include: true }], pilotGroup: null }] });
  const { profileId } = await ask('setup.prepare', null);
  await ask('setup.apply', null);
  const pilot = { dn: `CN=Fabrikam Office,OU=Groups,OU=Fabrikam,${fabrikam.baseDn}` };
  expect(await ask('configuration.save', { profileId, change: { further: [{ name: 'fab', pilotGroup: pilot }] } })).toMatchObject({ containers: 'all', pilotGroup: null, further: [{ name: 'fab', containers: [{ include: true }], pilotGroup: pilot }] });
  expect(await ask('directory.containers', { of: { kind: 'profile', profileId, source: 'fab' }, parent: null, fresh: false })).toMatchObject({ root: { dn: fabrikam.baseDn } });
  expect(test_.desk.shelf.load(profileId).profile).toMatchObject({ join: 'mail', furtherSources: [{ name: 'fab', url: fabrikam.url }] });
});

test('a profile that is edited has its sources; one that does not answer is named', async () => {
  const profileId = test_.desk.shelf.entries().find(({ name }) => name !== 'contoso' && name.startsWith('contoso'))?.id ?? '';
  const draft = await ask('setup.edit', { profileId });
  expect(draftSources(draft).map(({ name }) => name)).toEqual(['', 'fab']);
  await fabrikam.stop();
  await expect(ask('setup.suffixes', { operation: 'names' })).rejects.toThrow(`${new URL(fabrikam.url).host} cannot be read: `);
});

test('what can tell that people are one has one text for each', async () => {
  const attributes = await ask('setup.joinAttributes', null);
  expect(attributes).toEqual(expect.arrayContaining(['employeeID', 'extensionAttribute1']));
  expect(attributes).not.toEqual(expect.arrayContaining(['proxyAddresses']));
  expect(attributes).not.toEqual(expect.arrayContaining(['manager']));
});
