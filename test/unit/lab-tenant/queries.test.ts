import { describe, expect, test } from 'vitest';
import { advanced, connect, newGroup, created, refusal, values } from './harness.ts';
import type { TenantSeed } from '../../../electron/lab/tenant/tenant.ts';

const seed: TenantSeed = {
  domains: [{ name: 'contoso.com', initial: true }, { name: 'example.org', verified: false }, { name: 'fed.contoso.com', federated: true }],
  users: [
    { userPrincipalName: "o'neil@contoso.com", displayName: "Pat O'Neil", department: 'Sales', companyName: 'Contoso', onPremisesImmutableId: 'a+/=' },
    { userPrincipalName: 'adele@contoso.com', displayName: 'Adele Vance', mail: 'adele@contoso.com', proxyAddresses: ['SMTP:adele@contoso.com', 'smtp:av@fabrikam.com'] },
    { userPrincipalName: 'bob@fed.contoso.com', displayName: 'Bob', accountEnabled: false },
  ],
  contacts: [{ displayName: 'Partner', mail: 'partner@fabrikam.com' }],
};

describe('queries', () => {
  test.each([
    ["userPrincipalName eq 'O''NEIL@contoso.com'", ["Pat O'Neil"]],
    ["proxyAddresses/any(x:x eq 'smtp:AV@fabrikam.com')", ['Adele Vance']],
    ["proxyAddresses/any(p:startsWith(p,'smtp:av'))", ['Adele Vance']],
    ["startsWith(displayName,'ad') or department eq 'Sales'", ["Pat O'Neil", 'Adele Vance']],
    ["userPrincipalName in ('adele@contoso.com','bob@fed.contoso.com')", ['Adele Vance', 'Bob']],
    ["accountEnabled eq false and startsWith(userPrincipalName,'b')", ['Bob']],
    ["(mail eq 'adele@contoso.com')", ['Adele Vance']],
  ])('%s', async (filter, names) => {
    const client = await connect({ seed });
    expect(values(await client.get(`/users?$filter=${encodeURIComponent(filter)}&$select=displayName`)).map((user) => user['displayName'])).toEqual(names);
  });

  test.each([
    ["onPremisesImmutableId eq 'a+/='", ["Pat O'Neil"]],
    ["companyName eq 'contoso'", ["Pat O'Neil"]],
    ["endsWith(userPrincipalName,'@fed.contoso.com')", ['Bob']],
    ['accountEnabled ne true', ['Bob']],
    ["not(startsWith(displayName,'Adele'))", ["Pat O'Neil", 'Bob']],
    ['department eq null', ['Adele Vance', 'Bob']],
    ['proxyAddresses/$count eq 0', ["Pat O'Neil", 'Bob']],
  ])('needs advanced parameters: %s', async (filter, names) => {
    const client = await connect({ seed });
    const path = `/users?$filter=${encodeURIComponent(filter)}`;
    expect(refusal(await client.get(path)).slice(0, 2)).toEqual([400, 'Request_UnsupportedQuery']);
    expect(refusal(await client.get(path, advanced)).slice(0, 2)).toEqual([400, 'Request_UnsupportedQuery']);
    const reply = await client.get(`${path}&$count=true`, advanced);
    expect([reply.body['@odata.count'], values(reply).map((user) => user['displayName'])]).toEqual([names.length, names]);
  });

  test.each([
    ["/users?$filter=shoeSize eq 'x'", 'Request_UnsupportedQuery', "Property 'shoeSize' does not exist as a declared property or extension property."],
    ['/users?$select=shoeSize', 'Request_BadRequest', "Property 'shoeSize' does not exist as a declared property or extension property."],
    ["/users?$filter=onPremisesDomainName eq 'x'", 'Request_UnsupportedQuery', 'The request uses a filter property that is not indexed'],
    ["/users?$filter=startsWith(jobTitle,'x')", 'Request_BadRequest', "Unsupported or invalid query filter clause specified for property 'jobTitle' of resource 'User'."],
    ['/users?$top=1000', 'Request_BadRequest', "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive."],
    ['/users?$top=0', 'Request_BadRequest', "Invalid page size specified: '0'. Must be between 1 and 999 inclusive."],
    ['/users?$skip=5', 'Request_BadRequest', "'$skip' is not supported by the service."],
    ['/users/$count', 'Request_BadRequest', '$count is not currently supported.'],
    ['/users?$search="displayName:adele"', 'Request_UnsupportedQuery', "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'"],
    ["/users?$orderby=displayName&$filter=department eq 'Sales'", 'Request_UnsupportedQuery', 'Sorting not supported for current query.'],
    ['/users?$skiptoken=abc', 'Directory_ExpiredPageToken', 'The specified page token value has expired and can no longer be included in your request.'],
    ['/shoes', 'BadRequest', "Resource not found for the segment 'shoes'."],
  ])('refuses %s', async (path, code, message) => {
    const client = await connect({ seed });
    expect(refusal(await client.get(path))).toEqual([400, code, message]);
  });

  test('properties kept outside the directory are not implemented, $count without the header is dropped', async () => {
    const client = await connect({ seed });
    expect(refusal(await client.get('/users?$select=skills'))).toEqual([501, 'NotImplemented', 'This operation target is not yet supported.']);
    expect((await client.get('/users?$count=true')).body['@odata.count']).toBeUndefined();
    expect((await client.get('/users/$count', advanced)).text).toBe('3');
    expect(values(await client.get('/users?$search="displayName:van"&$select=displayName', advanced))).toEqual([{ displayName: 'Adele Vance' }]);
    expect(values(await client.get('/users?$orderby=displayName desc&$select=displayName')).map((user) => user['displayName'])).toEqual(["Pat O'Neil", 'Bob', 'Adele Vance']);
  });

  test('pages hold what $top says, follow nextLink to the end, and a page token fits its query only', async () => {
    const client = await connect({ seed: { users: Array.from({ length: 250 }, (_, index) => ({ userPrincipalName: `u${index}@contoso.onmicrosoft.com` })) } });
    const first = await client.get('/users?$select=id');
    expect(values(first)).toHaveLength(100);
    const second = await client.get(String(first.body['@odata.nextLink']));
    const third = await client.get(String(second.body['@odata.nextLink']));
    expect(third.body['@odata.nextLink']).toBeUndefined();
    expect(new Set([first, second, third].flatMap(values).map((user) => user['id'])).size).toBe(250);
    expect((await client.get(String(first.body['@odata.nextLink']).replace('$select=id', '$select=mail'))).status).toBe(400);
    expect(values(await client.get('/users?$top=999&$select=id'))).toHaveLength(250);
  });

  test('domains, organization, contacts and roles read as a synchronization needs them', async () => {
    const client = await connect({ seed: { ...seed, organization: { displayName: 'Contoso', onPremisesSyncEnabled: true }, roles: { 'Global Administrator': ['adele@contoso.com'] } } });
    expect(values(await client.get('/domains')).map((domain) => [domain['id'], domain['isVerified'], domain['authenticationType'], domain['isInitial']])).toEqual([
      ['contoso.com', true, 'Managed', true], ['example.org', false, 'Managed', false], ['fed.contoso.com', true, 'Federated', false],
    ]);
    expect(values(await client.get('/organization?$select=id,displayName,onPremisesSyncEnabled'))).toEqual([{ id: client.tenant.tenantId, displayName: 'Contoso', onPremisesSyncEnabled: true }]);
    expect(refusal(await client.send('PATCH', `/organization/${client.tenant.tenantId}`, { onPremisesSyncEnabled: false }))[2]).toBe("Property 'onPremisesSyncEnabled' is read-only and cannot be set.");
    const [role] = values(await client.get('/directoryRoles'));
    expect(role).toMatchObject({ displayName: 'Global Administrator', roleTemplateId: '62e90394-69f5-4237-9190-012177145e10' });
    expect(values(await client.get("/directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')/members")).map((member) => member['displayName'])).toEqual(['Adele Vance']);
    const [contact] = values(await client.get('/contacts'));
    expect(contact).toMatchObject({ displayName: 'Partner', proxyAddresses: ['SMTP:partner@fabrikam.com'] });
    expect(refusal(await client.send('DELETE', `/contacts/${String(contact?.['id'])}`))).toEqual([400, 'Request_BadRequest', "Data contract version does not allow 'Delete' operations against instances of resource 'OrgContact'."]);
    expect(refusal(await client.send('DELETE', `/directoryObjects/${String(contact?.['id'])}`))[2]).toBe("Data contract version does not allow 'Delete' operations against instances of resource 'OrgContact'.");
    expect((await client.get('/subscribedSkus')).status).toBe(200);
    expect((await client.get('/directory/onPremisesSynchronization')).status).toBe(403);
  });

  test('groups have their own default properties and getByIds reads several kinds at once', async () => {
    const client = await connect({ seed });
    const group = await created(client, '/groups', newGroup('Sales', { description: 'All of sales' }));
    const read = await client.get(`/groups/${group}`);
    expect(read.body).toMatchObject({ displayName: 'Sales', description: 'All of sales', groupTypes: [], mail: null, securityEnabled: true, proxyAddresses: [] });
    expect('uniqueName' in read.body).toBe(false);
    const user = client.tenant.admin.find('adele@contoso.com')?.id ?? '';
    const reply = await client.send('POST', '/directoryObjects/getByIds?$select=id', { ids: [group, user], types: ['user', 'group'] });
    expect(values(reply)).toEqual([{ '@odata.type': '#microsoft.graph.group', id: group }, { '@odata.type': '#microsoft.graph.user', id: user }]);
    expect(client.tenant.requests().at(-1)?.changesState).toBe(false);
  });

  test('other API versions are refused', async () => {
    const client = await connect({ seed });
    expect(refusal(await client.get(client.tenant.graph.replace('v1.0', 'v3.0/users')))).toEqual([400, 'BadRequest', 'Invalid version: v3.0']);
  });
});
