import { expect, test } from 'vitest';
import { Agent, fetch } from 'undici';
import { connect, type Client } from './harness.ts';

/** Photos of the sample tenant: https://learn.microsoft.com/graph/api/profilephoto-update */
const jpeg = (size: number): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(size - 2)]);

async function put(client: Client, body: Buffer, type = 'image/jpeg'): Promise<number> {
  const dispatcher = new Agent({ connect: { ca: client.tenant.ca } });
  const response = await fetch(`${client.tenant.graph}/users/admin@contoso.onmicrosoft.com/photo/$value`, { method: 'PUT', headers: { authorization: `Bearer ${client.token}`, 'content-type': type }, body, dispatcher });
  await response.text();
  await dispatcher.destroy();
  return response.status;
}

test('a JPEG of less than 4 MB is taken as it is; anything else is refused', async () => {
  const client = await connect();
  const id = client.tenant.admin.find('admin@contoso.onmicrosoft.com')?.id ?? '';
  expect((await client.get(`/users/${id}/photo`)).status).toBe(404);
  expect(await put(client, Buffer.from('GIF89a'))).toBe(400);
  expect(await put(client, jpeg(100), 'image/png')).toBe(400);
  expect(await put(client, jpeg(4 * 1024 * 1024))).toBe(413);
  expect(client.tenant.photo(id)).toBeNull();
  expect(await put(client, jpeg(4 * 1024 * 1024 - 1))).toBe(200);
  expect(client.tenant.photo(id)?.length).toBe(4 * 1024 * 1024 - 1);
  expect((await client.get(`/users/${id}/photo`)).body['@odata.mediaContentType']).toBe('image/jpeg');
});

test('a photo needs a permission, and no JSON batch carries one', async () => {
  expect(await put(await connect({ permissions: ['User.Read.All'] }), jpeg(100))).toBe(403);
  const client = await connect();
  const batch = await client.send('POST', '/$batch', { requests: [{ id: '1', method: 'PUT', url: '/users/admin@contoso.onmicrosoft.com/photo/$value', headers: { 'Content-Type': 'application/json' }, body: {} }] });
  expect((batch.body['responses'] as readonly { readonly status: number }[])[0]?.status).toBe(400);
});
