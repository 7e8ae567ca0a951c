import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProfileInput } from '../../../shared/profile.ts';
import { startSamba, type Samba } from '../../support/samba.ts';
import { asAdmin, cloudUser, memberNames, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';
import { startRelay, type Relay } from './relay.ts';

/** Two forests of different realms on real domain controllers, synchronized into one tenant. */

const contosoBase = 'DC=corp,DC=contoso,DC=test';
const ou = (base: string): string => `OU=Firm,${base}`;

function user(base: string, login: string, domain: string, more: readonly string[] = []): string {
  return [`dn: CN=${login},${ou(base)}`, 'objectClass: user', `sAMAccountName: ${login}`, `userPrincipalName: ${login}@${domain}`, `displayName: ${login}`, 'userAccountControl: 544', ...more, ''].join('\n');
}

function contosoPeople(base: string): string {
  return [
    `dn: ${ou(base)}\nobjectClass: organizationalUnit\n`,
    user(base, 'ada', 'contoso.com', ['mail: ada@contoso.com', 'title: Countess']),
    user(base, 'bo', 'contoso.com', ['mail: bo@contoso.com']),
    user(base, 'cy', 'contoso.com', ['mail: cy@contoso.com']),
    `dn: CN=shared,${ou(base)}\nobjectClass: group\nsAMAccountName: shared\nmember: CN=ada,${ou(base)}\n`,
  ].join('\n');
}

/** Enough people that an import of them has a middle. */
const crowd = Array.from({ length: 150 }, (_, index) => `fab${index}`);

function fabrikamPeople(base: string): string {
  return [
    `dn: ${ou(base)}\nobjectClass: organizationalUnit\n`,
    user(base, 'dora', 'contoso.com', ['mail: dora@contoso.com']),
    user(base, 'ada.mailbox', 'fabrikam.test', ['mail: ada@contoso.com', 'department: Research']),
    ...crowd.map((login) => user(base, login, 'contoso.com', [`mail: ${login}@contoso.com`, `description: ${'x'.repeat(300)}`])),
    `dn: CN=fab-team,${ou(base)}\nobjectClass: group\nsAMAccountName: fab-team\nmember: CN=dora,${ou(base)}\nmember: CN=ada.mailbox,${ou(base)}\n`,
  ].join('\n');
}

let stage: Stage;
let fabrikam: Samba;
let relay: Relay;
let cli: CommandLine;

beforeAll(async () => {
  [stage, fabrikam] = await Promise.all([
    startStage({ address: '127.0.0.2', population: contosoPeople }),
    startSamba({ address: '127.0.0.3', realm: 'FABRIKAM.TEST', domain: 'FABRIKAM', hostName: 'fab1', population: fabrikamPeople }),
  ]);
  relay = await startRelay('127.0.0.3', 636);
  await writeFile(join(stage.folder, 'fabrikam-ca.pem'), fabrikam.ca);
  await mkdir(join(stage.folder, 'data'), { recursive: true });
  const further: NonNullable<ProfileInput['furtherSources']>[number] = {
    name: 'fabrikam', url: `ldaps://localhost:${relay.port}`, username: fabrikam.admin, password: { env: 'CAUSEWAY_AD_PASSWORD' }, tls: { caFile: 'fabrikam-ca.pem' }, pageSize: 50,
    containers: [{ dn: ou(fabrikam.baseDn), include: true }],
  };
  cli = await stage.profile('forests', { source: { containers: [{ dn: ou(contosoBase), include: true }] }, furtherSources: [further], join: 'mail' });
  // A group of one forest holds a user of the other: AD keeps a foreign security principal for them.
  const sid = /objectSid: (S-1-5-21-[\d-]+)/.exec(await fabrikam.tool('user', 'show', 'dora'))?.[1];
  if (sid === undefined) throw new Error('dora has no SID.');
  await asAdmin(stage.dc, (admin) => admin.addMember(`CN=shared,${ou(contosoBase)}`, `<SID=${sid}>`));
}, 600_000);
afterAll(async () => {
  await relay?.stop();
  await fabrikam?.remove();
  await stage?.stop();
});

test('check looks at each forest, and says which is meant', async () => {
  const { code, stdout } = await cli.run(['check']);
  expect(stdout).toContain('Active Directory: 127.0.0.2');
  expect(stdout).toContain(`Active Directory: localhost:${relay.port}`);
  expect(code).toBe(0);
});

test('both forests arrive: who is in both is one user, and memberships go across', async () => {
  const { code, document } = await cli.document('sync');
  expect({ code, failed: document.export.failed, conflicts: document.conflicts, unread: document.import.source.unread }).toEqual({ code: 0, failed: [], conflicts: [], unread: [] });
  expect(document.plan.users.create).toBe(4 + crowd.length);
  expect(cloudUser(stage.tenant, 'ada@contoso.com')).toMatchObject({ jobTitle: 'Countess', department: 'Research', mail: 'ada@contoso.com' });
  expect(cloudUser(stage.tenant, 'ada.mailbox@contoso.onmicrosoft.com')).toBeUndefined();
  expect(memberNames(stage.tenant, 'shared')).toEqual(['user:ada@contoso.com', 'user:dora@contoso.com']);
  expect(memberNames(stage.tenant, 'fab-team')).toEqual(['user:ada@contoso.com', 'user:dora@contoso.com']);
});

test('a second run reads both by delta and writes nothing', async () => {
  stage.tenant.resetLog();
  const { code, document } = await cli.document('sync');
  expect({ code, mode: document.import.source.mode, writes: stage.tenant.writes(), changes: document.plan.changes }).toEqual({ code: 0, mode: 'delta', writes: 0, changes: [] });
});

test('a forest that goes away in the middle of its import: the other one goes on, and nothing is deleted', async () => {
  stage.tenant.resetLog();
  await asAdmin(stage.dc, async (admin) => {
    await admin.set(`CN=ada,${ou(contosoBase)}`, { title: 'Analyst' });
    await admin.remove(`CN=cy,${ou(contosoBase)}`);
  });
  await asAdmin(fabrikam, (admin) => admin.set(`CN=dora,${ou(fabrikam.baseDn)}`, { title: 'Director' }));
  relay.reset();
  let stopped: Promise<void> | null = null;
  relay.after(40_000, () => { stopped = fabrikam.kill(); });
  const { code, document } = await cli.document('sync', '--full');
  expect(stopped).not.toBeNull();
  await stopped;
  expect({ code, outcome: document.run.outcome, users: document.plan.users.delete, removed: document.plan.members.remove }).toEqual({ code: 3, outcome: 'completedWithErrors', users: 0, removed: 0 });
  expect(document.import.source.unread).toEqual([{ source: `localhost:${relay.port}`, message: expect.any(String) as string, fix: expect.any(String) as string }]);
  expect(cloudUser(stage.tenant, 'ada@contoso.com')).toMatchObject({ jobTitle: 'Analyst', department: 'Research' });
  expect(cloudUser(stage.tenant, 'cy@contoso.com')).toBeDefined();
  expect(cloudUser(stage.tenant, 'fab149@contoso.com')).toBeDefined();
  expect(memberNames(stage.tenant, 'fab-team')).toHaveLength(2);
  // What was read of the forest before it went away is as good as any: a change there may have arrived.
  const changed = document.plan.changes.map(({ action, dn }) => `${action} ${dn}`);
  expect(changed).toContain(`update CN=ada,${ou(contosoBase)}`);
  expect(changed.filter((change) => change !== `update CN=ada,${ou(contosoBase)}` && change !== `update CN=dora,${ou(fabrikam.baseDn)}`)).toEqual([]);
  expect(stage.tenant.writes()).toBe(changed.length);
});

test('while it stays away the same holds; the plan says so, and what waits', async () => {
  stage.tenant.resetLog();
  const { code, stdout } = await cli.run(['sync']);
  expect(code).toBe(3);
  expect(stdout).toMatch(new RegExp(`localhost:${relay.port} could not be read: .*What it contributes stays as it was last read, and nothing is deleted`));
  expect(stage.tenant.writes()).toBe(0);
});

test('when it is back, what waited is done, and what changed there arrives', async () => {
  await fabrikam.start();
  await relay.stop();
  stage.tenant.resetLog();
  const again = await startRelay('127.0.0.3', 636);
  relay = again;
  const profile = JSON.parse(await readFile(cli.path, 'utf8')) as { furtherSources: { url: string }[] };
  await writeFile(cli.path, JSON.stringify({ ...profile, furtherSources: profile.furtherSources.map((each) => ({ ...each, url: `ldaps://localhost:${again.port}` })) }));
  const { code, document } = await cli.document('sync');
  expect({ code, deleted: document.plan.users.delete, unread: document.import.source.unread }).toEqual({ code: 0, deleted: 1, unread: [] });
  expect(cloudUser(stage.tenant, 'cy@contoso.com')).toBeUndefined();
  expect(cloudUser(stage.tenant, 'dora@contoso.com')).toMatchObject({ jobTitle: 'Director' });
  const { document: quiet } = await cli.document('sync');
  expect(quiet.plan.changes).toEqual([]);
});

test('a forest that was never read completely stops the run: nobody knows who is joined', async () => {
  const fresh = await stage.profile('never', {
    furtherSources: [{ name: 'nowhere', url: 'ldaps://127.0.0.9', username: 'x', password: { env: 'CAUSEWAY_AD_PASSWORD' } }],
  });
  stage.tenant.resetLog();
  const { code, document } = await fresh.document('sync');
  expect(code).toBe(1);
  expect(document.run.error?.message).toMatch(/^127\.0\.0\.9 was never read completely, and it cannot be read now: /);
  expect(stage.tenant.writes()).toBe(0);
});
