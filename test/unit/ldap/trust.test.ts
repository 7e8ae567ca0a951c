import { afterEach, expect, test } from 'vitest';
import { generate } from 'selfsigned';
import { certificateOf } from '../../../electron/connectors/ldap/certificate-of.ts';
import { openConnection } from '../../../electron/connectors/ldap/connection.ts';
import { startFakeServer } from './fake-server.ts';
import type { FakeServer } from './fake-server.ts';

const servers: FakeServer[] = [];
afterEach(async () => { for (const server of servers.splice(0)) await server.close(); });

async function serve(names: readonly string[], addresses: readonly string[], from: Date, to: Date): Promise<{ readonly server: FakeServer; readonly ca: string }> {
  const made = await generate([{ name: 'commonName', value: 'dc7.corp.test' }], {
    keyType: 'ec', algorithm: 'sha256', notBeforeDate: from, notAfterDate: to,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [...names.map((value) => ({ type: 2 as const, value })), ...addresses.map((ip) => ({ type: 7 as const, ip }))] },
    ],
  });
  const server = await startFakeServer({ search: () => ({}), tls: { key: made.private, cert: made.cert } });
  servers.push(server);
  return { server, ca: made.cert };
}

const hour = 3_600_000;
const soon = new Date(Date.now() + 48 * hour);
const lately = new Date(Date.now() - hour);

function open(url: string, ca: string | null, pin: string | null = null): Promise<unknown> {
  return openConnection({ url, startTls: false, allowPlainText: false, trust: { ca, pin } }).then((connection) => {
    connection.close();
    return connection.peer?.basis;
  }, (error: unknown) => error);
}

test('a certificate of the CA file is trusted, and nothing else is', async () => {
  const { server, ca } = await serve(['localhost'], ['127.0.0.1'], lately, soon);
  const other = await serve(['localhost'], ['127.0.0.1'], lately, soon);
  expect(await open(server.url, ca)).toBe('ca');
  expect(await open(server.url, other.ca)).toMatchObject({ kind: 'connection', message: expect.stringContaining('signed by itself') });
  expect(await open(server.url, null)).toMatchObject({ kind: 'connection', message: expect.stringContaining('not in the trusted store') });
});

test('a certificate for another name is refused, naming the names it has', async () => {
  const { server, ca } = await serve(['dc7.corp.test', 'dc7'], [], lately, soon);
  expect(await open(server.url, ca)).toMatchObject({
    kind: 'connection',
    message: expect.stringMatching(/not for the name 127\.0\.0\.1 .*names dc7\.corp\.test, dc7,/),
    fix: expect.stringContaining('dc7.corp.test, dc7'),
  });
});

test('an expired certificate is refused with its dates', async () => {
  const { server, ca } = await serve(['localhost'], ['127.0.0.1'], new Date('2020-01-02T00:00:00Z'), new Date('2021-03-04T00:00:00Z'));
  expect(await open(server.url, ca)).toMatchObject({ message: expect.stringMatching(/it has expired .*valid 2020-01-02 to 2021-03-04/), fix: 'Renew the certificate on 127.0.0.1.' });
});

test('a pin trusts exactly one certificate, in any notation, and nothing is sent to another', async () => {
  const { server } = await serve(['elsewhere'], [], lately, soon);
  const other = await serve(['localhost'], ['127.0.0.1'], lately, soon);
  const { certificate, distrust } = await certificateOf(server.url);
  expect(distrust).toContain('not trusted');
  for (const pin of [certificate.fingerprint, certificate.fingerprint.toLowerCase(), `sha256:${certificate.fingerprint.replaceAll(':', '')}`]) {
    expect(await open(server.url, null, pin)).toBe('pin');
  }
  expect(await open(other.server.url, other.ca, certificate.fingerprint)).toMatchObject({ message: expect.stringContaining('is not the pinned one') });
  expect(other.server.binds).toEqual([]);
});

test('a password is not sent over a connection without TLS unless the profile says so', async () => {
  const server = await startFakeServer({ search: () => ({}) });
  servers.push(server);
  const connect = (allowPlainText: boolean) => openConnection({ url: server.url, startTls: false, allowPlainText, trust: { ca: null, pin: null } });
  const careful = await connect(false);
  await expect(careful.bind('svc', 'secret')).rejects.toMatchObject({ kind: 'connection', message: expect.stringContaining('not protected by TLS') });
  careful.close();
  const careless = await connect(true);
  await expect(careless.bind('svc', '')).rejects.toMatchObject({ kind: 'credentials' });
  expect(server.binds).toEqual([]);
  await careless.bind('svc', 'secret');
  expect(server.binds).toEqual(['svc']);
  careless.close();
});

test('a server that refuses StartTLS, and one that does not speak TLS, are told apart', async () => {
  const server = await startFakeServer({ search: () => ({}) });
  servers.push(server);
  expect(await open(server.url.replace('ldap:', 'ldaps:'), null)).toMatchObject({ kind: 'connection', message: expect.stringContaining('TLS handshake') });
  await expect(openConnection({ url: server.url, startTls: true, allowPlainText: true, trust: { ca: null, pin: null } }))
    .rejects.toMatchObject({ kind: 'connection', message: 'StartTLS was refused by 127.0.0.1: unsupported extended operation.' });
  expect(server.binds).toEqual([]);
});
