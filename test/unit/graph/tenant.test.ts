import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asProblem } from '../../../shared/errors.ts';
import type { Finding } from '../../../shared/finding.ts';
import type { TargetConnector } from '../../../electron/sync/ports.ts';
import { clientId, graphError, selfSigned, startStubTenant, tenantId, type StubAnswer, type StubTenant } from './stub-tenant.ts';

let tenant: StubTenant;
beforeEach(async () => {
  tenant = await startStubTenant();
});
afterEach(() => tenant.close());

const ok = (value: unknown): StubAnswer => ({ status: 200, body: { value } });
const denied = graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
const organization = {
  id: tenantId,
  displayName: 'Contoso',
  onPremisesSyncEnabled: null,
  verifiedDomains: [{ name: 'Contoso.com', type: 'Federated', isInitial: false }, { name: 'contoso.onmicrosoft.com', type: 'Managed', isInitial: true }],
};

/** A tenant by path prefix; the longest that fits answers. */
function serve(answers: Readonly<Record<string, StubAnswer>>): void {
  const whole: Readonly<Record<string, StubAnswer>> = {
    '/organization': ok([organization]),
    '/domains': ok([{ id: 'Contoso.com', isVerified: true, isInitial: false, authenticationType: 'Federated' }, { id: 'new.example', isVerified: false, isInitial: false, authenticationType: 'Managed' }]),
    '/directoryRoles?$select=id,displayName': ok([{ id: 'r1', displayName: 'User Administrator' }]),
    '/directoryRoles/r1/members?$select=id': ok([{ '@odata.type': '#microsoft.graph.user', id: 'U1' }, { '@odata.type': '#microsoft.graph.group', id: 'G1' }, { '@odata.type': '#microsoft.graph.servicePrincipal', id: 'S1' }]),
    '/directory/deletedItems/microsoft.graph.user': ok([{ id: 'D1', displayName: 'Old', userPrincipalName: 'd1old@x.org', onPremisesImmutableId: 'AAA=', deletedDateTime: '2026-11-01T00:00:00Z' }]),
    '/directory/deletedItems/microsoft.graph.group': ok([{ id: 'D2', displayName: 'Old group', uniqueName: 'ad-1', deletedDateTime: null }]),
    '/users?$select=id&$top=1': ok([{ id: 'u1' }]),
    '/groups?$select=id&$top=1': ok([]),
    ...answers,
  };
  tenant.handle = ({ path }) => {
    const fitting = Object.keys(whole).filter((start) => path.startsWith(start)).sort((a, b) => b.length - a.length)[0];
    return (fitting === undefined ? undefined : whole[fitting]) ?? graphError(404, 'Request_ResourceNotFound', `nothing at ${path}`);
  };
}

test('the facts of a tenant are read as they are', async () => {
  serve({});
  expect(await (await tenant.open()).tenantFacts()).toEqual({
    tenantId,
    displayName: 'Contoso',
    lastSyncByOther: null,
    domains: [
      { name: 'contoso.com', verified: true, federated: true, initial: false },
      { name: 'new.example', verified: false, federated: false, initial: false },
    ],
    synchronizedByOther: false,
    roles: [
      { role: 'User Administrator', memberId: 'u1', memberKind: 'user' },
      { role: 'User Administrator', memberId: 'g1', memberKind: 'group' },
      { role: 'User Administrator', memberId: 's1', memberKind: 'other' },
    ],
    deleted: [
      { id: 'd1', kind: 'user', displayName: 'Old', userPrincipalName: 'd1old@x.org', onPremisesImmutableId: 'AAA=', uniqueName: null, deletedAt: '2026-11-01T00:00:00Z' },
      { id: 'd2', kind: 'group', displayName: 'Old group', userPrincipalName: null, onPremisesImmutableId: null, uniqueName: 'ad-1', deletedAt: null },
    ],
  });
});

test('what may not be read is left out with a note: roles unknown, domains from the organization, nothing deleted', async () => {
  serve({ '/domains': denied, '/directoryRoles?': denied, '/directory/deletedItems': denied, '/directory/deletedItems/microsoft.graph.user': denied, '/directory/deletedItems/microsoft.graph.group': denied, '/directoryRoles?$select=id,displayName': denied });
  const notes: string[] = [];
  const facts = await (await tenant.open({ log: (_level, text) => notes.push(text) })).tenantFacts();
  expect(facts).toMatchObject({
    domains: [{ name: 'contoso.com', verified: true, federated: true, initial: false }, { name: 'contoso.onmicrosoft.com', verified: true, federated: false, initial: true }],
    roles: null,
    deleted: [],
  });
  expect(notes).toHaveLength(4);
});

