import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin, cloudGroup, cloudUser, memberNames, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';
import { firmLdif, firmNames } from './firm.ts';

/** `causeway sync --object` against a real domain controller: one object now, with the protections of every run. */

let stage: Stage;
let cli: CommandLine;
let names: ReturnType<typeof firmNames>;

beforeAll(async () => {
  stage = await startStage({ address: '127.0.0.46', population: firmLdif });
  names = firmNames(stage.dc.baseDn);
  cli = await stage.profile('one', { source: { containers: [{ dn: names.firm, include: true }] } });
}, 600_000);
afterAll(async () => { await stage?.stop(); });

const one = (dn: string): ReturnType<CommandLine['document']> => cli.document('sync', '--object', dn);

test('is refused before anything was read completely, with what to do', async () => {
  const { code, stdout } = await cli.run(['sync', '--object', names.person('ada')]);
  expect(code).toBe(1);
  expect(stdout).toContain('Nothing was read completely yet, so one object cannot be judged.');
  expect(stdout).toContain('Run `causeway sync` once');
  expect((await cli.document('sync')).code).toBe(0);
});

test('writes a changed attribute of this object and nothing of the others; no watermark moves', async () => {
  stage.tenant.resetLog();
  await asAdmin(stage.dc, async (admin) => {
    await admin.set(names.person('ada'), { title: 'Analyst' });
    await admin.set(names.person('bo'), { title: 'Marker' });
  });
  const { code, document } = await one(names.person('ada'));
  expect({ code, profile: document.run.profile, writes: stage.tenant.writes() }).toEqual({ code: 0, profile: 'object', writes: 1 });
  expect(document.plan.changes.map(({ dn, action, attributes }) => [dn, action, attributes.map(({ name, from, to }) => [name, from, to])])).toEqual([[names.person('ada'), 'update', [['jobTitle', 'Countess', 'Analyst']]]]);
  expect(cloudUser(stage.tenant, 'ada@contoso.com')).toMatchObject({ jobTitle: 'Analyst' });
  expect(cloudUser(stage.tenant, 'bo@contoso.com')?.['jobTitle'] ?? null).toBeNull();
  const explained = await cli.run(['explain', names.person('ada')]);
  expect(explained.stdout).toContain('is in sync');
  const whole = await cli.document('sync');
  expect([whole.document.import.source.mode, whole.document.plan.changes.map(({ dn }) => dn)]).toEqual(['delta', [names.person('bo')]]);
});

test('creates a new user that no import has seen, by its DN', async () => {
  stage.tenant.resetLog();
  const dn = `CN=New Hire,${names.people}`;
  await asAdmin(stage.dc, async (admin) => {
    await admin.add(dn, { objectClass: 'user', sAMAccountName: 'newhire', userPrincipalName: 'newhire@contoso.com', displayName: 'New Hire', userAccountControl: '544', manager: names.person('ada') });
    await admin.addMember(`CN=staff,${names.groups}`, dn);
  });
  const { code, stdout } = await cli.run(['sync', '--object', dn]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Sync of one object .*: done/);
  expect(cloudUser(stage.tenant, 'newhire@contoso.com')).toMatchObject({ displayName: 'New Hire' });
  expect(stage.tenant.writes()).toBe(2);
  // Their memberships belong to the groups: a run for the group, or of everything, brings them.
  expect(memberNames(stage.tenant, 'staff')).not.toContain('user:newhire@contoso.com');
  expect((await one(`CN=staff,${names.groups}`)).code).toBe(0);
  expect(memberNames(stage.tenant, 'staff')).toContain('user:newhire@contoso.com');
});

test('never takes anything away: a removed member waits for a sync of everything', async () => {
  stage.tenant.resetLog();
  await asAdmin(stage.dc, (admin) => admin.removeMember(`CN=staff,${names.groups}`, names.person('bo')));
  const { code, stdout } = await cli.run(['sync', '--object', `CN=staff,${names.groups}`]);
  expect([code, stage.tenant.writes()]).toEqual([0, 0]);
  expect(stdout).toContain('1 change of this object waits for a sync of everything');
  await cli.document('sync');
  expect(memberNames(stage.tenant, 'staff')).not.toContain('user:bo@contoso.com');
});

