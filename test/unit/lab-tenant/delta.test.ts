import { describe, expect, test } from 'vitest';
import { connect, created, deltaRound, newGroup, newUser, refusal, values } from './harness.ts';

describe('delta', () => {
  test('a first round tells every user once, the next one what has changed, with the properties selected', async () => {
    const client = await connect({ pageSize: 2 });
    const adele = await created(client, '/users', newUser('Adele', { department: 'Sales' }));
    const bob = await created(client, '/users', newUser('Bob'));
    const first = await deltaRound(client, '/users/delta?$select=displayName,department');
    expect([first.items.length, first.pages]).toEqual([3, 2]);
    expect(first.items.find((item) => item['id'] === bob)).toEqual({ id: bob, displayName: 'Bob' });
    await client.send('PATCH', `/users/${adele}`, { department: null });
    await client.send('PATCH', `/users/${bob}`, { city: 'Oslo' });
    const second = await deltaRound(client, first.link);
    expect(second.items).toEqual([{ id: adele, displayName: 'Adele', department: null }]);
    await client.send('PATCH', `/users/${adele}`, { department: 'IT' });
    const minimal = await deltaRound(client, second.link, { prefer: 'return=minimal' });
    expect(minimal.items).toEqual([{ id: adele, department: 'IT' }]);
    expect((await deltaRound(client, minimal.link)).items).toEqual([]);
    expect((await deltaRound(client, first.link)).items).toEqual([{ id: adele, displayName: 'Adele', department: 'IT' }]);
  });

  test('deleting, restoring and purging are told', async () => {
    const client = await connect();
    const adele = await created(client, '/users', newUser('Adele'));
    const start = await deltaRound(client, '/users/delta?$deltatoken=latest&$select=displayName');
    expect(start.items).toEqual([]);
    await client.send('DELETE', `/users/${adele}`);
    const deleted = await deltaRound(client, start.link);
    expect(deleted.items).toEqual([{ id: adele, '@removed': { reason: 'changed' } }]);
    await client.send('POST', `/directory/deletedItems/${adele}/restore`);
    const restored = await deltaRound(client, deleted.link);
    expect(restored.items).toEqual([{ id: adele, displayName: 'Adele' }]);
    client.tenant.admin.hardDelete(adele);
    expect((await deltaRound(client, restored.link)).items).toEqual([{ id: adele, '@removed': { reason: 'deleted' } }]);
  });

  test('a large group is told over several pages, and later only what came and went', async () => {
    const client = await connect({ pageSize: 10, linksPerPage: 7 });
    const users = Array.from({ length: 20 }, (_, index) => client.tenant.admin.createUser({ userPrincipalName: `u${index}@contoso.com` }));
    const group = client.tenant.admin.createGroup({ displayName: 'Sales', members: users });
    const first = await deltaRound(client, '/groups/delta?$select=displayName,members');
    const members = first.items.flatMap((item) => item['members@delta'] as readonly { readonly id: string }[]);
    expect([first.items.length, first.pages, new Set(members.map((member) => member.id)).size]).toEqual([3, 3, 20]);
    expect(members[0]).toEqual({ '@odata.type': '#microsoft.graph.user', id: users[0] });
    const [gone = '', softDeleted = ''] = users;
    client.tenant.admin.removeMember(group, gone);
    client.tenant.admin.deleteUser(softDeleted);
    const second = await deltaRound(client, first.link, { prefer: 'return=minimal' });
    expect(second.items).toEqual([{ id: group, 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: gone, '@removed': { reason: 'deleted' } }] }]);
    client.tenant.admin.hardDelete(softDeleted);
    const third = await deltaRound(client, second.link, { prefer: 'return=minimal' });
    expect(third.items).toEqual([{ id: group, 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: softDeleted, '@removed': { reason: 'deleted' } }] }]);
  });

  test('members that come and go between the pages of a first round are never lost', async () => {
    const client = await connect({ pageSize: 10, linksPerPage: 3 });
    const users = Array.from({ length: 9 }, (_, index) => client.tenant.admin.createUser({ userPrincipalName: `u${index}@contoso.com` }));
    const group = client.tenant.admin.createGroup({ displayName: 'Sales', members: users.slice(0, 8) });
    const page = await client.get('/groups/delta?$select=members');
    client.tenant.admin.removeMember(group, users[0] ?? '');
    client.tenant.admin.addMember(group, users[8] ?? '');
    const rest = await deltaRound(client, String(page.body['@odata.nextLink']));
    const next = await deltaRound(client, rest.link);
    const known = new Set<string>();
    for (const item of [...values(page), ...rest.items, ...next.items]) {
      for (const member of (item['members@delta'] ?? []) as readonly { readonly id: string; readonly '@removed'?: unknown }[]) {
        if (member['@removed'] === undefined) known.add(member.id);
        else known.delete(member.id);
      }
    }
    expect([...known].sort()).toEqual(users.slice(1).sort());
  });

  test('managers are told when selected', async () => {
    const client = await connect();
    const adele = await created(client, '/users', newUser('Adele'));
    const bob = await created(client, '/users', newUser('Bob'));
    const start = await deltaRound(client, '/users/delta?$deltatoken=latest&$select=displayName,manager');
    await client.send('PUT', `/users/${adele}/manager/$ref`, { '@odata.id': `${client.tenant.graph}/users/${bob}` });
    const set = await deltaRound(client, start.link, { prefer: 'return=minimal' });
    expect(set.items).toEqual([{ id: adele, 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: bob }] }]);
    await client.send('DELETE', `/users/${adele}/manager/$ref`);
    const cleared = await deltaRound(client, set.link, { prefer: 'return=minimal' });
    expect(cleared.items).toEqual([{ id: adele, 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: bob, '@removed': { reason: 'deleted' } }] }]);
  });

  test('tokens live for seven days, may not be edited, and belong to their collection', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const client = await connect({ now: () => new Date(time), tokenSeconds: 100 * 86_400 });
    const { link } = await deltaRound(client, '/users/delta');
    expect((await client.get(link.replace('/users/', '/groups/'))).status).toBe(400);
    expect((await client.get(`${link}x`)).status).toBe(400);
    time += 8 * 86_400_000;
    expect(refusal(await client.get(link)).slice(0, 2)).toEqual([400, 'syncStateNotFound']);
  });

  test('a reset answers 410 with the place to start again, and expired tokens are refused', async () => {
    const client = await connect();
    const { link } = await deltaRound(client, '/users/delta?$select=displayName');
    client.tenant.faults.deltaReset();
    const gone = await client.get(link);
    expect([gone.status, gone.headers.get('location')]).toEqual([410, `${client.tenant.graph}/users/delta?$deltatoken=`]);
    expect((await deltaRound(client, String(gone.headers.get('location')))).items).toHaveLength(1);
    client.tenant.faults.expireDeltaTokens();
    expect((await client.get(link)).status).toBe(400);
  });

  test('what delta does not support is refused; single ids can be followed', async () => {
    const client = await connect();
    const adele = await created(client, '/users', newUser('Adele'));
    for (const option of ['$top=5', '$orderby=displayName', '$expand=manager', '$search="a:b"', "$filter=displayName eq 'x'"]) expect((await client.get(`/users/delta?${option}`)).status).toBe(400);
    expect((await deltaRound(client, `/users/delta?$filter=id eq '${adele}'`)).items.map((item) => item['id'])).toEqual([adele]);
    expect((await client.get('/contacts/delta()')).status).toBe(200);
    expect((await client.get('/users/microsoft.graph.delta()')).status).toBe(200);
  });

  test('new objects are seen late when the tenant is slow to replicate', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const client = await connect({ now: () => new Date(time), tokenSeconds: 86_400 });
    const { link } = await deltaRound(client, '/users/delta');
    client.tenant.faults.visibilityDelay(10_000);
    const adele = await created(client, '/users', newUser('Adele'));
    expect([(await client.get(`/users/${adele}`)).status, (await client.send('PATCH', `/users/${adele}`, { city: 'Oslo' })).status]).toEqual([404, 404]);
    expect(values(await client.get('/users'))).toHaveLength(1);
    expect((await client.send('POST', '/users', newUser('Adele'))).status).toBe(400);
    const early = await deltaRound(client, link);
    expect(early.items).toEqual([]);
    time += 11_000;
    expect((await client.get(`/users/${adele}`)).status).toBe(200);
    expect((await deltaRound(client, early.link)).items.map((item) => item['id'])).toEqual([adele]);
    expect((await client.send('POST', '/groups', newGroup('Sales'))).status).toBe(201);
  });
});
