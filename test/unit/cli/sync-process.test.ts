import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectory, type LabDirectory, type SeedEntry } from '../../../electron/lab/directory/directory.ts';
import { startTenant, type LabTenant } from '../../../electron/lab/tenant/tenant.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { RunDocument } from '../../../shared/run.ts';
import { command, type Ended } from './child.ts';

const people = 30;
/** The directory's own account for Causeway is a user like any other. */
const serviceAccounts = 1;
let folder: string;
let directory: LabDirectory;
let tenant: LabTenant;
let staff: string;

function person(number: number): SeedEntry {
  const name = `User ${number}`;
  return { dn: `CN=${name},OU=Staff,DC=corp,DC=contoso,DC=com`, attributes: { objectClass: 'user', sAMAccountName: `user${number}`, userPrincipalName: `user${number}@contoso.com`, displayName: name, userAccountControl: '512' } };
}

/** The limits are below the size of the test, so that few deletes trip protection. */
function profile(): ProfileInput {
  return {
    version: 1,
    name: 'test',
    source: { url: directory.url, username: directory.username, password: { env: 'CAUSEWAY_AD_PASSWORD' }, tls: { caFile: 'ad-ca.pem' } },
    target: {
      cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' },
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      auth: { kind: 'clientSecret', secret: { env: 'CAUSEWAY_CLIENT_SECRET' } },
    },
    protection: { deletes: { count: 3, percent: 100 } },
  };
}

async function causeway(...args: readonly string[]): Promise<Ended> {
  return await command(folder, args, { CAUSEWAY_AD_PASSWORD: directory.password, CAUSEWAY_CLIENT_SECRET: tenant.clientSecret });
}

async function document(...args: readonly string[]): Promise<{ readonly code: number | null; readonly run: RunDocument }> {
  const { code, out, err } = await causeway(...args, '--json');
  if (out === '') throw new Error(err);
  return { code, run: JSON.parse(out) as RunDocument };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-sync-'));
  const unit: SeedEntry = { dn: 'OU=Staff,DC=corp,DC=contoso,DC=com', attributes: { objectClass: 'organizationalUnit' } };
  staff = unit.dn;
  directory = await startDirectory({ domain: 'corp.contoso.com', netbios: 'CONTOSO', entries: [unit, ...Array.from({ length: people }, (_, number) => person(number))] });
  tenant = await startTenant({});
  writeFileSync(join(folder, 'causeway.json'), JSON.stringify(profile()));
  writeFileSync(join(folder, 'ad-ca.pem'), directory.ca);
  writeFileSync(join(folder, 'tenant-ca.pem'), tenant.ca);
});

afterAll(async () => {
  await Promise.allSettled([directory.stop(), tenant.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('the command line with a directory and a tenant', () => {
  it('checks both sides', async () => {
    const { code, out } = await causeway('check', '--json');
    expect({ code, ready: (JSON.parse(out) as { ready: boolean }).ready }).toEqual({ code: 0, ready: true });
  });

  it('previews every change and writes nothing', async () => {
    const { code, run } = await document('preview');
    expect({ code, outcome: run.run.outcome, create: run.plan.users.create, changes: run.plan.changes.filter((change) => change.dn.endsWith(staff)).length }).toEqual({ code: 0, outcome: 'success', create: people + serviceAccounts, changes: people });
    expect(run.plan.changes[0]?.attributes[0]).toMatchObject({ name: expect.any(String), rule: expect.any(String) });
    expect(tenant.writes()).toBe(0);
  });

  it('writes the plan, and a second time finds nothing to do', async () => {
    const first = await document('sync');
    expect({ code: first.code, outcome: first.run.run.outcome, failed: first.run.export.failed }).toEqual({ code: 0, outcome: 'success', failed: [] });
    expect(tenant.snapshot().users.filter((user) => String(user['userPrincipalName']).startsWith('user'))).toHaveLength(people);
    tenant.resetLog();
    const second = await document('sync');
    expect({ code: second.code, changes: second.run.plan.changes, writes: second.run.export.writes, sent: tenant.writes() }).toEqual({ code: 0, changes: [], writes: 0, sent: 0 });
  });

  it('explains an object, and names one that is not there with exit code 2', async () => {
    expect(await causeway('explain', 'user3@contoso.com')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('User 3 is in sync with user3@contoso.com') });
    expect(await causeway('explain', 'nobody@contoso.com')).toMatchObject({ code: 2, err: expect.stringContaining('nobody@contoso.com') });
  });

  it('holds a conflict with exit code 3, and goes on after a decision', async () => {
    tenant.admin.createUser({ userPrincipalName: 'taken@contoso.com', displayName: 'Somebody Else', mailNickname: 'taken', onPremisesImmutableId: 'AAAAAAAAAAAAAAAAAAAAAA==' });
    directory.modify(`CN=User 1,${staff}`, { userPrincipalName: 'taken@contoso.com' });
    const held = await document('sync');
    const [conflict] = held.run.conflicts;
    expect({ code: held.code, dn: conflict?.dn, other: conflict?.other?.name === undefined }).toEqual({ code: 3, dn: `CN=User 1,${staff}`, other: false });
    const id = conflict?.id ?? '';
    expect(await causeway('conflicts', 'resolve', id, '--as', 'takeover')).toMatchObject({ code: 2, err: expect.stringContaining('is not offered') });
    expect((await causeway('conflicts')).out).toContain(`causeway conflicts resolve ${id} --as`);
    expect(await causeway('conflicts', 'resolve', id, '--as', 'exclude')).toMatchObject({ code: 0, err: '' });
    expect((await causeway('conflicts', 'show', id)).out).toContain('Decided: exclude');
    expect(await document('sync')).toMatchObject({ code: 0, run: { conflicts: [] } });
  });

  it('holds deletes with exit code 4, and releases exactly what was shown', async () => {
    for (let number = 10; number < 15; number += 1) directory.remove(`CN=User ${number},${staff}`);
    tenant.resetLog();
    const held = await document('sync');
    expect({ code: held.code, outcome: held.run.run.outcome, held: held.run.plan.protection.held.delete, sent: tenant.writes() }).toEqual({ code: 4, outcome: 'protected', held: 5, sent: 0 });
    expect((await causeway('status')).out).toContain(`causeway sync --approve ${held.run.plan.id}`);
    const released = await document('sync', '--approve', held.run.plan.id);
    expect(released.run.export).toMatchObject({ writes: 5, failed: [] });
    expect(await document('sync')).toMatchObject({ code: 0, run: { run: { outcome: 'success' }, conflicts: [], export: { writes: 0 } } });
    expect((await causeway('health')).code).toBe(0);
    expect(JSON.parse((await causeway('runs', '--json')).out)).toMatchObject({ runs: [{ outcome: 'success' }, {}, { outcome: 'protected' }, {}, {}, {}, {}, {}] });
  });
});
