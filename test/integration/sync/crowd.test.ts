import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin, memberNames, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';

/** A group of 3,000 users: AD hands it out in ranges, Graph takes it twenty at a time. */

const size = 3000;
const crowdDn = (index: number, base: string): string => `CN=crowd${index},OU=Crowd,${base}`;
const everybody = Array.from({ length: size }, (_, index) => index);

function population(base: string): string {
  const people = everybody.map((index) => `dn: ${crowdDn(index, base)}\nobjectClass: user\nsAMAccountName: crowd${index}\nuserPrincipalName: crowd${index}@contoso.com\nuserAccountControl: 544\n`);
  const group = `dn: CN=Crowd,OU=Crowd,${base}\nobjectClass: group\nsAMAccountName: crowd-group\n${everybody.map((index) => `member: ${crowdDn(index, base)}\n`).join('')}`;
  return [`dn: OU=Crowd,${base}\nobjectClass: organizationalUnit\n`, ...people, group].join('\n');
}

let stage: Stage;
let cli: CommandLine;

beforeAll(async () => {
  stage = await startStage({ address: '127.0.0.45', population });
  cli = await stage.profile('crowd');
}, 600_000);
afterAll(async () => { await stage?.stop(); });

/** Everything the runs of the profile logged. */
function logs(): string {
  const files = readdirSync(cli.data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'));
  return files.map((name) => readFileSync(join(cli.data, name), 'utf8')).join('\n');
}

test('every member arrives, in as few requests as Graph allows', async () => {
  const { code, document } = await cli.document('sync');
  expect({ code, failed: document.export.failed, added: document.plan.members.add }).toEqual({ code: 0, failed: [], added: size });
  expect(logs()).toContain('is read in a second thread.');
  expect(memberNames(stage.tenant, 'Crowd')).toEqual(everybody.map((index) => `user:crowd${index}@contoso.com`).sort());
  const patches = stage.tenant.requests().filter((request) => request.method === 'PATCH' && /^\/groups\/[0-9a-f-]{36}$/.test(request.path));
  expect(patches).toHaveLength(size / 20);
  expect(document.export.writes).toBe(document.plan.users.create + document.plan.groups.create + size / 20);
});

test('a few changed members are a few writes', async () => {
  stage.tenant.resetLog();
  const { baseDn } = stage.dc;
  await asAdmin(stage.dc, async (admin) => {
    await admin.removeMember(`CN=Crowd,OU=Crowd,${baseDn}`, crowdDn(1, baseDn), crowdDn(2, baseDn), crowdDn(3, baseDn));
  });
  const { code, document } = await cli.document('sync');
  expect({ code, mode: document.import.source.mode, members: document.plan.members, writes: stage.tenant.writes() }).toEqual({ code: 0, mode: 'delta', members: { add: 0, remove: 3 }, writes: 3 });
  expect(memberNames(stage.tenant, 'Crowd')).toHaveLength(size - 3);
});

test('protection holds the removal of a sixth of the group, and the approval of exactly that plan releases it', async () => {
  stage.tenant.resetLog();
  const { baseDn } = stage.dc;
  await asAdmin(stage.dc, (admin) => admin.removeMember(`CN=Crowd,OU=Crowd,${baseDn}`, ...everybody.slice(1000, 1510).map((index) => crowdDn(index, baseDn))));
  const held = await cli.document('sync');
  expect({ code: held.code, held: held.document.plan.protection.held, writes: stage.tenant.writes() }).toEqual({ code: 4, held: { delete: 0, disable: 0, memberRemove: 510 }, writes: 0 });
  const released = await cli.document('sync', '--approve', held.document.plan.id);
  expect({ code: released.code, failed: released.document.export.failed, writes: stage.tenant.writes() }).toEqual({ code: 0, failed: [], writes: 510 });
  expect(memberNames(stage.tenant, 'Crowd')).toHaveLength(size - 513);
});
