import { describe, expect, test } from 'vitest';
import { connect, created, newUser, refusal } from './harness.ts';

describe('faults', () => {
  test('throttled requests say how long to wait and are not applied', async () => {
    const client = await connect();
    client.tenant.faults.throttle(2, 3);
    const reply = await client.send('POST', '/users', newUser('Adele'));
    expect([reply.status, reply.headers.get('retry-after'), reply.headers.get('x-ms-throttle-information')]).toEqual([429, '3', 'WriteLimitExceeded']);
    expect((await client.get('/users')).status).toBe(429);
    expect((await client.send('POST', '/users', newUser('Adele'))).status).toBe(201);
  });

  test.each([[500, 'Service_InternalServerError'], [503, 'Service_Unavailable'], [504, 'GatewayTimeout']] as const)('%i comes with or without the change', async (status, code) => {
    const client = await connect();
    client.tenant.faults.fail(1, status);
    expect(refusal(await client.send('POST', '/users', newUser('Adele'))).slice(0, 2)).toEqual([status, code]);
    expect(client.tenant.admin.find('Adele@contoso.com')).toBeUndefined();
    client.tenant.faults.fail(1, status, { applied: true });
    expect((await client.send('POST', '/users', newUser('Adele'))).status).toBe(status);
    expect(client.tenant.admin.find('Adele@contoso.com')?.kind).toBe('user');
  });

  test('the connection breaks before or after a change is applied, reads go on', async () => {
    const client = await connect();
    client.tenant.faults.resetBefore(1);
    expect((await client.get('/users')).status).toBe(200);
    await expect(client.send('POST', '/users', newUser('Adele'))).rejects.toThrow();
    expect(client.tenant.admin.find('Adele@contoso.com')).toBeUndefined();
    client.tenant.faults.resetAfter(1);
    await expect(client.send('POST', '/users', newUser('Adele'))).rejects.toThrow();
    expect(client.tenant.admin.find('Adele@contoso.com')?.deleted).toBe(false);
  });

  test('a batch can break in its middle, and every Nth write can break', async () => {
    const client = await connect();
    const requests = Array.from({ length: 4 }, (_, index) => ({ id: String(index), method: 'POST', url: '/users', headers: { 'Content-Type': 'application/json' }, body: newUser(`User${index}`) }));
    client.tenant.faults.resetDuring(1);
    await expect(client.send('POST', '/$batch', { requests })).rejects.toThrow();
    expect(client.tenant.admin.count('user')).toBe(3);
    client.tenant.faults.resetEvery(3, 'before');
    const outcomes: string[] = [];
    for (let index = 0; index < 6; index += 1) outcomes.push(await client.send('POST', '/users', newUser(`Other${index}`)).then((reply) => String(reply.status), () => 'broken'));
    expect(outcomes).toEqual(['201', '201', 'broken', '201', '201', 'broken']);
    client.tenant.faults.clear();
    expect((await client.send('POST', '/users', newUser('Last'))).status).toBe(201);
  });

  test('concurrent writes are refused for a while', async () => {
    const client = await connect();
    client.tenant.faults.concurrency(1);
    expect(refusal(await client.send('POST', '/users', newUser('Adele')))).toEqual([409, 'Directory_ConcurrencyViolation', 'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.']);
    expect((await client.send('POST', '/users', newUser('Adele'))).status).toBe(201);
  });

  test('tokens expire at once, and answers can be slow', async () => {
    const client = await connect();
    client.tenant.faults.latency(60);
    const begin = performance.now();
    expect((await client.get('/users')).status).toBe(200);
    expect(performance.now() - begin).toBeGreaterThan(50);
    client.tenant.faults.expireTokens();
    expect(refusal(await client.get('/users'))).toEqual([401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.']);
  });
});

describe('limits', () => {
  test('3,000 writes per 150 s and application, refilled continuously; the wait is told', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const client = await connect({ now: () => new Date(time), tokenSeconds: 86_400, quota: { writes: 10, perSeconds: 100, enforce: true } });
    const id = await created(client, '/users', newUser('Adele'));
    for (let index = 0; index < 9; index += 1) expect((await client.send('PATCH', `/users/${id}`, { city: `C${index}` })).status).toBe(204);
    const refused = await client.send('PATCH', `/users/${id}`, { city: 'X' });
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-ms-throttle-information')]).toEqual([429, '20', 'WriteLimitExceeded']);
    expect(refused.headers.get('x-ms-throttle-scope')).toBe(`Tenant_Application/Write/${client.tenant.clientId}/${client.tenant.tenantId}`);
    expect((await client.get(`/users/${id}?$select=id`)).status).toBe(200);
    time += 20_000;
    expect((await client.send('PATCH', `/users/${id}`, { city: 'X' })).status).toBe(204);
    expect((await client.send('PATCH', `/users/${id}`, { city: 'Y' })).status).toBe(429);
  });

  test('resource units are charged by the published table', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele'));
    const units = async (path: string) => (await client.get(path)).headers.get('x-ms-resource-unit');
    const group = client.tenant.admin.createGroup({ displayName: 'Sales' });
    expect(await Promise.all([units('/users'), units('/users?$select=id'), units('/users?$top=5'), units(`/users/${id}`), units(`/users/${id}?$expand=manager`), units(`/groups/${group}/members`), units(`/groups/${group}/transitiveMembers?$select=id`), units('/users/delta')]))
      .toEqual(['2', '1', '1', '1', '2', '3', '4', '1']);
    expect((await client.send('PATCH', `/users/${id}`, { city: 'Oslo' })).headers.get('x-ms-resource-unit')).toBe('1');
  });

  test('reading too much is refused as well', async () => {
    const client = await connect({ now: () => new Date('2026-01-01T00:00:00Z'), quota: { writes: 3_000, perSeconds: 150, enforce: true }, resourceUnits: 3 });
    expect((await client.get('/users')).status).toBe(200);
    const refused = await client.get('/users');
    expect([refused.status, refused.headers.get('x-ms-throttle-information')]).toEqual([429, 'ResourceUnitLimitExceeded']);
  });

  test('the log counts every state-changing request, items of batches singly', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele'));
    await client.send('PATCH', `/users/${id}`, { shoeSize: 1 });
    await client.get('/users');
    expect([client.tenant.writes(), client.tenant.writes({ succeeded: true })]).toEqual([2, 1]);
    expect(client.tenant.requests().at(-1)).toEqual({ method: 'GET', path: '/v1.0/users', status: 200, changesState: false, inBatch: false });
    client.tenant.resetLog();
    expect(client.tenant.requests()).toEqual([]);
  });

  test('two tenants with the same history have the same snapshot, whatever the order', async () => {
    const first = await connect();
    const second = await connect({ randomSeed: 9 });
    const [a1, b1] = [await created(first, '/users', newUser('Adele')), await created(first, '/users', newUser('Bob'))];
    const [b2, a2] = [await created(second, '/users', newUser('Bob')), await created(second, '/users', newUser('Adele'))];
    first.tenant.admin.createGroup({ displayName: 'Sales', members: [a1, b1] });
    second.tenant.admin.createGroup({ displayName: 'Sales', members: [b2, a2] });
    expect(second.tenant.snapshot()).toEqual(first.tenant.snapshot());
    expect(first.tenant.snapshot().groups[0]?.['members']).toEqual(['user:Adele@contoso.com', 'user:Bob@contoso.com']);
    await second.send('PATCH', `/users/${a2}`, { city: 'Oslo' });
    expect(second.tenant.snapshot()).not.toEqual(first.tenant.snapshot());
  });
});
