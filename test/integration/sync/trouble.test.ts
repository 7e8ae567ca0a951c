import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSamba } from '../../support/samba.ts';
import { asAdmin, cloudId, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';
import { firmLdif, firmLogins, firmNames } from './firm.ts';
import { startRelay } from './relay.ts';

/** What goes wrong between Causeway and a real domain controller, as an admin meets it on the command line. */

let stage: Stage;
let selection: readonly { readonly guid: string; readonly dn: string; readonly include: true }[];

beforeAll(async () => {
  stage = await startStage({ address: '127.0.0.43', population: firmLdif });
  await stage.dc.tool('user', 'create', 'svc-reader', 'R3ader-P@ss');
  const { firm, groups } = firmNames(stage.dc.baseDn);
  const guid = await asAdmin(stage.dc, async (admin) => {
    await admin.addMember(`CN=inner,${groups}`, `CN=outer,${groups}`);
    return await admin.guid(firm);
  });
  selection = [{ guid, dn: firm, include: true }];
});
afterAll(async () => { await stage?.stop(); });
afterEach(() => { stage.tenant.resetLog(); });

const text = (ended: { readonly stdout: string; readonly stderr: string }): string => `${ended.stdout}${ended.stderr}`;

describe('sign-in and trust', () => {
  test('a wrong password ends with exit code 1 and plain words, without the password', async () => {
    const cli = await stage.profile('wrong-password');
    const ended = await cli.run(['sync'], { CAUSEWAY_AD_PASSWORD: 'Wr0ng-P@ssw0rd' });
    expect(ended.code).toBe(1);
    expect(text(ended)).toContain('the user name or password is wrong');
    expect(text(ended)).toContain('127.0.0.43');
    expect(text(ended)).not.toMatch(/Wr0ng|AcceptSecurityContext|\n\s+at /);
    expect(stage.tenant.writes()).toBe(0);
  });

  test('an untrusted certificate is named with its names, dates and fingerprint; pinning that fingerprint is enough', async () => {
    const distrustful = await stage.profile('distrustful', { source: { tls: {} } });
    const refused = await distrustful.run(['sync']);
    expect(refused.code).toBe(1);
    const fingerprint = /(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(text(refused))?.[0] ?? '';
    for (const part of ['dc1.corp.contoso.test', '127.0.0.43', fingerprint]) expect(text(refused)).toContain(part);
    expect(text(refused)).toMatch(/\d{4}-\d{2}-\d{2}/);
    expect(fingerprint).not.toBe('');

    const pinned = await stage.profile('pinned', { source: { tls: { pin: fingerprint }, containers: [...selection] } });
    const { code, document } = await pinned.document('preview');
    expect({ code, create: document.plan.users.create }).toEqual({ code: 0, create: firmLogins.length });
    const other = await stage.profile('other-pin', { source: { tls: { pin: fingerprint.replaceAll(/[0-9A-F]{2}/g, '00') } } });
    expect(await other.run(['preview'])).toMatchObject({ code: 1, stdout: expect.stringContaining('is not the pinned one') });
    expect(stage.tenant.writes()).toBe(0);
  });
});

describe('check', () => {
  type Checked = { readonly ready: boolean; readonly findings: readonly { readonly side: string; readonly id: string; readonly severity: string; readonly text: string; readonly fix: string | null }[] };
  const checked = async (cli: CommandLine, env: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number | null } & Checked> => {
    const ended = await cli.run(['check', '--json'], env);
    return { code: ended.code, ...(JSON.parse(ended.stdout) as Checked) };
  };

  test('finds both sides ready for an administrator', async () => {
    const { code, ready, findings } = await checked(await stage.profile('check'));
    expect({ code, ready, troubles: findings.filter((finding) => finding.severity === 'error' || finding.severity === 'warning') }).toEqual({ code: 0, ready: true, troubles: [] });
    expect(findings.filter((finding) => finding.side === 'source').map((finding) => finding.id)).toEqual(['servers', 'tls', 'bind', 'server', 'clock', 'read', 'deletedObjects', 'dirSync', 'sourceAnchor', 'recycleBin']);
    expect(findings.filter((finding) => finding.side === 'target').length).toBeGreaterThan(4);
    expect(stage.tenant.writes()).toBe(0);
  });

  test('gives an account with few rights the commands that grant them', async () => {
    const cli = await stage.profile('check-reader', { source: { username: 'CONTOSO\\svc-reader' } });
    const { code, ready, findings } = await checked(cli, { CAUSEWAY_AD_PASSWORD: 'R3ader-P@ss' });
    expect({ code, ready }).toEqual({ code: 0, ready: true });
    expect(findings.find((finding) => finding.id === 'deletedObjects')).toMatchObject({ severity: 'warning', fix: expect.stringContaining('dsacls "CN=Deleted Objects,') });
    expect(findings.find((finding) => finding.id === 'dirSync')).toMatchObject({ fix: expect.stringContaining('Replicating Directory Changes') });
  });

  test('is not ready with a wrong password, and still looks at the tenant', async () => {
    const { code, ready, findings } = await checked(await stage.profile('check-wrong'), { CAUSEWAY_AD_PASSWORD: 'Wr0ng-P@ssw0rd' });
    expect({ code, ready, errors: findings.filter((finding) => finding.severity === 'error').map((finding) => `${finding.side}.${finding.id}`) }).toEqual({ code: 1, ready: false, errors: ['source.bind'] });
    expect(findings.some((finding) => finding.side === 'target' && finding.severity === 'ok')).toBe(true);
  });
});

test('a pilot group brings its nested members, and nobody else', async () => {
  const { groups } = firmNames(stage.dc.baseDn);
  const pilot = await stage.profile('pilot', { source: { pilotGroup: `CN=outer,${groups}` } });
  const { code, document } = await pilot.document('preview');
  const logins = document.plan.changes.filter((change) => change.action === 'create').map((change) => String(change.attributes.find(({ name }) => name === (change.type === 'user' ? 'userPrincipalName' : 'displayName'))?.to)).sort();
  expect({ code, inScope: document.import.source.inScope, logins }).toEqual({ code: 0, inScope: 5, logins: ['ada@contoso.com', 'inner', 'kate@contoso.com', 'outer', 'zoe@contoso.com'] });
  expect(document.import.source.excluded).toEqual({ outsidePilotGroup: expect.any(Number) });
});

describe('a domain controller that goes away', () => {
  beforeAll(async () => {
    const cli = await stage.profile('first', { source: { containers: [...selection] } });
    expect((await cli.run(['sync'])).code).toBe(0);
    stage.tenant.resetLog();
  });

  test('in the middle of an import fails the run and deletes nothing; the next run recovers', async () => {
    const relay = await startRelay('127.0.0.43', 636);
    try {
      const profile = await stage.profile('relayed', { source: { url: `ldaps://localhost:${relay.port}`, pageSize: 5, containers: [...selection] } });
      const first = await profile.document('sync');
      // A new data folder finds everything that is there by its anchor: links, and not one write.
      expect({ code: first.code, actions: [...new Set(first.document.plan.changes.map((change) => change.action))], writes: stage.tenant.writes() }).toEqual({ code: 0, actions: ['link'], writes: 0 });
      relay.reset();
      expect((await profile.document('preview', '--full')).code).toBe(0);
      const complete = relay.received();
      const before = stage.tenant.snapshot();

      for (const share of [0.4, 0.8]) {
        stage.tenant.resetLog();
        relay.reset();
        let killed: Promise<void> | null = null;
        relay.after(Math.floor(complete * share), () => { killed = stage.dc.kill(); });
        const { code, document } = await profile.document('sync', '--full');
        expect(killed).not.toBeNull();
        await killed;
        expect({ code, outcome: document.run.outcome, changes: document.plan.changes, writes: stage.tenant.writes() }).toEqual({ code: 1, outcome: 'failed', changes: [], writes: 0 });
        expect(document.run.error?.message).toMatch(/localhost|127\.0\.0\.43/);
        expect(document.run.error?.fix).toMatch(/\S/);
        const away = await profile.run(['sync']);
        expect(away.code).toBe(1);
        expect(stage.tenant.writes()).toBe(0);
        await stage.dc.start();
      }
      await asAdmin(stage.dc, (admin) => admin.set(firmNames(stage.dc.baseDn).person('ada'), { title: 'After the storm' }));
      const recovered = await profile.document('sync');
      expect({ code: recovered.code, changes: recovered.document.plan.changes.map((change) => [change.action, change.dn.slice(0, 15)]) }).toEqual({ code: 0, changes: [['update', 'CN=Ada Lovelace']] });
      expect(stage.tenant.snapshot().users.length).toBe(before.users.length);
      expect(stage.tenant.snapshot().deleted).toEqual([]);
    } finally {
      await relay.stop();
    }
  });

  test('is replaced by the next one in the list: a full read, and nothing is doubled or lost', async () => {
    await stage.dc.stop();
    const second = await startSamba({ address: '127.0.0.44', copyOf: stage.dc.dir, hostName: 'dc2' });
    try {
      // A domain controller of its own has an invocation id of its own: its update sequence numbers mean something else.
      await second.modify([`dn: CN=NTDS Settings,CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,${second.baseDn}`, 'changetype: modify', 'replace: invocationId', `invocationId:: ${Buffer.from('another-dc-00002').toString('base64')}`, ''].join('\n'));
      await second.stop();
      await second.start();
      await writeFile(join(stage.folder, 'both-ca.pem'), `${stage.dc.ca}\n${second.ca}`);
      await stage.dc.start();
      const both = await stage.profile('both', { source: { url: [stage.dc.url, second.url], tls: { caFile: 'both-ca.pem' }, containers: [...selection] } });
      expect((await both.document('sync')).code).toBe(0);
      await stage.dc.kill();
      const [ada, users] = [cloudId(stage.tenant, 'ada@contoso.com'), stage.tenant.snapshot().users.length];
      stage.tenant.resetLog();
      const moved = await both.document('sync');
      expect({ code: moved.code, error: moved.document.run.error, mode: moved.document.import.source.mode, changes: moved.document.plan.changes, writes: stage.tenant.writes() }).toEqual({ code: 0, error: null, mode: 'full', changes: [], writes: 0 });
      await asAdmin(second, (admin) => admin.set(firmNames(second.baseDn).person('ada'), { title: 'On the second' }));
      const changed = await both.document('sync');
      expect({ code: changed.code, mode: changed.document.import.source.mode, changes: changed.document.plan.changes.map((change) => change.action) }).toEqual({ code: 0, mode: 'delta', changes: ['update'] });
      expect([cloudId(stage.tenant, 'ada@contoso.com'), stage.tenant.snapshot().users.length]).toEqual([ada, users]);
    } finally {
      await second.remove();
    }
  });
});
