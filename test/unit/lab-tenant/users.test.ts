import { describe, expect, test } from 'vitest';
import { connect, created, errorOf, newUser, refusal } from './harness.ts';

const badRequest = [400, 'Request_BadRequest'] as const;

describe('users', () => {
  test('a created user comes back with the 11 default properties and can be read at once', async () => {
    const client = await connect();
    const reply = await client.send('POST', '/users', newUser('Adele Vance', { businessPhones: ['+1 425 555 0109'] }));
    expect(reply.status).toBe(201);
    expect(Object.keys(reply.body).filter((name) => !name.startsWith('@')).sort()).toEqual(
      ['businessPhones', 'displayName', 'givenName', 'id', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName'],
    );
    expect(reply.headers.get('location')).toBe(`${client.tenant.graph}/users/${String(reply.body['id'])}`);
    const read = await client.get('/USERS/adele.vance@contoso.com?$select=accountEnabled,proxyAddresses,passwordProfile,userType');
    expect(read.body).toEqual({ '@odata.context': `${client.tenant.graph}/$metadata#users(accountEnabled,proxyAddresses,passwordProfile,userType)/$entity`, accountEnabled: true, proxyAddresses: [], passwordProfile: null, userType: 'Member' });
  });

  test.each([
    ['no display name', { displayName: null }, "A value is required for property 'displayName' of resource 'User'."],
    ['no nickname', { mailNickname: null }, "A value is required for property 'mailNickname' of resource 'User'."],
    ['no account state', { accountEnabled: null }, "A value is required for property 'accountEnabled' of resource 'User'."],
    ['no password', { passwordProfile: null }, 'A password must be specified to create a new user.'],
    ['a weak password', { passwordProfile: { password: 'password' } }, 'The specified password does not comply with password complexity requirements. Please provide a different password.'],
    ['an unverified domain', { userPrincipalName: 'a@fabrikam.com' }, 'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.'],
    ['a principal name with an accent', { userPrincipalName: 'renée@contoso.com' }, 'Property userPrincipalName is invalid.'],
    ['a principal name with a dot before the at sign', { userPrincipalName: 'a.@contoso.com' }, 'Property userPrincipalName is invalid.'],
    ['a local part of 65 characters', { userPrincipalName: `${'a'.repeat(65)}@contoso.com` }, 'Property userPrincipalName is invalid.'],
    ['a nickname with a space', { mailNickname: 'a b' }, "Invalid value specified for property 'mailNickname' of resource 'User'."],
    ['a nickname that ends with a dot', { mailNickname: 'ab.' }, "Invalid value specified for property 'mailNickname' of resource 'User'."],
    ['a country that is none', { usageLocation: 'UK' }, "Invalid value specified for property 'usageLocation' of resource 'User'."],
    ['a department of 65 characters', { department: 'd'.repeat(65) }, "Invalid value specified for property 'department' of resource 'User'."],
    ['an empty text', { jobTitle: '' }, "Invalid value specified for property 'jobTitle' of resource 'User'."],
    ['two business phones', { businessPhones: ['1', '2'] }, "Invalid value specified for property 'businessPhones' of resource 'User'."],
    ['a mail with an accent', { mail: 'renée@contoso.com' }, "Invalid value specified for property 'mail' of resource 'User'."],
    ['an anchor with an underscore', { onPremisesImmutableId: 'a_b' }, "Invalid value specified for property 'onPremisesImmutableId' of resource 'User'."],
    ['proxy addresses', { proxyAddresses: ['SMTP:a@contoso.com'] }, "Property 'proxyAddresses' is read-only and cannot be set."],
    ['a synchronization flag', { onPremisesSyncEnabled: true }, "Property 'onPremisesSyncEnabled' is read-only and cannot be set."],
    ['an on-premises account name', { onPremisesSamAccountName: 'adele' }, "Property 'onPremisesSamAccountName' is read-only and cannot be set."],
    ['an id', { id: '00000000-0000-4000-8000-000000000000' }, "Property 'id' is read-only and cannot be set."],
    ['an unknown property', { shoeSize: 44 }, "Invalid property 'shoeSize'."],
    ['a property in another case', { DisplayName: 'x' }, "Invalid property 'DisplayName'."],
    ['an extension that is not registered', { extension_0123_x: 'y' }, 'The following extension properties are not available: extension_0123_x.'],
    ['a number for a text', { department: 4 }, "Cannot convert the literal '4' to the expected type 'Edm.String'."],
    ['a text for a boolean', { accountEnabled: 'yes' }, "Cannot convert the literal 'yes' to the expected type 'Edm.Boolean'."],
    ['a sixteenth extension attribute', { onPremisesExtensionAttributes: { extensionAttribute16: 'x' } }, "Invalid property 'extensionAttribute16'."],
    ['a manager binding', { 'manager@odata.bind': 'https://graph.microsoft.com/v1.0/users/x' }, "Invalid property 'manager@odata.bind'."],
  ])('refuses %s', async (_case, more, message) => {
    const client = await connect();
    const reply = await client.send('POST', '/users', newUser('Adele', more));
    expect(refusal(reply)).toEqual([...badRequest, message]);
    expect(client.tenant.admin.count('user')).toBe(1);
  });

  test('refuses null for a collection', async () => {
    const client = await connect();
    const reply = await client.send('POST', '/users', newUser('Adele', { businessPhones: null }));
    expect(errorOf(reply).message).toMatch(/^A null value was found for the property named 'businessPhones', which has the expected type 'Collection\(Edm.String\)\[Nullable=False\]'/);
  });

  test('refuses a taken principal name and names the other object', async () => {
    const client = await connect();
    const first = await created(client, '/users', newUser('Adele'));
    const reply = await client.send('POST', '/users', newUser('Adele'));
    expect(refusal(reply)).toEqual([...badRequest, 'Another object with the same value for property userPrincipalName already exists.']);
    expect(errorOf(reply).details?.map(({ code, target }) => ({ code, target }))).toEqual([{ code: 'ObjectConflict', target: 'userPrincipalName' }, { code: 'ConflictingObjects', target: `User_${first}` }]);
    expect(Object.keys(errorOf(reply).innerError).sort()).toEqual(['client-request-id', 'date', 'request-id']);
  });

  test('names and addresses of users, groups and contacts are one name space', async () => {
    const client = await connect({
      seed: { domains: [{ name: 'contoso.com', initial: true }], contacts: [{ displayName: 'Partner', mail: 'partner@fabrikam.com' }], groups: [{ displayName: 'Sales', groupTypes: ['Unified'], mail: 'sales@contoso.com' }] },
    });
    expect(refusal(await client.send('POST', '/users', newUser('Partner', { mail: 'Partner@fabrikam.com' })))[2]).toBe('Another object with the same value for property proxyAddresses already exists.');
    expect(refusal(await client.send('POST', '/users', newUser('Sales', { userPrincipalName: 'sales@contoso.com' })))[2]).toBe('Another object with the same value for property userPrincipalName already exists.');
  });

  test('an anchor is unique, clears with null only, and is needed in a federated domain', async () => {
    const client = await connect({ seed: { domains: [{ name: 'contoso.com', initial: true }, { name: 'fed.contoso.com', federated: true }] } });
    const adele = await created(client, '/users', newUser('Adele', { onPremisesImmutableId: 'YW5jaG9y' }));
    expect(refusal(await client.send('POST', '/users', newUser('Bob', { onPremisesImmutableId: 'YW5jaG9y' })))[2]).toBe('Another object with the same value for property onPremisesImmutableId already exists.');
    expect(refusal(await client.send('PATCH', `/users/${adele}`, { onPremisesImmutableId: '' }))[2]).toBe("Invalid value specified for property 'onPremisesImmutableId' of resource 'User'.");
    expect((await client.send('PATCH', `/users/${adele}`, { onPremisesImmutableId: null })).status).toBe(204);
    const federated = { ...newUser('Carl', { userPrincipalName: 'carl@fed.contoso.com' }), passwordProfile: null };
    expect(refusal(await client.send('POST', '/users', federated))[2]).toBe('One or more properties contains invalid values.');
    const carl = await created(client, '/users', { ...federated, onPremisesImmutableId: 'Y2FybA==' });
    expect(refusal(await client.send('PATCH', `/users/${carl}`, { onPremisesImmutableId: null }))[2]).toBe('One or more properties contains invalid values.');
    expect(refusal(await client.send('PATCH', `/users/${adele}`, { userPrincipalName: 'adele@fed.contoso.com' }))[2]).toBe('One or more properties contains invalid values.');
  });

  test('setting mail makes it the primary address and keeps the previous one; it cannot be cleared', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele', { mail: 'adele@contoso.com' }));
    expect((await client.send('PATCH', `/users/${id}`, { mail: 'a.vance@contoso.com' })).status).toBe(204);
    expect((await client.get(`/users/${id}?$select=proxyAddresses,mail`)).body).toMatchObject({ mail: 'a.vance@contoso.com', proxyAddresses: ['SMTP:a.vance@contoso.com', 'smtp:adele@contoso.com'] });
    expect(refusal(await client.send('PATCH', `/users/${id}`, { mail: null }))).toEqual([...badRequest, "Invalid value specified for property 'mail' of resource 'User'."]);
    expect(refusal(await client.send('PATCH', `/users/${id}`, { usageLocation: null }))[0]).toBe(400);
  });

  test('an update changes what it names, nothing on refusal, and display names cannot be cleared', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele', { department: 'Sales' }));
    expect((await client.send('PATCH', `/users/${id}`, { department: null, city: 'Seattle', onPremisesExtensionAttributes: { extensionAttribute1: 'a' } })).status).toBe(204);
    expect((await client.send('PATCH', `/users/${id}`, { onPremisesExtensionAttributes: { extensionAttribute2: 'b' } })).status).toBe(204);
    expect((await client.send('PATCH', `/users/${id}`, { city: 'Oslo', mailNickname: 'no good' })).status).toBe(400);
    expect(refusal(await client.send('PATCH', `/users/${id}`, { displayName: null }))[2]).toBe("A value is required for property 'displayName' of resource 'User'.");
    const read = await client.get(`/users/${id}?$select=department,city,onPremisesExtensionAttributes`);
    expect(read.body).toMatchObject({ department: null, city: 'Seattle', onPremisesExtensionAttributes: { extensionAttribute1: 'a', extensionAttribute2: 'b', extensionAttribute3: null } });
  });

  test('a synchronized user refuses what AD masters, a formerly synchronized one its extension attributes', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele'));
    client.tenant.admin.setSynced(id);
    expect(refusal(await client.send('PATCH', `/users/${id}`, { department: 'Sales' }))).toEqual([...badRequest, 'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.']);
    expect((await client.send('PATCH', `/users/${id}`, { usageLocation: 'DE' })).status).toBe(204);
    client.tenant.admin.setSynced(id, false);
    expect((await client.send('PATCH', `/users/${id}`, { department: 'Sales' })).status).toBe(204);
    expect(refusal(await client.send('PATCH', `/users/${id}`, { onPremisesExtensionAttributes: { extensionAttribute1: 'x' } }))).toEqual([...badRequest, 'Unable to update the specified properties for objects that have originated within an external service.']);
  });

  test('sensitive changes to a role holder need a role, directly or through a group', async () => {
    const client = await connect();
    const id = await created(client, '/users', newUser('Adele'));
    const group = client.tenant.admin.createGroup({ displayName: 'Admins', isAssignableToRole: true, members: [id] });
    client.tenant.admin.assignRole(group, 'User Administrator');
    const denied = [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'];
    expect(refusal(await client.send('PATCH', `/users/${id}`, { accountEnabled: false }))).toEqual(denied);
    expect(refusal(await client.send('DELETE', `/users/${id}`))).toEqual(denied);
    expect((await client.send('PATCH', `/users/${id}`, { department: 'IT' })).status).toBe(204);
    const powerful = await connect({ appRoles: ['Global Administrator'] });
    const other = await created(powerful, '/users', newUser('Adele'));
    powerful.tenant.admin.assignRole(other, 'User Administrator');
    expect((await powerful.send('PATCH', `/users/${other}`, { accountEnabled: false })).status).toBe(204);
  });

  test('an unknown user is not found, and an empty body is no body', async () => {
    const client = await connect();
    const id = '11111111-1111-4111-8111-111111111111';
    expect(refusal(await client.get(`/users/${id}`))).toEqual([404, 'Request_ResourceNotFound', `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`]);
    expect(refusal(await client.send('POST', '/users'))[2]).toBe("An unexpected 'EndOfInput' node was found when reading from the JSON reader. A 'StartObject' node was expected.");
    expect(refusal(await client.raw('POST', '/users', { body: '{"a":', headers: { 'content-type': 'application/json' } }))[2]).toMatch(/^Unable to read JSON request payload/);
  });

  test('the manager is put, read, expanded, replaced and cleared through $ref', async () => {
    const client = await connect();
    const adele = await created(client, '/users', newUser('Adele'));
    const bob = await created(client, '/users', newUser('Bob'));
    expect(refusal(await client.get(`/users/${adele}/manager`))).toEqual([404, 'Request_ResourceNotFound', "Resource 'manager' does not exist or one of its queried reference-property objects are not present."]);
    expect((await client.send('PUT', `/users/${adele}/manager/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/users/${bob}` })).status).toBe(204);
    expect((await client.get(`/users/${adele}/manager?$select=id`)).body).toMatchObject({ '@odata.type': '#microsoft.graph.user', id: bob });
    expect((await client.get(`/users/${adele}?$select=id&$expand=manager($select=id,displayName)`)).body['manager']).toEqual({ '@odata.type': '#microsoft.graph.user', id: bob, displayName: 'Bob' });
    expect((await client.send('PUT', `/users/${adele}/manager/$ref`, { '@odata.id': `${client.tenant.graph}/directoryObjects/${adele}` })).status).toBe(400);
    expect((await client.send('PUT', `/users/${adele}/manager/$ref`, { '@odata.id': `${client.tenant.graph}/users/11111111-1111-4111-8111-111111111111` })).status).toBe(404);
    expect((await client.send('DELETE', `/users/${adele}/manager/$ref`)).status).toBe(204);
    expect((await client.send('DELETE', `/users/${adele}/manager/$ref`)).status).toBe(404);
  });

  test('Node’s default Accept-Language hides the message of a refusal', async () => {
    const client = await connect();
    expect(refusal(await client.send('POST', '/users', {}, { 'accept-language': '*' }))).toEqual([...badRequest, 'Invalid language specified.']);
  });
});
