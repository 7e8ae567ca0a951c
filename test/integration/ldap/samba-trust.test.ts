import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateOf } from '../../../electron/connectors/ldap/certificate-of.ts';
import { openSource } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceOptions } from '../../../electron/connectors/ldap/source-connector.ts';
import type { Finding } from '../../../shared/finding.ts';
import { startSamba } from '../../support/samba.ts';
import type { Samba } from '../../support/samba.ts';
import { adminClient, byDn, collect, importOnce, never, optionsFor } from './support.ts';

let dc: Samba;

beforeAll(async () => {
  dc = await startSamba({ address: '127.0.0.32', population: (base) => Array.from({ length: 300 }, (_, index) => `dn: CN=Contact ${index},CN=Users,${base}\nobjectClass: contact\n`).join('\n') });
  await dc.tool('user', 'create', 'svc-reader', 'R3ader-P@ss');
  await dc.tool('user', 'create', 'svc-disabled', 'D1sabled-P@ss');
  await dc.tool('user', 'disable', 'svc-disabled');
  await dc.tool('user', 'create', 'svc-expired', 'Exp1red-P@ss', '--must-change-at-next-login');
}, 300_000);

afterAll(async () => { await dc?.remove(); });

function problem(changes: Partial<SourceOptions>): Promise<unknown> {
  return importOnce(optionsFor(dc, changes)).then(() => 'imported', (error: unknown) => error);
}

async function findings(options: SourceOptions): Promise<readonly Finding[]> {
  const source = await openSource(options);
  const found: Finding[] = [];
  for await (const finding of source.check()) found.push(finding);
  await source.close();
  return found;
}