test('a cloud that does not know uniqueName on deleted groups is asked without it', async () => {
  serve({
    '/directory/deletedItems/microsoft.graph.group?$select=id,displayName,uniqueName': graphError(400, 'Request_BadRequest', "Could not find a property named 'uniqueName'."),
    '/directory/deletedItems/microsoft.graph.group?$select=id,displayName,deletedDateTime': ok([{ id: 'D2', displayName: 'Old group' }]),
  });
  expect((await (await tenant.open()).tenantFacts()).deleted.map((object) => object.id)).toEqual(['d1', 'd2']);
});

test('without the right to read the tenant there is a problem with the permission to grant', async () => {
  serve({ '/organization': denied });
  expect(await (await tenant.open()).tenantFacts().then(() => null, asProblem)).toMatchObject({ kind: 'permission', fix: expect.stringContaining('Organization.Read.All') });
});

describe('looking up', () => {
  const immutableId = 'ab+/cd==';
  const users = (answers: Readonly<Record<string, StubAnswer>>) => serve({ '/users?$filter': ok([]), ...answers });
  let target: TargetConnector;
  beforeEach(async () => {
    target = await tenant.open();
  });

  test('a user by name, when the anchor fits too', async () => {
    users({ '/users/a#ext@x.org?': { status: 200, body: { id: 'U1', onPremisesImmutableId: immutableId } } });
    expect(await target.findUser({ immutableId, userPrincipalName: 'a#ext@x.org' })).toMatchObject({ deleted: false, object: { id: 'u1' } });
    expect(tenant.requests[0]?.rawPath).toContain('/users/a%23ext%40x.org?');
    expect(tenant.requests).toHaveLength(1);
  });

  test('a user by anchor goes before another user of that name', async () => {
    users({ '/users/a@x.org?': { status: 200, body: { id: 'U1', onPremisesImmutableId: 'other' } }, '/users?$filter': ok([{ id: 'U2', onPremisesImmutableId: immutableId }]) });
    expect(await target.findUser({ immutableId, userPrincipalName: 'a@x.org' })).toMatchObject({ object: { id: 'u2' } });
    const query = tenant.requests.find((request) => request.path.includes('$filter'));
    expect(query?.headers['consistencylevel']).toBe('eventual');
    expect(query?.rawPath).toContain('onPremisesImmutableId%20eq%20%27ab%2B%2Fcd%3D%3D%27&$count=true');
  });

  test('a deleted user by anchor', async () => {
    users({ '/directory/deletedItems/microsoft.graph.user': ok([{ id: 'D0', onPremisesImmutableId: 'x' }, { id: 'D1', onPremisesImmutableId: immutableId }]) });
    expect(await target.findUser({ immutableId, userPrincipalName: 'a@x.org' })).toMatchObject({ deleted: true, object: { id: 'd1', kind: 'user' } });
  });

  test('nobody', async () => {
    users({});
    expect(await target.findUser({ immutableId, userPrincipalName: '$a@x.org' })).toBeNull();
    expect(tenant.requests[0]?.rawPath).toContain("/users('%24a%40x.org')");
  });

  test('a group by its unique name', async () => {
    serve({ "/groups(uniqueName='ad-1')?": { status: 200, body: { id: 'G1', uniqueName: 'ad-1' } } });
    expect(await target.findGroup('ad-1')).toMatchObject({ deleted: false, object: { id: 'g1', kind: 'group', attributes: { uniqueName: 'ad-1' } } });
    expect(await target.findGroup('ad-2')).toBeNull();
  });

  test('members of a group, page by page; null for no group', async () => {
    serve({
      '/groups/g1/members?$select=id&$top=999': { status: 200, body: { value: [{ id: 'A' }], '@odata.nextLink': `${tenant.origin}/v1.0/groups/g1/members?$skiptoken=2` } },
      '/groups/g1/members?$skiptoken=2': ok([{ id: 'B' }]),
    });
    expect(await target.membersOf('g1')).toEqual(['a', 'b']);
    expect(await target.membersOf('g2')).toBeNull();
  });

  test('a manager, no manager and no user are three answers', async () => {
    serve({ '/users/u1/manager': { status: 200, body: { id: 'M' } }, '/users/u2?': { status: 200, body: { id: 'u2' } } });
    expect([await target.managerOf('u1'), await target.managerOf('u2'), await target.managerOf('u3')]).toEqual(['m', null, undefined]);
  });
});

