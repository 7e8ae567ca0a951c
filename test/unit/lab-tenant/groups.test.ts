import { describe, expect, test } from 'vitest';
import type { Client } from './harness.ts';
import { advanced, connect, created, newGroup, newUser, refusal, values } from './harness.ts';

const absent = '11111111-1111-4111-8111-111111111111';

function bind(client: Client, ids: readonly string[]): readonly string[] {
  return ids.map((id) => `${client.tenant.graph}/directoryObjects/${id}`);
}

async function memberIds(client: Client, group: string): Promise<readonly unknown[]> {
  return values(await client.get(`/groups/${group}/members?$select=id`)).map((member) => member['id']);
}

async function manyUsers(client: Client, count: number): Promise<readonly string[]> {
  return Array.from({ length: count }, (_, index) => client.tenant.admin.createUser({ userPrincipalName: `user${index}@contoso.com` }));
}

describe('groups', () => {
  test('an upsert by unique name creates, then updates, and only when asked to create', async () => {
    const client = await connect();
    const path = "/groups(uniqueName='ad-1')";
    expect(refusal(await client.send('PATCH', path, newGroup('Sales')))[0]).toBe(404);
    const made = await client.send('PATCH', path, newGroup('Sales'), { prefer: 'create-if-missing' });
    expect([made.status, made.body['displayName'], made.body['groupTypes']]).toEqual([201, 'Sales', []]);
    expect((await client.send('PATCH', path, newGroup('Sales 2'), { prefer: 'create-if-missing' })).status).toBe(204);
    expect((await client.send('PATCH', path, { displayName: 'Sales 2' }, { prefer: 'create-if-missing' })).status).toBe(204);
    expect((await client.get(`${path}?$select=id,displayName,uniqueName`)).body).toMatchObject({ id: made.body['id'], displayName: 'Sales 2', uniqueName: 'ad-1' });
    expect(refusal(await client.send('PATCH', path, { uniqueName: 'other' }))[2]).toBe("Property 'uniqueName' is read-only and cannot be set.");
  });

  test.each([
    ['no nickname', { mailNickname: null }, "A value is required for property 'mailNickname' of resource 'Group'."],
    ['a nickname with an apostrophe', { mailNickname: "o'neil" }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    ['a mail-enabled security group', { mailEnabled: true }, 'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.'],
    ['a dynamic group without a rule', { groupTypes: ['DynamicMembership'] }, "A value is required for property 'membershipRule' of resource 'Group'."],
    ['an unknown group type', { groupTypes: ['Secret'] }, "Invalid value specified for property 'groupTypes' of resource 'Group'."],
    ['a description of 1,025 characters', { description: 'd'.repeat(1025) }, "Invalid value specified for property 'description' of resource 'Group'."],
    ['a mail', { mail: 'a@contoso.com' }, "Property 'mail' is read-only and cannot be set."],
  ])('refuses %s', async (_case, more, message) => {
    const client = await connect();
    expect(refusal(await client.send('POST', '/groups', newGroup('Sales', more)))).toEqual([400, 'Request_BadRequest', message]);
  });

  test('members are added 20 at a time, all or none', async () => {
    const client = await connect();
    const users = await manyUsers(client, 21);
    const group = await created(client, '/groups', newGroup('Sales'));
    expect(refusal(await client.send('PATCH', `/groups/${group}`, { 'members@odata.bind': bind(client, users) }))).toEqual([400, 'Request_BadRequest', 'A resource cannot contain more than 20 link changes']);
    expect((await client.send('PATCH', `/groups/${group}`, { 'members@odata.bind': bind(client, [...users.slice(0, 5), absent]) })).status).toBe(404);
    expect(await memberIds(client, group)).toEqual([]);
    expect((await client.send('PATCH', `/groups/${group}`, { 'members@odata.bind': bind(client, users.slice(0, 20)) })).status).toBe(204);
    expect(refusal(await client.send('PATCH', `/groups/${group}`, { 'members@odata.bind': bind(client, users.slice(19)) }))).toEqual([400, 'Request_BadRequest', "One or more added object references already exist for the following modified properties: 'members'."]);
    expect(await memberIds(client, group)).toHaveLength(20);
  });

  test('single members come and go through $ref', async () => {
    const client = await connect();
    const [adele = '', bob = ''] = await manyUsers(client, 2);
    const group = await created(client, '/groups', newGroup('Sales'));
    const add = (id: string) => client.send('POST', `/groups/${group}/members/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });
    expect((await add(adele)).status).toBe(204);
    expect(refusal(await add(adele))[2]).toBe("One or more added object references already exist for the following modified properties: 'members'.");
    expect(refusal(await add(absent))[0]).toBe(404);
    expect(refusal(await add(group))[0]).toBe(400);
    expect(refusal(await client.send('POST', `/groups/${group}/members/$ref`))[2]).toMatch(/^An unexpected 'EndOfInput' node/);
    expect(refusal(await client.send('PATCH', `/groups/${group}/members/$ref`, {}))).toEqual([400, 'BadRequest', 'The request is currently not supported on the targeted entity set']);
    expect(refusal(await client.send('DELETE', `/groups/${group}/members/${bob}/$ref`))[2]).toBe("One or more removed object references do not exist for the following modified properties: 'members'.");
    expect((await client.send('DELETE', `/groups/${group}/members/${absent}/$ref`)).status).toBe(404);
    expect((await client.send('DELETE', `/groups/${group}/members/${adele}/$ref`)).status).toBe(204);
    expect(await memberIds(client, group)).toEqual([]);
  });

  test('without $ref a DELETE hits the member itself', async () => {
    const client = await connect();
    const [adele = ''] = await manyUsers(client, 1);
    const group = await created(client, '/groups', newGroup('Sales', { 'members@odata.bind': bind(client, [adele]) }));
    expect((await client.send('DELETE', `/groups/${group}/members/${adele}`)).status).toBe(204);
    expect(client.tenant.admin.find(adele)?.deleted).toBe(true);
  });

  test('Microsoft 365 groups take users only, and are no members', async () => {
    const client = await connect();
    const unified = await created(client, '/groups', newGroup('Team', { groupTypes: ['Unified'], mailEnabled: true }));
    const security = await created(client, '/groups', newGroup('Security'));
    const contact = client.tenant.admin.createContact({ displayName: 'Partner', mail: 'p@fabrikam.com' });
    const add = async (to: string, id: string) => (await client.send('POST', `/groups/${to}/members/$ref`, { '@odata.id': `${client.tenant.graph}/directoryObjects/${id}` })).status;
    expect([await add(unified, security), await add(unified, contact), await add(security, unified), await add(security, contact)]).toEqual([400, 400, 400, 204]);
    expect((await client.get(`/groups/${unified}`)).body).toMatchObject({ mail: 'Team@contoso.com', proxyAddresses: ['SMTP:Team@contoso.com'] });
    expect(refusal(await client.send('POST', '/groups', newGroup('Team', { groupTypes: ['Unified'], mailEnabled: true })))[2]).toBe('Another object with the same value for property mailNickname already exists.');
  });

  test('groups that are mastered elsewhere refuse writes', async () => {
    const client = await connect({
      seed: {
        domains: [{ name: 'contoso.com', initial: true }],
        users: [{ userPrincipalName: 'adele@contoso.com' }],
        groups: [
          { displayName: 'List', id: '20000000-0000-4000-8000-000000000001', mailEnabled: true, securityEnabled: false, mail: 'list@contoso.com' },
          { displayName: 'Synced', id: '20000000-0000-4000-8000-000000000002', onPremisesSyncEnabled: true },
          { displayName: 'Dynamic', id: '20000000-0000-4000-8000-000000000003', groupTypes: ['DynamicMembership'], membershipRule: 'true' },
          { displayName: 'Roles', id: '20000000-0000-4000-8000-000000000004', isAssignableToRole: true },
        ],
      },
    });
    const adele = client.tenant.admin.find('adele@contoso.com')?.id ?? '';
    const attempt = async (last: number) => {
      const id = `20000000-0000-4000-8000-00000000000${last}`;
      return [refusal(await client.send('PATCH', `/groups/${id}`, { description: 'x' })), refusal(await client.send('POST', `/groups/${id}/members/$ref`, { '@odata.id': `${client.tenant.graph}/users/${adele}` })), (await client.send('DELETE', `/groups/${id}`)).status];
    };
    const mailEnabled = [400, 'Request_BadRequest', 'Cannot Update a mail-enabled security groups and or distribution list.'];
    const synced = [400, 'Request_BadRequest', 'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.'];
    const denied = [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'];
    expect(await attempt(1)).toEqual([mailEnabled, mailEnabled, 400]);
    expect(await attempt(2)).toEqual([synced, synced, 400]);
    expect(await attempt(3)).toEqual([[204, '', ''], denied, 204]);
    expect(await attempt(4)).toEqual([denied, denied, 403]);
  });

  test('owners: users only, 100 at most, and a Microsoft 365 group keeps its last one', async () => {
    const client = await connect();
    const users = await manyUsers(client, 101);
    const group = client.tenant.admin.createGroup({ displayName: 'Team', groupTypes: ['Unified'], owners: users.slice(0, 99) });
    expect((await client.send('POST', `/groups/${group}/owners/$ref`, { '@odata.id': `${client.tenant.graph}/users/${users[99] ?? ''}` })).status).toBe(204);
    expect(refusal(await client.send('POST', `/groups/${group}/owners/$ref`, { '@odata.id': `${client.tenant.graph}/users/${users[100] ?? ''}` }))).toEqual([403, 'Directory_QuotaExceeded', "Unable to perform operation as '101' would exceed the maximum quota count '100' for forward-link 'owners'."]);
    expect((await client.send('DELETE', `/groups/${group}/owners/${users[0] ?? ''}/$ref`)).status).toBe(204);
    const small = client.tenant.admin.createGroup({ displayName: 'Small', groupTypes: ['Unified'], owners: users.slice(0, 1) });
    expect(refusal(await client.send('DELETE', `/groups/${small}/owners/${users[0] ?? ''}/$ref`))[2]).toBe('The group must have at least one owner, hence this owner cannot be removed.');
  });

  test('nested membership is seen through transitive reads, and cycles end', async () => {
    const client = await connect();
    const [adele = ''] = await manyUsers(client, 1);
    const inner = await created(client, '/groups', newGroup('Inner', { 'members@odata.bind': bind(client, [adele]) }));
    const outer = await created(client, '/groups', newGroup('Outer', { 'members@odata.bind': bind(client, [inner]) }));
    expect((await client.send('POST', `/groups/${inner}/members/$ref`, { '@odata.id': `${client.tenant.graph}/groups/${outer}` })).status).toBe(204);
    expect(values(await client.get(`/groups/${outer}/transitiveMembers?$select=id`)).map((item) => item['id']).sort()).toEqual([adele, inner, outer].sort());
    expect(values(await client.get(`/users/${adele}/transitiveMemberOf?$select=id`)).map((item) => item['id']).sort()).toEqual([inner, outer].sort());
    expect((await client.send('POST', `/users/${adele}/checkMemberGroups`, { groupIds: [outer] })).body['value']).toEqual([outer]);
    expect(values(await client.get(`/groups/${outer}/members/microsoft.graph.user?$count=true`, advanced))).toEqual([]);
  });
});

describe('the recycle bin', () => {
  test('a deleted user frees its names, keeps its memberships, and comes back with both', async () => {
    const client = await connect();
    const adele = await created(client, '/users', newUser('Adele', { mail: 'adele@contoso.com', onPremisesImmutableId: 'YQ==' }));
    const group = await created(client, '/groups', newGroup('Sales', { 'members@odata.bind': bind(client, [adele]) }));
    expect((await client.send('DELETE', `/users/${adele}`)).status).toBe(204);
    expect((await client.get(`/users/${adele}`)).status).toBe(404);
    expect(await memberIds(client, group)).toEqual([]);
    const [item] = values(await client.get('/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,onPremisesImmutableId'));
    expect(item).toEqual({ id: adele, userPrincipalName: `${adele.replaceAll('-', '')}Adele@contoso.com`, onPremisesImmutableId: 'YQ==' });
    const second = await created(client, '/users', newUser('Adele', { mail: 'adele@contoso.com', onPremisesImmutableId: 'YQ==' }));
    expect(refusal(await client.send('POST', `/directory/deletedItems/${adele}/restore`))[2]).toBe('Another object with the same value for property userPrincipalName already exists.');
    expect(refusal(await client.send('POST', `/directory/deletedItems/${adele}/restore`, { newUserPrincipalName: 'adele2@contoso.com' }))[2]).toBe('Another object with the same value for property proxyAddresses already exists.');
    await client.send('DELETE', `/users/${second}`);
    const restored = await client.send('POST', `/directory/deletedItems/${adele}/restore`);
    expect([restored.status, restored.body['userPrincipalName']]).toEqual([200, 'Adele@contoso.com']);
    expect(await memberIds(client, group)).toEqual([adele]);
    expect((await client.send('DELETE', `/directory/deletedItems/${second}`)).status).toBe(204);
    expect((await client.get(`/directory/deletedItems/${second}`)).status).toBe(404);
  });

  test('security groups can be restored, synchronized ones are gone; a cast is needed to list', async () => {
    const client = await connect();
    const group = await created(client, '/groups', newGroup('Sales', { uniqueName: 'ad-1' }));
    const synced = client.tenant.admin.createGroup({ displayName: 'Synced', onPremisesSyncEnabled: true });
    client.tenant.admin.deleteGroup(synced);
    expect((await client.send('DELETE', `/groups/${group}`)).status).toBe(204);
    expect(values(await client.get('/directory/deletedItems/microsoft.graph.group')).map((item) => item['id'])).toEqual([group]);
    expect((await client.get('/directory/deletedItems')).status).toBe(400);
    expect((await client.get("/groups(uniqueName='ad-1')")).status).toBe(404);
    expect((await client.send('POST', `/directory/deletedItems/${group}/restore`)).status).toBe(200);
    expect((await client.get("/groups(uniqueName='ad-1')")).body['id']).toBe(group);
  });

  test('the bin is emptied after 30 days on the tenant’s clock', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const client = await connect({ now: () => new Date(time), tokenSeconds: 100 * 86_400 });
    const adele = await created(client, '/users', newUser('Adele'));
    await client.send('DELETE', `/users/${adele}`);
    time += 29 * 86_400_000;
    expect((await client.get(`/directory/deletedItems/${adele}`)).status).toBe(200);
    time += 2 * 86_400_000;
    expect((await client.get(`/directory/deletedItems/${adele}`)).status).toBe(404);
  });
});