describe('trust', () => {
  test('names names, dates and fingerprint of a certificate that nobody vouches for', async () => {
    const { certificate, distrust } = await certificateOf(dc.url);
    expect(certificate).toMatchObject({ subject: 'CN=dc1.corp.contoso.test', issuer: 'CN=dc1.corp.contoso.test', names: ['dc1.corp.contoso.test', 'localhost', '127.0.0.32'] });
    expect(certificate.fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(distrust).toContain('not trusted');
    const refused = await problem({ tls: { ca: null, pin: null } });
    expect(refused).toMatchObject({ kind: 'connection', fix: expect.stringContaining(certificate.fingerprint) });
    const { message } = refused as Error;
    for (const part of ['signed by itself', 'dc1.corp.contoso.test', certificate.validFrom.slice(0, 10), certificate.validTo.slice(0, 10), certificate.fingerprint]) expect(message).toContain(part);
  });

  test('accepts the pinned certificate and refuses another one', async () => {
    const { certificate } = await certificateOf(dc.url);
    const result = await importOnce(optionsFor(dc, { tls: { ca: null, pin: certificate.fingerprint } }));
    expect(result.objects.length).toBeGreaterThan(300);
    const wrong = `sha256:${'0'.repeat(64)}`;
    expect(await problem({ tls: { ca: null, pin: wrong } })).toMatchObject({ kind: 'connection', message: expect.stringContaining('is not the pinned one') });
  });

  test('refuses a certificate of another authority', async () => {
    const other = await startSamba({ address: '127.0.0.33' });
    try {
      expect(await problem({ urls: [other.url] })).toMatchObject({ kind: 'connection', message: expect.stringContaining('not trusted') });
    } finally {
      await other.remove();
    }
  });

  test('upgrades with StartTLS before it signs in', async () => {
    const result = await importOnce(optionsFor(dc, { urls: [dc.plainUrl], startTls: true }));
    expect(result.objects.length).toBeGreaterThan(300);
    expect(await problem({ urls: [dc.plainUrl], startTls: true, tls: { ca: null, pin: null } })).toMatchObject({ kind: 'connection', message: expect.stringContaining('not trusted') });
    expect((await certificateOf(dc.plainUrl, { startTls: true })).certificate).toEqual((await certificateOf(dc.url)).certificate);
  });

  test('does not send a password without TLS; a domain controller that demands TLS says so', async () => {
    expect(await problem({ urls: [dc.plainUrl] })).toMatchObject({ kind: 'connection', message: expect.stringContaining('not protected by TLS') });
    expect(await problem({ urls: [dc.plainUrl], allowPlainText: true })).toMatchObject({ kind: 'connection', message: 'The domain controller 127.0.0.32 demands TLS.' });
  });
});

describe('sign-in', () => {
  const signIn = (username: string, password: string): Promise<unknown> => problem({ username, password });

  test('tells wrong password, disabled account and forced change apart, without the password', async () => {
    const wrong = await signIn('CONTOSO\\svc-reader', 'Wr0ng-P@ss');
    expect(wrong).toMatchObject({ kind: 'credentials', message: expect.stringContaining('the user name or password is wrong') });
    expect(JSON.stringify([wrong, (wrong as Error).message, (wrong as Error).stack])).not.toContain('Wr0ng');
    expect(await signIn('CONTOSO\\svc-disabled', 'D1sabled-P@ss')).toMatchObject({ kind: 'credentials', message: expect.stringContaining('the account is disabled') });
    expect(await signIn('CONTOSO\\svc-expired', 'Exp1red-P@ss')).toMatchObject({ kind: 'credentials', message: expect.stringContaining('must be changed') });
    expect(await signIn('CONTOSO\\svc-reader', '')).toMatchObject({ kind: 'credentials', message: expect.stringContaining('is empty') });
  });
});

describe('an account with few rights', () => {
  const reader = (changes: Partial<SourceOptions> = {}): SourceOptions => optionsFor(dc, { username: 'CONTOSO\\svc-reader', password: 'R3ader-P@ss', ...changes });

  test('imports without DirSync or by DirSync restricted to what it may see, and says that tombstones are hidden', async () => {
    const full = await importOnce(reader());
    expect({ mode: full.mode, tombstones: full.tombstonesReadable, deleted: full.deleted }).toEqual({ mode: 'full', tombstones: false, deleted: [] });
    const admin = await adminClient(dc);
    const target = byDn(full.objects, 'CN=Contact 7,');
    await admin.add(`CN=Fresh,CN=Users,${dc.baseDn}`, { objectClass: 'contact' });
    await admin.del(target.dn);
    const next = await importOnce(reader(), full.watermark);
    expect({ mode: next.mode, method: next.method }).toEqual({ mode: 'delta', method: 'dirSync' });
    expect(JSON.parse(next.watermark ?? '{}')).toMatchObject({ objectSecurity: true });
    expect(next.objects.map((object) => object.dn)).toEqual([`CN=Fresh,CN=Users,${dc.baseDn}`]);
    expect({ tombstones: next.tombstonesReadable, deleted: next.deleted }).toEqual({ tombstones: false, deleted: [] });
    const byUsn = await importOnce(reader({ delta: 'usnChanged' }), (await importOnce(reader({ delta: 'usnChanged' }))).watermark);
    expect({ mode: byUsn.mode, method: byUsn.method, tombstones: byUsn.tombstonesReadable }).toEqual({ mode: 'delta', method: 'usnChanged', tombstones: false });
    await admin.del(`CN=Fresh,CN=Users,${dc.baseDn}`);
    await admin.add(target.dn, { objectClass: 'contact' });
    await admin.unbind();
  });

  test('gets the commands that grant the rights from the check', async () => {
    const found = await findings(reader());
    expect(found.find((finding) => finding.id === 'deletedObjects')).toMatchObject({
      severity: 'warning',
      fix: `dsacls "CN=Deleted Objects,${dc.baseDn}" /takeOwnership   then   dsacls "CN=Deleted Objects,${dc.baseDn}" /G "CONTOSO\\svc-reader:LCRP"`,
    });
    expect(found.find((finding) => finding.id === 'dirSync')).toMatchObject({ severity: 'note', fix: `dsacls "${dc.baseDn}" /G "CONTOSO\\svc-reader:CA;Replicating Directory Changes"` });
  });

  test('the administrator has every right', async () => {
    const found = await findings(optionsFor(dc));
    expect(found.filter((finding) => finding.severity === 'error' || finding.severity === 'warning')).toEqual([]);
    expect(found.map((finding) => finding.id)).toEqual(['servers', 'tls', 'bind', 'server', 'clock', 'read', 'deletedObjects', 'dirSync', 'sourceAnchor', 'recycleBin']);
  });

  test('a check reports what it cannot do instead of throwing', async () => {
    expect(await findings(optionsFor(dc, { password: 'Wr0ng-P@ss' }))).toEqual([expect.objectContaining({ id: 'servers' }), expect.objectContaining({ id: 'bind', severity: 'error' })]);
    expect(await findings(optionsFor(dc, { urls: ['ldaps://127.0.0.32:1'] }))).toEqual([expect.objectContaining({ id: 'servers' }), expect.objectContaining({ id: 'connection', severity: 'error', text: expect.stringContaining('nothing listens there') })]);
  });
});

describe('a domain controller that goes away', () => {
  test('in the middle of an import fails the import, and the next one works on the same connector', async () => {
    const source = await openSource(optionsFor(dc, { pageSize: 20 }));
    const opened = await source.openImport(null, { full: false, cancel: never });
    let objects = 0;
    const reading = async (): Promise<void> => {
      for await (const page of opened.pages) {
        objects += page.objects.length;
        if (objects >= 40) await dc.kill();
      }
    };
    await expect(reading()).rejects.toMatchObject({ kind: 'connection', message: expect.stringMatching(/127\.0\.0\.32 broke/) });
    expect(objects).toBeLessThan(300);
    await expect(source.openImport(null, { full: false, cancel: never })).rejects.toMatchObject({ kind: 'connection' });
    await dc.start();
    const again = await collect(await source.openImport(null, { full: false, cancel: never }));
    expect(again.objects.length).toBeGreaterThan(300);
    await source.close();
  });

  test('is dropped while idle: the connector signs in again', async () => {
    const source = await openSource(optionsFor(dc));
    const full = await collect(await source.openImport(null, { full: false, cancel: never }));
    await dc.stop();
    await dc.start();
    const next = await collect(await source.openImport(full.watermark, { full: false, cancel: never }));
    expect(next.mode).toBe('delta');
    await source.close();
  });

  test('is replaced by the next one, which forces a full import; the first is preferred again when it is back', async () => {
    const second = await startSamba({ address: '127.0.0.33', hostName: 'dc2' });
    try {
      const warnings: string[] = [];
      const options = optionsFor(dc, { urls: [dc.url, second.url], tls: { ca: `${dc.ca}\n${second.ca}`, pin: null }, log: (level, text) => { if (level === 'warning') warnings.push(text); } });
      const first = await importOnce(options);
      await dc.kill();
      const moved = await importOnce(options, first.watermark);
      expect([moved.mode, moved.reason]).toEqual(['full', 'another domain controller (dc2.corp.contoso.test, the last import read dc1.corp.contoso.test)']);
      expect(warnings).toEqual([expect.stringContaining('127.0.0.32')]);
      await dc.start();
      expect((await importOnce(options, first.watermark)).mode).toBe('delta');
      expect((await importOnce(options, moved.watermark)).mode).toBe('delta');

      const byService = { ...options, urls: [], domain: 'corp.contoso.test', resolveService: (name: string) => Promise.resolve(name === '_ldap._tcp.dc._msdcs.corp.contoso.test' ? [{ name: '127.0.0.32', port: 389, priority: 0, weight: 100 }, { name: '127.0.0.33', port: 389, priority: 0, weight: 100 }] : []) };
      for (let round = 0; round < 5; round += 1) {
        expect((await importOnce(byService, JSON.stringify({ ...(JSON.parse(first.watermark ?? '{}') as object), url: 'ldaps://127.0.0.32' }))).mode).toBe('delta');
      }
    } finally {
      await second.remove();
    }
  });
});