test('an object out of scope, one that is not there, and one that is deleted are refused or left alone', async () => {
  stage.tenant.resetLog();
  const outside = await cli.run(['sync', '--object', `CN=Out Sider,${names.elsewhere}`]);
  expect(outside.code).toBe(0);
  expect(outside.stdout).toContain('is not synchronized: not in a selected container');
  const nobody = await cli.run(['sync', '--object', `CN=Nobody,${names.people}`]);
  expect(nobody.code).toBe(1);
  expect(nobody.stdout).toContain(`There is no user or group CN=Nobody,${names.people} in Active Directory`);
  const words = await cli.run(['sync', '--object', 'nobody at all']);
  expect([words.code, words.stdout.includes('No AD object that Causeway has read is called “nobody at all”')]).toEqual([1, true]);
  await asAdmin(stage.dc, (admin) => admin.remove(names.person('doomed')));
  const deleted = await cli.run(['sync', '--object', names.person('doomed')]);
  expect([deleted.code, deleted.stdout.includes('run `causeway sync`: that is seen by an import of everything')]).toEqual([1, true]);
  expect(stage.tenant.writes()).toBe(0);
  expect(cloudUser(stage.tenant, 'doomed@contoso.com')).toBeDefined();
  expect((await cli.run(['sync', '--object', names.person('ada'), '--full'])).code).toBe(2);
});

test('what a conflict holds is not written; exit code 3 names it', async () => {
  stage.tenant.resetLog();
  await asAdmin(stage.dc, async (admin) => {
    await admin.set(names.person('zoe'), { userPrincipalName: 'zo e@contoso.com' });
  });
  const { code, document } = await one(names.person('zoe'));
  expect([code, document.conflicts.map(({ situation }) => situation), stage.tenant.writes()]).toEqual([3, ['invalidValue'], 0]);
  await asAdmin(stage.dc, (admin) => admin.set(names.person('zoe'), { userPrincipalName: 'zoe@contoso.com' }));
  expect((await one(names.person('zoe'))).code).toBe(0);
});

test('staging mode writes nothing', async () => {
  const profile = JSON.parse(await readFile(cli.path, 'utf8')) as object;
  await writeFile(cli.path, JSON.stringify({ ...profile, policies: { stagingMode: true } }));
  await asAdmin(stage.dc, (admin) => admin.set(names.person('ada'), { department: 'Staging' }));
  stage.tenant.resetLog();
  const { code, document } = await one(names.person('ada'));
  expect([code, document.plan.changes.length, stage.tenant.writes()]).toEqual([0, 1, 0]);
  await writeFile(cli.path, JSON.stringify(profile));
});

test('killed in the middle of its writes: the next sync doubles and loses nothing', async () => {
  const dn = `CN=Killed,${names.groups}`;
  await asAdmin(stage.dc, (admin) => admin.add(dn, { objectClass: 'group', sAMAccountName: 'killed', member: [names.person('ada'), names.person('zoe')] }));
  const started = cli.start(['sync', '--object', dn]);
  stage.tenant.resetLog();
  while (stage.tenant.writes() === 0 && started.child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
  started.child.kill('SIGKILL');
  await started.ended;
  await cli.document('sync');
  expect(stage.tenant.snapshot().groups.filter((group) => group['displayName'] === 'Killed')).toHaveLength(cloudGroup(stage.tenant, 'Killed') === undefined ? 0 : 1);
  expect(memberNames(stage.tenant, 'Killed')).toEqual(['user:ada@contoso.com', 'user:zoe@contoso.com']);
  const { document } = await cli.document('sync');
  expect(document.plan.changes).toEqual([]);
});
