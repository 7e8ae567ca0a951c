import { afterEach, expect, test } from 'vitest';
import { openTarget } from '../../../electron/connectors/graph/target-connector.ts';
import { startTenant, type LabTenant, type TenantOptions } from '../../../electron/lab/tenant/tenant.ts';
import type { Finding } from '../../../shared/finding.ts';
import type { DirectoryExtension } from '../../../electron/sync/flow/extensions.ts';
import type { TargetObject } from '../../../electron/sync/directory.ts';
import type { TargetConnector } from '../../../electron/sync/ports.ts';
import { never } from './stub-tenant.ts';

/** Directory extensions through the connector, against the strict sample tenant. */
const badge: DirectoryExtension = { name: 'extension_badge', attribute: 'badge', type: 'Integer', several: false, objectTypes: ['user'] };
const permissions = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All', 'Domain.Read.All', 'Application.ReadWrite.OwnedBy'];
let lab: LabTenant;
let target: TargetConnector;
const lines: string[] = [];

async function start(options: TenantOptions = {}, extensions: readonly DirectoryExtension[] = [badge]): Promise<void> {
  lab = await startTenant({ permissions, ...options });
  lines.length = 0;
  target = await openTarget({
    cloud: { authority: lab.authority, graph: lab.graph, ca: lab.ca }, tenantId: lab.tenantId, clientId: lab.clientId, auth: { kind: 'clientSecret', secret: lab.clientSecret },
    proxy: null, quota: { writes: 3000, perSeconds: 150 }, readOnly: false, extensions, log: (_level, text) => void lines.push(text),
  });
}

afterEach(async () => {
  await target.close();
  await lab.stop();
});

const graphName = (): string => `extension_${lab.clientId.replaceAll('-', '')}_badge`;
const admin = (): string => lab.admin.find('admin@contoso.onmicrosoft.com')?.id ?? '';

async function users(watermark: string | null): Promise<{ readonly reason: string; readonly mode: string; readonly objects: readonly TargetObject[]; readonly watermark: string | null }> {
  const { mode, reason, pages } = await target.openImport(watermark, { full: false, cancel: never });
  const objects: TargetObject[] = [];
  let next: string | null = null;
  for await (const page of pages) {
    objects.push(...page.objects);
    next = page.watermark ?? next;
  }
  return { mode, reason, objects, watermark: next };
}

test('is made once, waited for, written as its type and read back under its own name; the import starts anew once', async () => {
  await start();
  lab.faults.extensionDelay(700);
  expect((await target.tenantFacts()).extensions).toEqual([]);
  const before = await users(null);
  lab.resetLog();
  expect(await target.makeExtension(badge, never)).toEqual({ outcome: 'available' });
  expect(await target.makeExtension(badge, never)).toEqual({ outcome: 'available' });
  expect(lab.writes()).toBe(1);
  expect((await target.tenantFacts()).extensions).toEqual([{ name: 'extension_badge', type: 'Integer', dataType: 'Integer', several: false, objectTypes: ['user'], readable: true }]);
  expect(await target.write([{ kind: 'updateUser', id: admin(), attributes: { extension_badge: '17' } }], never)).toEqual([{ outcome: 'done', id: admin() }]);
  expect(lab.admin.find(admin())?.properties[graphName()]).toBe(17);
  const after = await users(before.watermark);
  expect([after.mode, after.reason, after.objects.find(({ id }) => id === admin())?.attributes['extension_badge']]).toEqual(['full', 'other properties are read than before', '17']);
  expect((await users(after.watermark)).mode).toBe('delta');
  expect((await target.read('user', admin()))?.attributes['extension_badge']).toBe('17');
});

test('an import goes on without an extension that the tenant does not show yet, and says so', async () => {
  await start();
  await target.makeExtension(badge, never);
  lab.faults.extensionDelay(3_600_000);
  await target.tenantFacts();
  const read = await users(null);
  expect(read.objects.some(({ id }) => id === admin())).toBe(true);
  expect((await target.tenantFacts()).extensions?.map(({ readable }) => readable)).toEqual([false]);
  expect(lines).toContain('The directory extension extension_badge is not visible in the tenant yet; it is left alone in this run.');
});

test('a write that needs it is sent again until a replica has it', async () => {
  await start();
  await target.makeExtension(badge, never);
  lab.faults.extensionDelay(1_200); // it disappears from this replica for a moment
  const [result] = await target.write([{ kind: 'updateUser', id: admin(), attributes: { extension_badge: '5' } }], never);
  expect(result?.outcome).toBe('done');
});

test('a missing permission is the refusal of the extension, and a finding of the check', async () => {
  await start({ permissions: [...permissions.slice(0, -1), 'Application.Read.All'] });
  expect(await target.makeExtension(badge, never)).toMatchObject({ outcome: 'rejected', status: 403, code: 'Authorization_RequestDenied' });
  const findings: Finding[] = [];
  for await (const finding of target.check()) findings.push(finding);
  expect(findings.find(({ id }) => id === 'extension.extension_badge')).toMatchObject({ severity: 'error', text: 'The directory extension extension_badge is not there, and the application may not make it.', fix: expect.stringContaining('Application.ReadWrite.OwnedBy') });
});

test('a registration that may not be read is no list at all', async () => {
  await start({ permissions: permissions.slice(0, -1) });
  expect((await target.tenantFacts()).extensions).toBeNull();
  const findings: Finding[] = [];
  for await (const finding of target.check()) findings.push(finding);
  expect(findings.find(({ id }) => id === 'extensions')).toMatchObject({ severity: 'error' });
});

test('without extensions in the profile nothing of the registration is read', async () => {
  await start({ permissions: permissions.slice(0, -1) }, []);
  expect('extensions' in (await target.tenantFacts())).toBe(false);
  expect(lab.requests().filter(({ path }) => path.includes('applications'))).toEqual([]);
});
