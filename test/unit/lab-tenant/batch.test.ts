import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../electron/lab/tenant/tenant.ts';
import type { Client, Reply } from './harness.ts';
import { connect, created, newGroup, newUser, refusal } from './harness.ts';

const json = { 'Content-Type': 'application/json' };

function responses(reply: Reply): ReadonlyMap<string, JsonObject> {
  return new Map((reply.body['responses'] as readonly JsonObject[]).map((response) => [String(response['id']), response]));
}

function creations(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index), method: 'POST', url: '/users', headers: json, body: newUser(`User${index}`) }));
}

async function batch(client: Client, requests: readonly JsonObject[]): Promise<Reply> {
  return client.send('POST', '/$batch', { requests });
}

describe('$batch', () => {
  test('answers every request by id, in an order of its own', async () => {
    const client = await connect();
    const reply = await batch(client, creations(20));
    const order = (reply.body['responses'] as readonly JsonObject[]).map((response) => response['id']);
    expect(reply.status).toBe(200);
    expect([...responses(reply).values()].map((response) => response['status'])).toEqual(Array(20).fill(201));
    expect(order).not.toEqual(order.toSorted((left, right) => Number(left) - Number(right)));
    expect(client.tenant.writes()).toBe(20);
    const again = await connect();
    expect(((await batch(again, creations(20))).body['responses'] as readonly JsonObject[]).map((response) => response['id'])).toEqual(order);
  });

  test.each([
    ['more than 20 requests', creations(21), 'Number of batch request steps exceeds the maximum value of 20.'],
    ['a repeated id', [...creations(1), ...creations(1)], 'Request Id 0 has been repeated.'],
    ['a body without content type', [{ id: '1', method: 'POST', url: '/users', body: {} }], 'Write request id : 1 does not contain Content-Type header or body.'],
    ['an absolute url', [{ id: '1', method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' }], 'Write request id : 1 does not contain a relative url.'],
    ['an unknown dependency', [{ id: '1', method: 'GET', url: '/users', dependsOn: ['0'] }], 'Request 1 depends on a request that is not defined before it.'],
  ])('refuses %s as a whole', async (_case, requests, message) => {
    const client = await connect();
    expect(refusal(await batch(client, requests))).toEqual([400, 'BadRequest', message]);
    expect(client.tenant.admin.count('user')).toBe(1);
  });

  test('what depends on a failed request is not run', async () => {
    const client = await connect();
    const reply = responses(await batch(client, [
      { id: 'a', method: 'POST', url: '/users', headers: json, body: { displayName: 'nobody' } },
      { id: 'b', method: 'POST', url: 'groups', headers: json, body: newGroup('Sales'), dependsOn: ['a'] },
      { id: 'c', method: 'GET', url: '/users?$select=id' },
    ]));
    expect(['a', 'b', 'c'].map((id) => reply.get(id)?.['status'])).toEqual([400, 424, 200]);
    expect(client.tenant.admin.count('group')).toBe(0);
  });

  test('a refused item carries its own status, headers and error; an empty answer has no body', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele'));
    const other = await created(client, '/users', newUser('Other'));
    client.tenant.faults.throttle(1, 7);
    const reply = responses(await batch(client, [
      { id: '1', method: 'PATCH', url: `/users/${id}`, headers: json, body: { city: 'Oslo' } },
      { id: '2', method: 'POST', url: '/users', headers: json, body: newUser('Bob') },
      { id: '3', method: 'DELETE', url: `/users/${other}` },
    ]));
    expect(reply.get('1')).toMatchObject({ status: 429, headers: { 'Retry-After': '7' }, body: { error: { code: 'TooManyRequests', message: 'Please retry again later.' } } });
    expect(reply.get('2')?.['status']).toBe(201);
    expect(reply.get('3')).toMatchObject({ status: 204 });
    expect(reply.get('3')?.['body']).toBeUndefined();
  });

  test('two unordered writes to one object collide, ordered ones do not', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele'));
    const patch = (item: string, more: JsonObject = {}): JsonObject => ({ id: item, method: 'PATCH', url: `/users/${id}`, headers: json, body: { city: item }, ...more });
    const unordered = responses(await batch(client, [patch('1'), patch('2')]));
    expect([unordered.get('1')?.['status'], unordered.get('2')?.['status']]).toEqual([204, 409]);
    const ordered = responses(await batch(client, [patch('1'), patch('2', { dependsOn: ['1'] })]));
    expect([ordered.get('1')?.['status'], ordered.get('2')?.['status']]).toEqual([204, 204]);
  });
});
