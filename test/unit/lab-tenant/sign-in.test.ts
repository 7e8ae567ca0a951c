import { createHash } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { generate } from 'selfsigned';
import { Agent, fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import type { Client } from './harness.ts';
import { connect, newUser, created, refusal, values } from './harness.ts';

const scope = 'https://graph.microsoft.com/.default';

async function grant(client: Client, fields: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const reply = await client.form('oauth2/v2.0/token', { grant_type: 'client_credentials', client_id: client.tenant.clientId, client_secret: client.tenant.clientSecret, scope, ...fields });
  return [reply.status, reply.body['error'] ?? reply.body['token_type'], (reply.body['error_codes'] as readonly number[] | undefined)?.[0] ?? null];
}

/** MSAL with a network client that trusts the tenant's authority. */
function msal(client: Client, auth: { readonly clientSecret?: string; readonly clientCertificate?: { readonly thumbprintSha256: string; readonly privateKey: string } }): ConfidentialClientApplication {
  const { tenant } = client;
  const dispatcher = new Agent({ connect: { ca: tenant.ca } });
  const request = async <T>(method: string, url: string, options?: { readonly headers?: Record<string, string>; readonly body?: string }) => {
    const response = await fetch(url, { method, dispatcher, ...(options?.headers === undefined ? {} : { headers: options.headers }), ...(options?.body === undefined ? {} : { body: options.body }) });
    return { headers: Object.fromEntries(response.headers), body: (await response.json()) as T, status: response.status };
  };
  return new ConfidentialClientApplication({
    auth: { clientId: tenant.clientId, authority: tenant.authority, knownAuthorities: [new URL(tenant.graph).host], ...auth },
    system: { networkClient: { sendGetRequestAsync: (url, options) => request('GET', url, options), sendPostRequestAsync: (url, options) => request('POST', url, options) } },
  });
}

describe('sign-in', () => {
  test('client credentials: the errors of the token service', async () => {
    const client = await connect();
    expect(await grant(client, {})).toEqual([200, 'Bearer', null]);
    expect(await grant(client, { client_secret: 'wrong' })).toEqual([401, 'invalid_client', 7000215]);
    expect(await grant(client, { client_id: 'nobody' })).toEqual([400, 'unauthorized_client', 700016]);
    expect(await grant(client, { scope: 'User.Read.All' })).toEqual([400, 'invalid_scope', 1002012]);
    expect(await grant(client, { scope: 'https://example.org/.default' })).toEqual([400, 'invalid_resource', 500011]);
    expect(await grant(client, { grant_type: 'password' })).toEqual([400, 'unsupported_grant_type', 70003]);
    client.tenant.faults.signIn('secretExpired');
    expect(await grant(client, {})).toEqual([401, 'invalid_client', 7000222]);
    const elsewhere = await client.get(`${new URL(client.tenant.graph).origin}/fabrikam/v2.0/.well-known/openid-configuration`);
    expect([elsewhere.status, elsewhere.body['error'], elsewhere.body['error_codes']]).toEqual([400, 'invalid_tenant', [90002]]);
  });

  test('MSAL signs in with a secret and with a certificate that is registered', async () => {
    const client = await connect();
    const withSecret = await msal(client, { clientSecret: client.tenant.clientSecret }).acquireTokenByClientCredential({ scopes: [scope] });
    expect((await client.get('/users', { authorization: `Bearer ${withSecret?.accessToken ?? ''}` })).status).toBe(200);
    const pair = await generate([{ name: 'commonName', value: 'causeway' }], { algorithm: 'sha256', keySize: 2048 });
    const thumbprintSha256 = createHash('sha256').update(Buffer.from(pair.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64')).digest('hex');
    const application = msal(client, { clientCertificate: { thumbprintSha256, privateKey: pair.private } });
    await expect(application.acquireTokenByClientCredential({ scopes: [scope] })).rejects.toThrow(/700027/);
    client.tenant.registerCertificate(pair.cert);
    const withCertificate = await application.acquireTokenByClientCredential({ scopes: [scope] });
    expect((await client.get('/users', { authorization: `Bearer ${withCertificate?.accessToken ?? ''}` })).status).toBe(200);
  });

  test('an administrator signs in with a code and its verifier, posted to the loopback address', async () => {
    const client = await connect();
    const verifier = 'v'.repeat(43);
    const query = new URLSearchParams({ client_id: client.tenant.clientId, response_type: 'code', response_mode: 'form_post', redirect_uri: 'http://localhost:1234', scope: 'openid', state: 's"1', nonce: 'n1', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' });
    const page = await client.get(`${client.tenant.authority}/oauth2/v2.0/authorize?${query.toString()}`);
    expect(page.text).toContain('action="http://localhost:1234"');
    expect(page.text).toContain('name="state" value="s&quot;1"');
    const code = /name="code" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const redeem = (more: Readonly<Record<string, string>> = {}) => client.form('oauth2/v2.0/token', { grant_type: 'authorization_code', client_id: client.tenant.clientId, code, redirect_uri: 'http://localhost:1234', code_verifier: verifier, ...more });
    expect((await redeem({ code_verifier: 'other' })).body['error_codes']).toEqual([501481]);
    const signed = await redeem();
    expect((await redeem()).body['error_codes']).toEqual([54005]);
    const person = { authorization: `Bearer ${String(signed.body['access_token'])}` };
    expect((await client.get('/me', person)).body['userPrincipalName']).toBe('admin@contoso.onmicrosoft.com');
    expect(values(await client.get('/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName', person))).toEqual([{ '@odata.type': '#microsoft.graph.directoryRole', displayName: 'Global Administrator' }]);
    expect((await client.get('/directory/onPremisesSynchronization', person)).status).toBe(200);
    const refreshed = await client.form('oauth2/v2.0/token', { grant_type: 'refresh_token', client_id: client.tenant.clientId, refresh_token: String(signed.body['refresh_token']) });
    expect(refreshed.status).toBe(200);
    expect(refusal(await client.get('/me'))[0]).toBe(400);
  });

  test('a device code waits until it is approved', async () => {
    const client = await connect();
    const device = await client.form('oauth2/v2.0/devicecode', { client_id: client.tenant.clientId, scope: 'openid' });
    const poll = () => client.form('oauth2/v2.0/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: client.tenant.clientId, device_code: String(device.body['device_code']) });
    expect((await poll()).body['error']).toBe('authorization_pending');
    expect(client.tenant.approveDevice(String(device.body['user_code']))).toBe(true);
    expect((await poll()).status).toBe(200);
  });

  test('requests without a valid token are refused', async () => {
    const client = await connect({ now: () => new Date(), tokenSeconds: -1 });
    expect(refusal(await client.get('/users'))).toEqual([401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.']);
    expect(refusal(await client.get('/users', { authorization: '' }))).toEqual([401, 'InvalidAuthenticationToken', 'Access token is empty.']);
    expect(refusal(await client.get('/users', { authorization: 'Bearer a.b.c' }))[2]).toMatch(/^IDX14100/);
    const other = await connect();
    expect((await other.get('/users', { authorization: `Bearer ${client.token}` })).status).toBe(401);
  });

  test('what the token does not allow is denied', async () => {
    const client = await connect({ permissions: ['User.Read.All', 'Group.Create'] });
    const denied = [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'];
    expect((await client.get('/users')).status).toBe(200);
    expect(refusal(await client.send('POST', '/users', newUser('Adele')))).toEqual(denied);
    expect(refusal(await client.get('/groups'))).toEqual(denied);
    expect(refusal(await client.get('/contacts/delta'))).toEqual(denied);
    expect(refusal(await client.get('/directoryRoles'))).toEqual(denied);
    const id = await created(client, '/groups', { displayName: 'Sales', mailEnabled: false, mailNickname: 'sales', securityEnabled: true });
    expect(refusal(await client.send('PATCH', `/groups/${id}`, { description: 'x' }))).toEqual(denied);
    const basic = await connect({ permissions: ['User.ReadBasic.All'] });
    expect([(await basic.get('/users?$select=id,displayName')).status, (await basic.get('/users?$select=department')).status]).toEqual([200, 403]);
  });

  test('conversion of the source of authority makes a synchronized object writable', async () => {
    const client = await connect({ permissions: ['User.ReadWrite.All', 'User-OnPremisesSyncBehavior.ReadWrite.All'] });
    const id = await created(client, '/users', newUser('Adele'));
    client.tenant.admin.setSynced(id);
    expect((await client.send('PATCH', `/users/${id}`, { city: 'Oslo' })).status).toBe(400);
    expect((await client.get(`/users/${id}/onPremisesSyncBehavior?$select=isCloudManaged`)).body['isCloudManaged']).toBe(false);
    expect((await client.send('PATCH', `/users/${id}/onPremisesSyncBehavior`, { isCloudManaged: true })).status).toBe(204);
    expect((await client.get(`/users/${id}?$select=onPremisesSyncEnabled`)).body['onPremisesSyncEnabled']).toBe(null);
    expect((await client.send('PATCH', `/users/${id}`, { city: 'Oslo' })).status).toBe(204);
  });
});