describe('checking', () => {
  async function check(target: TargetConnector): Promise<ReadonlyMap<string, Finding>> {
    const findings = new Map<string, Finding>();
    for await (const finding of target.check()) findings.set(finding.id, finding);
    return findings;
  }
  const all = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All', 'Domain.Read.All', 'RoleManagement.Read.Directory', 'OrgContact.Read.All'];

  test('a well prepared tenant has no error and no warning', async () => {
    serve({ [`/applications(appId='${clientId}')`]: { status: 200, body: { passwordCredentials: [{ hint: 'cor', endDateTime: new Date(Date.now() + 90 * 86_400_000).toISOString() }] } } });
    tenant.tokenClaims = { tid: tenantId, roles: all };
    const findings = await check(await tenant.open());
    expect([...findings.values()].filter((finding) => finding.severity !== 'ok')).toEqual([]);
    expect([...findings.keys()]).toEqual(['signIn', ...all.map((name) => `permission.${name}`), 'tenant', 'domains', 'synchronizedByOther', 'read.users', 'read.groups', 'clock', 'credentialExpiry', 'quota']);
  });

  test('each missing permission is named with the address where it is granted', async () => {
    serve({});
    tenant.tokenClaims = { tid: tenantId, roles: ['User.ReadWrite.All', 'Directory.Read.All'] };
    const findings = await check(await tenant.open());
    expect(findings.get('permission.User.ReadWrite.All')?.severity).toBe('ok');
    expect(findings.get('permission.Group.ReadWrite.All')).toMatchObject({ severity: 'error', fix: expect.stringContaining(`${tenant.origin}/${tenantId}/adminconsent?client_id=${clientId}`) });
    expect(findings.get('permission.Domain.Read.All')?.severity).toBe('ok');
  });

  test('delegated permissions count as well', async () => {
    serve({});
    tenant.tokenClaims = { tid: tenantId, scp: all.slice(1).join(' ') };
    const findings = await check(await tenant.open());
    expect(findings.get('permission.Group.ReadWrite.All')?.severity).toBe('ok');
    expect(findings.get('permission.User.ReadWrite.All')?.text).toContain('delegated permission');
  });

  test('another tenant, another tool and a wrong clock are said', async () => {
    serve({ '/organization': ok([{ ...organization, id: '99999999-0000-0000-0000-000000000000', onPremisesSyncEnabled: true }]) });
    const findings = await check(await tenant.open({ now: () => new Date(Date.now() - 11 * 60_000) }));
    expect(findings.get('tenant')).toMatchObject({ severity: 'error', text: expect.stringContaining('99999999') });
    expect(findings.get('synchronizedByOther')?.severity).toBe('warning');
    expect(findings.get('clock')).toMatchObject({ severity: 'warning', text: expect.stringContaining('behind') });
  });

  test('a certificate about to expire is a warning with its date', async () => {
    serve({});
    const { certificate, key } = await selfSigned('app');
    const findings = await check(await tenant.open({ auth: { kind: 'certificate', certificatePem: certificate, privateKeyPem: key }, now: () => new Date(Date.now() + 350 * 86_400_000) }));
    expect(findings.get('credentialExpiry')).toMatchObject({ severity: 'warning', text: expect.stringMatching(/expires on \d{4}-\d\d-\d\d/) });
  });

  test('a sign-in that is refused ends the check with its words', async () => {
    tenant.tokenError = { error: 'invalid_client', error_description: 'AADSTS7000222: expired' };
    const findings = await check(await tenant.open());
    expect([...findings.values()]).toEqual([expect.objectContaining({ id: 'signIn', severity: 'error', text: expect.stringContaining('expired') })]);
  });

  test('a tenant that may not be read is a finding, and the check goes on', async () => {
    serve({ '/organization': denied });
    const findings = await check(await tenant.open());
    expect(findings.get('permission')?.severity).toBe('error');
    expect(findings.has('quota')).toBe(true);
  });
});
