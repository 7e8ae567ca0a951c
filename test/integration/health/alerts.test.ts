import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import { runCli } from '../../support/cli-process.ts';

/** Alerts as the command line tells them, of real runs against the sample company over real sockets. */

let lab: Lab;
let folder: string;
let options: readonly string[];
beforeAll(async () => {
  lab = await startLab({ tenant: { permissions: ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All', 'Domain.Read.All', 'RoleManagement.Read.Directory', 'OrgContact.Read.All', 'Application.Read.All'] } });
  folder = await mkdtemp(join(tmpdir(), 'causeway-alerts-'));
  options = ['--profile', await lab.writeProfile(folder, { name: 'alerts' }), '--data-dir', join(folder, 'data')];
});
afterAll(async () => {
  await lab?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const run = (...words: readonly string[]): Promise<{ readonly code: number | null; readonly stdout: string }> => runCli([...words, ...options], lab.env);
async function alerts(): Promise<readonly string[]> {
  const { stdout } = await run('health', '--json');
  return (JSON.parse(stdout) as { readonly alerts: readonly { readonly id: string }[] }).alerts.map(({ id }) => id).sort();
}

test('a check on the day of the setup raises nothing about certificates that live a year', async () => {
  await run('check');
  expect((await alerts()).filter((id) => /tls|credential/i.test(id))).toEqual([]);
});

test('protection stays an alert when the next run fails before it comes to a plan', async () => {
  expect((await run('sync')).code).toBe(3);
  const path = options[1] ?? '';
  const whole = await readFile(path, 'utf8');
  const profile = JSON.parse(whole) as { source: { url: string } };
  const leaver = lab.company.cast.find(({ name }) => name === 'Selma Demir');
  lab.directory.remove(leaver?.dn ?? '');
  await writeFile(path, JSON.stringify({ ...profile, protection: { deletes: { count: 0, percent: 0 } } }));
  const held = await run('sync', '--json');
  expect([held.code, await alerts()]).toEqual([4, expect.arrayContaining(['protectionTripped'])]);
  await writeFile(path, JSON.stringify({ ...profile, source: { ...profile.source, url: 'ldaps://127.0.0.1:1' } }));
  expect((await run('sync')).code).toBe(1);
  expect(await alerts()).toEqual(expect.arrayContaining(['protectionTripped', 'sourceImportFailing']));
  await writeFile(path, whole);
  expect((await run('sync')).code).toBe(3);
  expect((await alerts()).filter((id) => id === 'protectionTripped' || id === 'sourceImportFailing')).toEqual([]);
});

test('what the last check found good until a day is an alert when that day comes near, without another check', async () => {
  const path = join(folder, 'data', 'last-check.json');
  const check = JSON.parse(await readFile(path, 'utf8')) as { findings: { id: string; expires?: string }[] };
  expect(check.findings.find(({ id }) => id === 'tls')?.expires).toMatch(/^20\d\d-/);
  const soon = new Date(Date.now() + 9.5 * 86_400_000).toISOString();
  await writeFile(path, JSON.stringify({ ...check, findings: check.findings.map((finding) => (finding.id === 'tls' ? { ...finding, expires: soon } : finding)) }));
  const { stdout } = await run('health');
  expect(stdout).toContain('The certificate of the domain controller expires on');
  expect(stdout).toContain('in 9 days');
});

test('the end of the client secret is looked up by the runs themselves, and the alert goes when there is a new one', async () => {
  const file = join(folder, 'data', 'last-secret.json');
  expect((JSON.parse(await readFile(file, 'utf8')) as { expiresAt: string }).expiresAt).toMatch(/^20\d\d-/);
  await rm(file);
  lab.tenant.faults.secretEnds(new Date(Date.now() + 5.5 * 86_400_000).toISOString());
  await run('sync');
  const { stdout } = await run('health');
  expect(stdout).toMatch(/The secret of the app .* expires in 5 days/);
  lab.tenant.faults.secretEnds(null);
  await run('sync');
  expect(await alerts()).not.toContain('credentialExpiring');
});
