import { createServer as createTcpServer, connect as connectTcp } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asProblem } from '../../../shared/errors.ts';
import { clientId, graphError, secret, selfSigned, startStubTenant, tenantId, tokenNumber, type StubTenant } from './stub-tenant.ts';

let tenant: StubTenant;
beforeEach(async () => {
  tenant = await startStubTenant();
  tenant.handle = ({ path }) => (path.startsWith('/users/u1?') ? { status: 200, body: { id: 'U1', displayName: 'Ada' } } : graphError(404, 'Request_ResourceNotFound', 'none'));
});
afterEach(() => tenant.close());

async function problemOf(work: Promise<unknown>) {
  return work.then(
    () => {
      throw new Error('expected a problem');
    },
    (error: unknown) => asProblem(error),
  );
}

test('signs in with a client secret and sends the token, a language and a request id', async () => {
  const target = await tenant.open();
  expect(await target.read('user', 'u1')).toEqual({ id: 'u1', kind: 'user', attributes: { displayName: 'Ada' } });
  expect(tenant.tokenRequests[0]?.get('client_secret')).toBe(secret);
  expect(tenant.tokenRequests[0]?.get('scope')).toContain(`${tenant.origin}/.default`);
  const headers = tenant.requests[0]?.headers ?? {};
  expect(headers['authorization']).toMatch(/^Bearer /);
  expect(headers['accept-language']).toBe('en-US');
  expect(headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('asks for one token however many requests there are', async () => {
  const target = await tenant.open();
  await Promise.all([target.read('user', 'u1'), target.read('user', 'u1'), target.read('user', 'u1')]);
  expect(tenant.tokenRequests).toHaveLength(1);
});

test('signs in with a certificate: a signed assertion with its SHA-256 thumbprint', async () => {
  const { certificate, key } = await selfSigned('app');
  const target = await tenant.open({ auth: { kind: 'certificate', certificatePem: certificate, privateKeyPem: key } });
  await target.read('user', 'u1');
  const assertion = tenant.tokenRequests[0]?.get('client_assertion') ?? '';
  const header = JSON.parse(Buffer.from(assertion.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
  expect(header['x5t#S256']).toEqual(expect.any(String));
});

test('a private key of another certificate is named before anything is sent', async () => {
  const { certificate } = await selfSigned('app');
  const target = await tenant.open({ auth: { kind: 'certificate', certificatePem: certificate, privateKeyPem: (await selfSigned('other')).key } });
  expect((await problemOf(target.read('user', 'u1'))).message).toContain('does not belong to the certificate CN=app');
  expect(tenant.tokenRequests).toHaveLength(0);
});

test('signs in by device code, showing code and address', async () => {
  const shown: string[] = [];
  const target = await tenant.open({ auth: { kind: 'deviceCode', show: (code) => shown.push(code.userCode, code.verificationUri) } });
  await target.read('user', 'u1');
  expect(shown).toEqual(['ABC-123', `${tenant.origin}/device`]);
});

test('a sign-in in the browser opens the authorization page with PKCE and a loopback redirect', async () => {
  const pages: URL[] = [];
  const target = await tenant.open({
    auth: {
      kind: 'interactive',
      openBrowser: async (address) => {
        const page = new URL(address);
        pages.push(page);
        const redirect = new URL(page.searchParams.get('redirect_uri') ?? '');
        await fetch(redirect, { method: 'POST', body: new URLSearchParams({ code: 'c0de', state: page.searchParams.get('state') ?? '' }) });
      },
    },
  });
  await target.read('user', 'u1');
  expect(pages[0]?.searchParams.get('code_challenge_method')).toBe('S256');
  expect(pages[0]?.searchParams.get('redirect_uri')).toMatch(/^http:\/\/(localhost|127\.0\.0\.1):\d+/);
  expect(tenant.tokenRequests[0]?.get('code')).toBe('c0de');
});

test.each([
  ['AADSTS7000215', 'client secret of the application', 'wrong'],
  ['AADSTS7000222', 'client secret of the application', 'expired'],
  ['AADSTS700016', clientId, 'does not exist in the tenant'],
  ['AADSTS90002', tenantId, 'does not exist'],
  ['AADSTS50076', 'multifactor', ''],
  ['AADSTS53003', 'Conditional Access', ''],
  ['AADSTS65001', 'consented', clientId],
  ['AADSTS700027', 'certificate', ''],
  ['AADSTS700024', 'clock', ''],
])('%s is said in plain words, without the secret', async (code, ...parts) => {
  tenant.tokenError = { error: 'invalid_client', error_description: `${code}: Something technical. Trace ID: x` };
  const problem = await problemOf((await tenant.open()).read('user', 'u1'));
  expect(problem.kind).toBe('credentials');
  for (const part of parts) expect(problem.message).toContain(part);
  expect(problem.message).toContain(`(${code})`);
  expect(problem.fix).not.toBe('');
  expect(`${problem.message}${problem.fix}`).not.toContain(secret);
});

test('an unknown refusal of the sign-in keeps the words of the service, cut before the trace', async () => {
  tenant.tokenError = { error: 'invalid_client', error_description: 'AADSTS999999: Moon phase is wrong. Trace ID: 42' };
  const problem = await problemOf((await tenant.open()).read('user', 'u1'));
  expect(problem.message).toContain('Moon phase is wrong');
  expect(problem.message).not.toContain('Trace ID');
});

test('a claims challenge brings a new token with the claims, once', async () => {
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: '1' } } });
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
  tenant.handle = (request) =>
    tokenNumber(request) === 1
      ? { ...graphError(401, 'InvalidAuthenticationToken', 'Continuous access evaluation resulted in challenge'), headers: { 'WWW-Authenticate': challenge } }
      : { status: 200, body: { id: 'u1' } };
  expect(await (await tenant.open()).read('user', 'u1')).toMatchObject({ id: 'u1' });
  expect(tenant.tokenRequests).toHaveLength(2);
  expect(JSON.parse(tenant.tokenRequests[1]?.get('claims') ?? '{}')).toMatchObject({ access_token: { nbf: { value: '1' } } });
});

test('a token that stays refused is a problem of credentials, after one new token', async () => {
  tenant.handle = () => graphError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.');
  const problem = await problemOf((await tenant.open()).read('user', 'u1'));
  expect(problem).toMatchObject({ kind: 'credentials' });
  expect(problem.message).toContain('Invalid audience');
  expect(tenant.tokenRequests).toHaveLength(2);
});

test('an untrusted certificate names the host and the certificate', async () => {
  const target = await tenant.open({ cloud: { authority: `${tenant.origin}/${tenantId}`, graph: `${tenant.origin}/v1.0`, ca: null } });
  const problem = await problemOf(target.read('user', 'u1'));
  expect(problem.kind).toBe('connection');
  expect(problem.message).toContain(`localhost:${tenant.port}`);
  expect(problem.message).toContain('CN=localhost');
  expect(problem.fix).toContain('CA');
});

test('a host that refuses the connection is named', async () => {
  const closed = createTcpServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const address = `https://localhost:${port}`;
  const target = await tenant.open({ cloud: { authority: `${address}/${tenantId}`, graph: `${address}/v1.0`, ca: null } });
  const findings = [];
  for await (const finding of target.check()) findings.push(finding);
  expect(findings).toEqual([expect.objectContaining({ id: 'connection', severity: 'error', text: expect.stringContaining(`localhost:${port} cannot be reached`) })]);
});

async function startProxy(allowed: (authorization: string | undefined) => boolean) {
  const tunnels: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request, client, head) => {
    if (!allowed(request.headers['proxy-authorization'])) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    tunnels.push(request.url ?? '');
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connectTcp(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    tunnels,
    port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

test('sign-in and Graph go through the proxy of the profile, with its user and password', async () => {
  const expected = `Basic ${Buffer.from('svc:p@ss').toString('base64')}`;
  const proxy = await startProxy((authorization) => authorization === expected);
  const target = await tenant.open({ proxy: { url: `http://svc:p%40ss@localhost:${proxy.port}`, ca: null } });
  expect(await target.read('user', 'u1')).toMatchObject({ id: 'u1' });
  expect(new Set(proxy.tunnels)).toEqual(new Set([`localhost:${tenant.port}`]));
  await target.close();
  await proxy.close();
});

test('a proxy that refuses is named, without its password', async () => {
  const proxy = await startProxy(() => false);
  const target = await tenant.open({ proxy: { url: `http://svc:geheim@localhost:${proxy.port}`, ca: null } });
  const problem = await problemOf(target.read('user', 'u1'));
  expect(problem).toMatchObject({ kind: 'connection' });
  expect(problem.message).toContain(`proxy localhost:${proxy.port}`);
  expect(`${problem.message}${problem.fix}`).not.toContain('geheim');
  await proxy.close();
});

test('the environment names the proxy when the profile does not, and NO_PROXY takes hosts out', async () => {
  const proxy = await startProxy(() => true);
  const before = { https: process.env['HTTPS_PROXY'], no: process.env['NO_PROXY'] };
  try {
    process.env['HTTPS_PROXY'] = `http://localhost:${proxy.port}`;
    process.env['NO_PROXY'] = '';
    await (await tenant.open()).read('user', 'u1');
    expect(proxy.tunnels.length).toBeGreaterThan(0);
    const tunnels = proxy.tunnels.length;
    process.env['NO_PROXY'] = 'localhost';
    await (await tenant.open()).read('user', 'u1');
    expect(proxy.tunnels).toHaveLength(tunnels);
  } finally {
    for (const [name, value] of [['HTTPS_PROXY', before.https], ['NO_PROXY', before.no]] as const) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await proxy.close();
  }
});
