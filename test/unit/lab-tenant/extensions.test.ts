import { describe, expect, test } from 'vitest';
import { connect, type Client } from './harness.ts';

const permissions = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Application.ReadWrite.OwnedBy'];
const own = (client: Client): string => `/applications(appId='${client.tenant.clientId}')/extensionProperties`;
const full = (client: Client, name: string): string => `extension_${client.tenant.clientId.replaceAll('-', '')}_${name}`;
const error = (reply: { readonly body: Readonly<Record<string, unknown>> }): unknown => (reply.body['error'] as { readonly message: unknown }).message;

describe('directory extensions of the sample tenant', () => {
  test('are made, listed, written with their type, read by $select and deleted', async () => {
    const client = await connect({ permissions });
    const posted = await client.send('POST', own(client), { name: 'badge', dataType: 'Integer', targetObjects: ['User'] });
    expect([posted.status, posted.body['name'], posted.body['isMultiValued']]).toEqual([201, full(client, 'badge'), false]);
    const listed = await client.get(own(client));
    expect((listed.body['value'] as readonly { readonly name: string }[]).map(({ name }) => name)).toEqual([full(client, 'badge')]);
    const admin = 'admin@contoso.onmicrosoft.com';
    const wrong = await client.send('PATCH', `/users/${admin}`, { [full(client, 'badge')]: '17' });
    expect([wrong.status, error(wrong)]).toEqual([400, "Cannot convert the literal '17' to the expected type 'Edm.Int32'."]);
    expect((await client.send('PATCH', `/users/${admin}`, { [full(client, 'badge')]: 17 })).status).toBe(204);
    expect((await client.get(`/users/${admin}?$select=${full(client, 'badge')}`)).body[full(client, 'badge')]).toBe(17);
    expect((await client.send('DELETE', `${own(client)}/${String(posted.body['id'])}`)).status).toBe(204);
    expect((await client.get(`/users/${admin}?$select=${full(client, 'badge')}`)).status).toBe(400);
  });

  test('that are unknown, or made for other objects, are not available', async () => {
    const client = await connect({ permissions });
    await client.send('POST', own(client), { name: 'rooms', dataType: 'String', targetObjects: ['Group'] });
    for (const name of ['rooms', 'nothing']) {
      const reply = await client.send('PATCH', '/users/admin@contoso.onmicrosoft.com', { [full(client, name)]: 'x' });
      expect([reply.status, error(reply)]).toEqual([400, `The following extension properties are not available: ${full(client, name)}.`]);
    }
  });

  test('become visible with the delay that was switched on', async () => {
    const client = await connect({ permissions });
    client.tenant.faults.extensionDelay(60_000);
    await client.send('POST', own(client), { name: 'late', dataType: 'String', targetObjects: ['User'] });
    const write = () => client.send('PATCH', '/users/admin@contoso.onmicrosoft.com', { [full(client, 'late')]: 'x' });
    expect((await write()).status).toBe(400);
    client.tenant.faults.clear();
    expect((await write()).status).toBe(204);
  });

  test.each([
    [{ dataType: 'String', targetObjects: ['User'] }, "A value is required for property 'name'"],
    [{ name: 'a-b', dataType: 'String', targetObjects: ['User'] }, "Invalid value specified for property 'name'"],
    [{ name: 'a', dataType: 'Text', targetObjects: ['User'] }, "Invalid value specified for property 'dataType'"],
    [{ name: 'a', dataType: 'String', targetObjects: ['user'] }, "Invalid value specified for property 'targetObjects'"],
    [{ name: 'a', dataType: 'String', targetObjects: ['User'], colour: 'red' }, "Invalid property 'colour'"],
  ])('are refused as %j', async (body, message) => {
    const client = await connect({ permissions });
    const reply = await client.send('POST', own(client), body);
    expect([reply.status, String(error(reply)).startsWith(message)]).toEqual([400, true]);
  });

  test('are made once only, and only by who may write the registration', async () => {
    const client = await connect({ permissions });
    const body = { name: 'badge', dataType: 'String', targetObjects: ['User'] };
    expect((await client.send('POST', own(client), body)).status).toBe(201);
    expect((await client.send('POST', own(client), body)).status).toBe(400);
    const stranger = await connect({ permissions, appOwnsItself: false });
    expect((await stranger.send('POST', own(stranger), body)).status).toBe(403);
    const reader = await connect({ permissions: ['Application.Read.All'] });
    expect([(await reader.get(own(reader))).status, (await reader.send('POST', own(reader), body)).status]).toEqual([200, 403]);
    const nobody = await connect({ permissions: ['User.ReadWrite.All'] });
    expect((await nobody.get(own(nobody))).status).toBe(403);
  });
});
