import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asProblem } from '../../../shared/errors.ts';
import type { TargetConnector, Write } from '../../../electron/sync/ports.ts';
import { graphError, never, startStubTenant, type StubAnswer, type StubRequest, type StubTenant } from './stub-tenant.ts';

let tenant: StubTenant;
let target: TargetConnector;
beforeEach(async () => {
  tenant = await startStubTenant();
  target = await tenant.open();
});
afterEach(() => tenant.close());

const noContent: StubAnswer = { status: 204 };
const update = (id: string): Write => ({ kind: 'updateUser', id, attributes: { city: 'Bonn' } });
const create = (upn: string): Write => ({ kind: 'createUser', attributes: { userPrincipalName: upn, displayName: upn, city: null, extensionAttribute2: 'x' }, password: true });
const add = (...memberIds: string[]): Write => ({ kind: 'addMembers', id: 'g1', memberIds });
const alreadyMember = graphError(400, 'Request_BadRequest', "One or more added object references already exist for the following modified properties: 'members'.");
const missing = (id: string) => graphError(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`);
const writesSeen = () => tenant.requests.filter((request) => request.inBatch);
/** Answers in turn, the last one for ever. */
function inTurn(...answers: readonly StubAnswer[]) {
  let index = 0;
  return () => answers[Math.min(index++, answers.length - 1)] ?? noContent;
}
async function one(write: Write) {
  const [result] = await target.write([write], never);
  return result;
}

test('each kind of write is the request that Graph documents', async () => {
  tenant.handle = ({ path }) => (path === '/users' ? { status: 201, body: { id: 'NEW-U' } } : path.includes('uniqueName') ? { status: 201, body: { id: 'NEW-G' } } : noContent);
  const writes: Write[] = [
    create('ada@x.org'),
    update('u1'),
    { kind: 'restoreUser', id: 'u2' },
    { kind: 'deleteUser', id: 'u3' },
    { kind: 'createGroup', uniqueName: "ad-o'1", attributes: { displayName: 'All', description: null } },
    { kind: 'updateGroup', id: 'g2', attributes: { displayName: 'B' } },
    { kind: 'restoreGroup', id: 'g3' },
    { kind: 'deleteGroup', id: 'g4' },
    add('m1', 'm2'),
    { kind: 'removeMember', id: 'g5', memberId: 'm1' },
    { kind: 'setManager', id: 'u4', managerId: 'u5' },
    { kind: 'clearManager', id: 'u6' },
  ];
  const results = await target.write(writes, never);
  expect(results.map((result) => result.outcome)).toEqual(writes.map(() => 'done'));
  expect(results[0]).toEqual({ outcome: 'done', id: 'new-u' });
  expect(results[4]).toEqual({ outcome: 'done', id: 'new-g' });
  const seen = new Map(writesSeen().map((request) => [`${request.method} ${request.path}`, request]));
  expect([...seen.keys()].sort()).toEqual(
    [
      'POST /users',
      'PATCH /users/u1',
      'POST /directory/deletedItems/u2/restore',
      'DELETE /users/u3',
      "PATCH /groups(uniqueName='ad-o''1')",
      'PATCH /groups/g2',
      'POST /directory/deletedItems/g3/restore',
      'DELETE /groups/g4',
      'PATCH /groups/g1',
      'DELETE /groups/g5/members/m1/$ref',
      'PUT /users/u4/manager/$ref',
      'DELETE /users/u6/manager/$ref',
    ].sort(),
  );
  const body = (name: string) => seen.get(name)?.body;
  expect(body('POST /users')).toEqual({
    userPrincipalName: 'ada@x.org',
    displayName: 'ada@x.org',
    onPremisesExtensionAttributes: { extensionAttribute2: 'x' },
    passwordProfile: { forceChangePasswordNextSignIn: true, password: expect.stringMatching(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9]).{32}$/) },
  });
  expect(body("PATCH /groups(uniqueName='ad-o''1')")).toEqual({ displayName: 'All' });
  expect(seen.get("PATCH /groups(uniqueName='ad-o''1')")?.headers['prefer']).toBe('create-if-missing');
  expect(body('PATCH /groups/g1')).toEqual({ 'members@odata.bind': ['m1', 'm2'].map((id) => `${tenant.origin}/v1.0/directoryObjects/${id}`) });
  expect(body('PUT /users/u4/manager/$ref')).toEqual({ '@odata.id': `${tenant.origin}/v1.0/directoryObjects/u5` });
  for (const request of seen.values()) if (request.body !== null) expect(request.headers['content-type']).toBe('application/json');
  expect(target.statistics()).toMatchObject({ writes: 12, retried: 0 });
});

test('twenty writes go as one $batch, and a shuffled answer reaches the right write', async () => {
  tenant.handle = ({ path }) => (path.endsWith('7') ? graphError(400, 'Request_BadRequest', `No: ${path}`) : noContent);
  const results = await target.write(Array.from({ length: 20 }, (_, index) => update(`u${index}`)), never);
  expect(results.flatMap((result, index) => (result.outcome === 'rejected' ? [[index, result.message]] : []))).toEqual([[7, 'No: /users/u7'], [17, 'No: /users/u17']]);
});

test('two writes on one object are never in one call', async () => {
  await expect(target.write([update('u1'), { kind: 'clearManager', id: 'U1' }], never)).rejects.toThrow('2 writes on 1 objects');
  expect(writesSeen()).toHaveLength(0);
});

test('a preview refuses every write before anything is sent', async () => {
  const preview = await tenant.open({ readOnly: true });
  const problem = await preview.write([update('u1'), create('a@x.org')], never).then(() => null, asProblem);
  expect(problem?.message).toContain('preview');
  expect(tenant.requests).toHaveLength(0);
});

describe('repeating', () => {
  test('a throttled item waits as long as the tenant asks, the others of its batch are not sent again', async () => {
    const counts = new Map<string, number>();
    tenant.handle = ({ path }) => {
      counts.set(path, (counts.get(path) ?? 0) + 1);
      return path === '/users/u2' && counts.get(path) === 1 ? { ...graphError(429, 'TooManyRequests', 'later'), headers: { 'Retry-After': '1' } } : noContent;
    };
    const start = performance.now();
    const results = await target.write([update('u1'), update('u2'), update('u3')], never);
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
    expect(results.map((result) => result.outcome)).toEqual(['done', 'done', 'done']);
    expect([...counts.values()]).toEqual([1, 2, 1]);
    expect(target.statistics()).toMatchObject({ retried: 1, writes: 3 });
    expect(target.statistics().throttledMs).toBeGreaterThanOrEqual(990);
  });

  test.each([
    ['concurrent requests', graphError(409, 'Directory_ConcurrencyViolation', 'wait')],
    ['an internal error', graphError(500, 'Service_InternalServerError', 'oops')],
    ['a gateway error', graphError(502, 'UnknownError', '')],
    ['a timeout of the gateway', graphError(504, 'UnknownError', '')],
    ['an unavailable service', graphError(503, 'ServiceUnavailable', '')],
    ['a missing answer', 'reset'],
  ] as const)('%s repeats an update', async (_name, fault) => {
    tenant.handle = inTurn(fault, noContent);
    expect(await one(update('u1'))).toEqual({ outcome: 'done', id: 'u1' });
    expect(writesSeen()).toHaveLength(2);
  });

  test.each([
    ['a broken connection', 'reset'],
    ['an envelope error', graphError(502, 'UnknownError', '')],
    ['a throttled envelope', { ...graphError(429, 'TooManyRequests', ''), headers: { 'Retry-After': '0.1' } }],
  ] as const)('%s repeats the updates of the batch', async (_name, envelope) => {
    tenant.handle = () => noContent;
    tenant.envelopes.push(envelope);
    expect((await target.write([update('u1'), update('u2')], never)).map((result) => result.outcome)).toEqual(['done', 'done']);
  });

  test('an update that stays unavailable ends as unknown after bounded tries', async () => {
    tenant.handle = () => ({ ...graphError(503, 'ServiceUnavailable', 'down'), headers: { 'Retry-After': '0' } });
    expect(await one(update('u1'))).toMatchObject({ outcome: 'unknown', requestId: 'r-1' });
    expect(writesSeen().length).toBeLessThanOrEqual(8);
  }, 90_000);

  test.each([
    ['500', graphError(500, 'Service_InternalServerError', 'oops')],
    ['503', graphError(503, 'ServiceUnavailable', 'oops')],
    ['504', graphError(504, 'UnknownError', '')],
    ['a missing answer', 'reset'],
  ] as const)('an ambiguous create (%s) is never repeated: its fate is unknown', async (_name, fault) => {
    tenant.handle = () => fault;
    expect(await one(create('a@x.org'))).toMatchObject({ outcome: 'unknown' });
    expect(writesSeen()).toHaveLength(1);
  });

  test.each([
    ['a broken connection', 'reset'],
    ['an envelope error', graphError(504, 'UnknownError', '')],
  ] as const)('%s leaves the creates of the batch unknown and repeats the rest', async (_name, envelope) => {
    tenant.handle = () => noContent;
    tenant.envelopes.push(envelope);
    expect((await target.write([create('a@x.org'), update('u1')], never)).map((result) => result.outcome)).toEqual(['unknown', 'done']);
    expect(writesSeen().map((request) => request.path)).toEqual(['/users/u1']);
  });

  test('a throttled create was not applied: it is repeated', async () => {
    tenant.handle = inTurn({ ...graphError(429, 'TooManyRequests', ''), headers: { 'Retry-After': '0.1' } }, { status: 201, body: { id: 'N' } });
    expect(await one(create('a@x.org'))).toEqual({ outcome: 'done', id: 'n' });
  });

  test('an item whose token ran out is repeated with a new one', async () => {
    tenant.handle = inTurn(graphError(401, 'InvalidAuthenticationToken', 'expired'), noContent);
    expect(await one(update('u1'))).toMatchObject({ outcome: 'done' });
    expect(tenant.tokenRequests).toHaveLength(2);
  });

  test('a batch that is refused as a whole is sent item by item, so that one does not stop the others', async () => {
    tenant.handle = () => noContent;
    tenant.envelopes.push(graphError(400, 'BadRequest', 'Invalid batch payload format.'), graphError(400, 'BadRequest', 'Invalid batch payload format.'));
    expect((await target.write([update('u1'), update('u2')], never)).map((result) => result.outcome)).toEqual(['rejected', 'done']);
  });
});

describe('what was made a moment ago may not be visible yet', () => {
  test('a 404 about a new object is waited for', async () => {
    tenant.handle = ({ path }) => (path === '/users' ? { status: 201, body: { id: 'new' } } : noContent);
    await one(create('a@x.org'));
    tenant.handle = inTurn(missing('new'), missing('new'), noContent);
    expect(await one({ kind: 'setManager', id: 'u9', managerId: 'new' })).toEqual({ outcome: 'done', id: 'u9' });
  });

  test('a 404 about an old object is an answer', async () => {
    tenant.handle = () => missing('u1');
    expect(await one(update('u1'))).toMatchObject({ outcome: 'notFound', code: 'Request_ResourceNotFound' });
    expect(writesSeen()).toHaveLength(1);
  });

  test('a missing member or manager is named as the other object', async () => {
    tenant.handle = () => missing('m2');
    expect(await one(add('m1', 'm2'))).toMatchObject({ outcome: 'rejected', status: 404, property: 'members', conflictingIds: ['m2'] });
    expect(await one({ kind: 'setManager', id: 'u1', managerId: 'm2' })).toMatchObject({ outcome: 'rejected', property: 'manager', conflictingIds: ['m2'] });
  });

  test('the upsert of an existing group answers without a body: its id is read', async () => {
    const reads = inTurn(missing('x'), { status: 200, body: { id: 'G7' } });
    tenant.handle = ({ method }) => (method === 'PATCH' ? noContent : reads());
    expect(await one({ kind: 'createGroup', uniqueName: 'ad-7', attributes: { displayName: 'All' } })).toEqual({ outcome: 'done', id: 'g7' });
  });
});

describe('what is already so', () => {
  test.each([
    [{ kind: 'deleteUser', id: 'u1' }, missing('u1')],
    [{ kind: 'deleteGroup', id: 'g1' }, missing('g1')],
    [{ kind: 'clearManager', id: 'u1' }, missing('u1')],
    [{ kind: 'removeMember', id: 'g1', memberId: 'm1' }, missing('m1')],
    [{ kind: 'removeMember', id: 'g1', memberId: 'm1' }, graphError(400, 'Request_BadRequest', "One or more removed object references do not exist for the following modified properties: 'members'.")],
  ] as const)('%o is done already', async (write, answer) => {
    tenant.handle = () => answer;
    expect(await one(write)).toEqual({ outcome: 'alreadyDone', id: write.id });
  });

  test('members that are there already do not keep the others out', async () => {
    const patched: unknown[] = [];
    tenant.handle = ({ method, path, body }) => {
      if (method === 'GET') return { status: 200, body: path.includes('skip') ? { value: [{ id: 'M3' }] } : { value: [{ id: 'M1' }], '@odata.nextLink': `${tenant.origin}/v1.0/groups/g1/members?skip` } };
      patched.push(body);
      return patched.length === 1 ? alreadyMember : noContent;
    };
    expect(await one(add('m1', 'm2', 'm3'))).toEqual({ outcome: 'done', id: 'g1' });
    expect(patched[1]).toEqual({ 'members@odata.bind': [`${tenant.origin}/v1.0/directoryObjects/m2`] });
  });

  test('when all are members, nothing is written', async () => {
    tenant.handle = ({ method }) => (method === 'GET' ? { status: 200, body: { value: [{ id: 'm1' }, { id: 'm2' }] } } : alreadyMember);
    expect(await one(add('m1', 'm2'))).toEqual({ outcome: 'alreadyDone', id: 'g1' });
    expect(writesSeen()).toHaveLength(1);
  });

  test('when the list of members lags behind, they are added one by one', async () => {
    const links = (request: StubRequest) => (request.body as { 'members@odata.bind': string[] })['members@odata.bind'];
    tenant.handle = (request) => (request.method === 'GET' ? { status: 200, body: { value: [] } } : links(request).length === 1 && links(request)[0]?.endsWith('m2') === true ? noContent : alreadyMember);
    expect(await one(add('m1', 'm2'))).toEqual({ outcome: 'done', id: 'g1' });
  });

  test('a restore of what is back already is done; of what is gone, not found', async () => {
    tenant.handle = ({ method, path }) => (method === 'GET' && path.startsWith('/users/u1') ? { status: 200, body: { id: 'u1' } } : missing('x'));
    expect(await one({ kind: 'restoreUser', id: 'u1' })).toEqual({ outcome: 'alreadyDone', id: 'u1' });
    expect(await one({ kind: 'restoreGroup', id: 'g1' })).toMatchObject({ outcome: 'notFound' });
  });
});

test('a refusal carries code, words, request id, property and the other object', async () => {
  const other = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
  tenant.handle = () =>
    graphError(400, 'Request_BadRequest', 'Another object with the same value for property userPrincipalName already exists.', [
      { code: 'ObjectConflict', message: '', target: 'userPrincipalName' },
      { code: 'ConflictingObjects', message: '', target: `User_${other}` },
    ]);
  expect(await one(create('a@x.org'))).toEqual({
    outcome: 'rejected',
    status: 400,
    code: 'Request_BadRequest',
    message: 'Another object with the same value for property userPrincipalName already exists.',
    requestId: 'r-1',
    property: 'userPrincipalName',
    conflictingIds: [other],
  });
});

test('when the sign-in stops working, the call throws before anything was sent', async () => {
  tenant.tokenError = { error: 'invalid_client', error_description: 'AADSTS7000222: expired' };
  const problem = await target.write([update('u1')], never).then(() => null, asProblem);
  expect(problem).toMatchObject({ kind: 'credentials' });
});

test('a cancelled run sends nothing more', async () => {
  const controller = new AbortController();
  controller.abort();
  expect(await target.write([update('u1')], controller.signal).then(() => null, asProblem)).toMatchObject({ kind: 'cancelled' });
  expect(tenant.requests).toHaveLength(0);
});

test('lanes share the quota: never more than it, and nearly all of it', async () => {
  const quota = { writes: 200, perSeconds: 1 };
  const lanes = await tenant.open({ quota });
  const arrivals: number[] = [];
  tenant.handle = () => {
    arrivals.push(performance.now());
    return noContent;
  };
  await lanes.write([update('warm')], never);
  const start = performance.now();
  const end = start + 4_000;
  let next = 0;
  const lane = async () => {
    while (performance.now() < end) await lanes.write(Array.from({ length: 20 }, () => update(`u${next++}`)), never);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  let most = 0;
  for (let first = 0, last = 0; last < arrivals.length; last += 1) {
    while ((arrivals[last] ?? 0) - (arrivals[first] ?? 0) >= 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  expect(most).toBeLessThanOrEqual(quota.writes);
  expect(arrivals.filter((at) => at < end).length).toBeGreaterThanOrEqual(0.95 * quota.writes * 4);
  expect(lanes.statistics().pace).toBe('quota');
});
