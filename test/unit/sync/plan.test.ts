import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { base64OfGuid } from '../../../electron/sync/names/guid.ts';
import { adGroup, adUser, cloudUser, guid, noFacts, openWorld, settings, type Planned, type World } from '../../support/staged.ts';

let world: World;
beforeEach(() => { world = openWorld(); });
afterEach(() => { world.close(); });

function actions(planned: Planned): readonly string[] {
  return planned.changes.map((change) => `${change.action} ${change.dn.slice(3, change.dn.indexOf(','))}`);
}

function conflicts(): readonly string[] {
  return world.store.conflicts.all().map((conflict) => `${conflict.situation} ${conflict.dn.slice(3, conflict.dn.indexOf(','))} ${conflict.attribute ?? '-'} ${conflict.value ?? '-'} → ${conflict.others.map((other) => other.name).join(', ')}`).sort();
}

function link(number: number, anchorNumber: number, origin: 'created' | 'softMatch' = 'created', type: 'user' | 'group' = 'user', name = `n${anchorNumber}`): void {
  world.store.links.put({ anchor: base64OfGuid(guid(anchorNumber)), type, guid: guid(anchorNumber), dn: `CN=${name},OU=People,DC=corp,DC=contoso,DC=test`, targetId: guid(number), origin, state: 'linked', since: '2026-11-01T00:00:00Z', confirmed: {}, foreignMembers: [] });
}

const anchored = (number: number) => ({ onPremisesImmutableId: base64OfGuid(guid(number)) });

describe('a first synchronization', () => {
  test('creates users with every value and a password, in order before groups, members and managers', () => {
    const kate = adUser(1, 'kate', { mail: 'kate@contoso.com', title: 'Engineer' });
    const bob = adUser(2, 'bob', {}, { manager: { guid: kate.guid, dn: kate.dn } });
    world.source([kate, bob, adGroup(10, 'Engineers', [kate, bob])]);
    world.target([]);
    const planned = world.plan();
    expect(actions(planned)).toEqual(expect.arrayContaining(['create kate', 'create bob', 'create Engineers', 'addMembers Engineers', 'setManager bob']));
    expect(planned.changes.map((change) => change.action)).toEqual(['create', 'create', 'create', 'addMembers', 'setManager']);
    expect(planned.summary).toMatchObject({ users: { create: 2, unchanged: 0, held: 0 }, groups: { create: 1 }, members: { add: 2, remove: 0 }, managers: { set: 1, clear: 0 }, scope: { inScope: 3, excluded: {} } });
    const create = planned.changes.find((change) => change.dn === kate.dn);
    expect(Object.fromEntries(create?.attributes.map((attribute) => [attribute.name, attribute.to]) ?? [])).toEqual({
      accountEnabled: true, onPremisesImmutableId: base64OfGuid(kate.guid), userPrincipalName: 'kate@contoso.com', mailNickname: 'kate', displayName: 'kate', mail: 'kate@contoso.com', jobTitle: 'Engineer', passwordProfile: 'generated',
    });
  });

  test('uses nickname@initial domain where the suffix is not verified, and says so', () => {
    world.source([adUser(1, 'zoë', { userPrincipalName: 'Zoë Ø@corp.local' })]);
    world.target([]);
    const { changes, summary } = world.plan();
    expect(changes[0]?.attributes.find((attribute) => attribute.name === 'userPrincipalName')?.to).toBe('ZoeO@contoso.onmicrosoft.com');
    expect([...world.store.plans.notes(summary.id)].map((note) => note.text)).toEqual(['signs in as ZoeO@contoso.onmicrosoft.com, because corp.local is not verified in the tenant']);
  });

  test('gives no password where the suffix is federated', () => {
    world.source([adUser(1, 'kate', { userPrincipalName: 'kate@fed.com' })]);
    world.target([]);
    const { changes } = world.plan({ facts: { domains: [...noFacts.domains, { name: 'fed.com', verified: true, federated: true, initial: false }] } });
    expect(changes[0]?.attributes.map((attribute) => attribute.name)).not.toContain('passwordProfile');
  });

  test('counts exclusions by rule, and what Graph cannot take by reason', () => {
    world.source([
      adUser(1, 'Administrator', { isCriticalSystemObject: 'TRUE' }),
      adUser(2, 'MSOL_1234'),
      adUser(3, 'kate', { proxyAddresses: ['SMTP:kate@contoso.com', 'smtp:k@contoso.com'], mail: 'kate@contoso.com' }),
      { ...adUser(4, 'contact'), kind: 'contact' },
      adGroup(5, 'list', [], { groupType: '2' }),
      adGroup(6, 'mailGroup', [], { mail: 'g@contoso.com' }),
    ]);
    world.target([]);
    const { summary } = world.plan();
    expect(summary.scope).toEqual({ inScope: 4, excluded: { criticalSystemObject: 1, syncServiceAccount: 1 } });
    expect(summary.notSynchronizable).toEqual({ contact: 1, distributionList: 1, groupMail: 1, passwordHash: 1, proxyAddresses: 1, device: 0 });
  });
});

describe('matching', () => {
  test('links by anchor, by primary address and by UPN, and writes only what differs', () => {
    world.source([adUser(1, 'anchor'), adUser(2, 'address', { mail: 'a@contoso.com', userPrincipalName: 'address@contoso.com' }), adUser(3, 'name')]);
    world.target([
      cloudUser(101, 'anchor', anchored(1)),
      cloudUser(102, 'address.old', { mail: 'A@contoso.com', proxyAddresses: ['SMTP:A@contoso.com'], displayName: 'address', mailNickname: 'x' }),
      cloudUser(103, 'NAME', { displayName: 'name', userPrincipalName: 'name@contoso.com' }),
    ]);
    const { changes, summary } = world.plan();
    expect(summary.users).toMatchObject({ link: 3, create: 0, held: 0 });
    expect(changes.map((change) => [change.target, change.attributes.map((attribute) => attribute.name)])).toEqual(
      expect.arrayContaining([
        [guid(101), []],
        [guid(102), ['onPremisesImmutableId', 'userPrincipalName', 'mail']],
        [guid(103), ['onPremisesImmutableId']],
      ]),
    );
  });

  test.each([
    ['roleHolder', cloudUser(101, 'kate'), { roles: [{ role: 'Global Administrator', memberId: guid(101), memberKind: 'user' as const }] }],
    ['roleHolder', cloudUser(101, 'kate'), { roles: null }],
    ['managedElsewhere', cloudUser(101, 'kate', { onPremisesSyncEnabled: true }), {}],
    ['anchorMismatch', cloudUser(101, 'kate', anchored(77)), {}],
    ['typeMismatch', cloudUser(101, 'kate', { userType: 'Guest' }), {}],
    ['typeMismatch', { ...cloudUser(101, 'kate', { mail: 'kate@contoso.com', userPrincipalName: null }), kind: 'contact' as const }, {}],
  ])('holds %s', (situation, candidate, facts) => {
    world.source([adUser(1, 'kate', { mail: 'kate@contoso.com' })]);
    world.target([candidate]);
    const { changes, summary } = world.plan({ facts });
    expect(changes).toEqual([]);
    expect(summary.users.held).toBe(1);
    expect(world.store.conflicts.all().map((conflict) => conflict.situation)).toEqual([situation]);
  });

  test('holds when the tests point at different objects, and when an address is a secondary one', () => {
    world.source([adUser(1, 'kate', { mail: 'k@contoso.com' }), adUser(2, 'ann', { mail: 'ann.old@contoso.com', userPrincipalName: 'ann.new@contoso.com' })]);
    world.target([cloudUser(101, 'kate'), cloudUser(102, 'other', { mail: 'k@contoso.com' }), cloudUser(103, 'ann', { proxyAddresses: ['SMTP:a@contoso.com', 'smtp:ann.old@contoso.com'] })]);
    world.plan();
    expect(conflicts()).toEqual(['ambiguousMatch kate - k@contoso.com → kate@contoso.com, other@contoso.com', 'takenInTarget ann mail ann.old@contoso.com → ann@contoso.com']);
  });

  test('holds both when two AD objects find one target object; a hard match wins', () => {
    world.source([adUser(1, 'kate', { mail: 'shared@contoso.com' }), adUser(2, 'shared', { userPrincipalName: 'shared@fabrikam.com' }), adUser(3, 'hard'), adUser(4, 'soft', { userPrincipalName: 'soft@contoso.com', mail: 'hardmail@contoso.com' })]);
    world.target([cloudUser(101, 'x', { mail: 'hardmail@contoso.com', ...anchored(3) })]);
    world.plan();
    expect(conflicts()).toEqual([`anchorMismatch soft onPremisesImmutableId ${base64OfGuid(guid(4))} → x@contoso.com`]);
  });
});

describe('values that must be unique', () => {
  test('several AD objects claim one value: all are held, a linked owner keeps it', () => {
    world.source([adUser(1, 'kate'), adUser(2, 'kate2', { mail: 'KATE@contoso.com' }), adUser(3, 'new', { userPrincipalName: 'owned@contoso.com' }), adUser(4, 'owned')]);
    world.target([cloudUser(104, 'owned', anchored(4))]);
    link(104, 4);
    const { summary } = world.plan();
    expect(conflicts().map((text) => text.split(' → ')[0])).toEqual(['duplicateInSource kate userPrincipalName kate@contoso.com', 'duplicateInSource kate2 mail KATE@contoso.com', 'duplicateInSource new userPrincipalName owned@contoso.com']);
    expect(summary.users).toMatchObject({ held: 3, unchanged: 1 });
  });

  test('a value that is released in the same plan is not taken: the release comes first', () => {
    world.source([adUser(1, 'ann', { userPrincipalName: 'ann.new@contoso.com' }), adUser(2, 'newcomer', { userPrincipalName: 'ann@contoso.com' })]);
    world.target([cloudUser(101, 'ann', anchored(1))]);
    link(101, 1);
    const { changes } = world.plan();
    expect(changes.map((change) => change.action)).toEqual(['update', 'create']);
    expect(changes[1]?.dependsOn).toEqual([changes[0]?.id]);
    expect(conflicts()).toEqual([]);
  });

  test('a swap goes through a temporary UPN on the initial domain', () => {
    world.source([adUser(1, 'a', { userPrincipalName: 'b@contoso.com' }), adUser(2, 'b', { userPrincipalName: 'a@contoso.com' })]);
    world.target([cloudUser(101, 'a', anchored(1)), cloudUser(102, 'b', anchored(2))]);
    link(101, 1);
    link(102, 2);
    const { changes, summary } = world.plan();
    expect(changes.map((change) => [change.target, change.attributes.find((attribute) => attribute.name === 'userPrincipalName')?.to])).toEqual([
      [guid(101), 'swap-00000000000040008000000000000001@contoso.onmicrosoft.com'],
      [guid(102), 'a@contoso.com'],
      [guid(101), 'b@contoso.com'],
    ]);
    expect(summary.users.update).toBe(2);
  });

  test('a value of a deleted AD object is released by its deletion', () => {
    world.source([adUser(2, 'kate')]);
    world.target([cloudUser(101, 'kate', anchored(1))]);
    link(101, 1);
    const { changes } = world.plan();
    expect(changes.map((change) => change.action)).toEqual(['delete', 'create']);
    expect(changes[1]?.dependsOn).toEqual([changes[0]?.id]);
  });
});

describe('invalid values', () => {
  test('hold the object, naming attribute, rule and characters', () => {
    world.source([adUser(1, 'kate', { userPrincipalName: 'ka te@contoso.com' }), adUser(2, 'bob', { telephoneNumber: '1'.repeat(65) }), adUser(3, 'nobody', { userPrincipalName: 'noat' })]);
    world.target([]);
    world.plan();
    expect(world.store.conflicts.all().map((conflict) => [conflict.attribute, conflict.reason, conflict.resolutions]).sort()).toEqual([
      ['businessPhones', expect.stringContaining('has 65 characters, at most 64 are possible'), ['setValue', 'dropAttribute', 'exclude']],
      ['userPrincipalName', expect.stringContaining('contains space, which a user principal name cannot hold'), ['setValue', 'exclude']],
      ['userPrincipalName', expect.stringContaining('has no @'), ['setValue', 'exclude']],
    ]);
  });
});

describe('linked identities', () => {
  test('a second run with nothing changed plans nothing, and the plan stands', () => {
    world.source([adUser(1, 'kate')]);
    world.target([cloudUser(101, 'kate', anchored(1))]);
    link(101, 1);
    const first = world.plan();
    const second = world.plan();
    expect(first.changes).toEqual([]);
    expect(first.summary.users.unchanged).toBe(1);
    expect(second.summary).toEqual(first.summary);
  });

  test('tells a change in AD from drift in the target', () => {
    world.source([adUser(1, 'kate', { title: 'Engineer' })]);
    world.target([cloudUser(101, 'kate', { ...anchored(1), jobTitle: 'Engineer' })]);
    link(101, 1);
    world.plan();
    world.target([cloudUser(101, 'kate', { ...anchored(1), jobTitle: 'Boss' })]);
    expect(world.plan().changes.map((change) => [change.reason, change.attributes])).toEqual([['drift', [{ name: 'jobTitle', from: 'Boss', to: 'Engineer', rule: 'jobTitle from title' }]]]);
    world.source([adUser(1, 'kate', { title: 'Lead' })]);
    expect(world.plan().changes.map((change) => change.reason)).toEqual(['changed']);
    const held = world.plan({ settings: settings({ policies: { drift: 'hold' } }) });
    expect(held.changes.map((change) => change.reason)).toEqual(['changed']);
  });

  test('leaves out what the target cannot take, without blocking the rest', () => {
    world.source([adUser(1, 'kate', { title: 'New', extensionAttribute1: 'x', telephoneNumber: '1' })]);
    world.target([cloudUser(101, 'kate', { ...anchored(1), mail: 'kate@contoso.com', onPremisesSyncEnabled: false })]);
    link(101, 1);
    const { changes, summary } = world.plan({ facts: { roles: [{ role: 'User Administrator', memberId: guid(101), memberKind: 'user' }] } });
    expect(changes.map((change) => change.attributes.map((attribute) => attribute.name))).toEqual([['jobTitle']]);
    expect(summary.notSynchronizable).toMatchObject({ formerlySynced: 1, mailCannotBeCleared: 1, roleHolderSensitive: 1 });
  });

  test('a deleted AD object is deleted; a missing target object is held; a returned one is restored', () => {
    world.source([adUser(2, 'lost'), adUser(3, 'back')]);
    world.target([cloudUser(101, 'gone', anchored(1))]);
    link(101, 1);
    link(102, 2);
    link(103, 3);
    const back = world.store.links.get(base64OfGuid(guid(3)));
    if (back !== null) world.store.links.put({ ...back, state: 'deleted' });
    const { changes } = world.plan({ facts: { deleted: [{ id: guid(103), kind: 'user', displayName: 'back', userPrincipalName: 'x', onPremisesImmutableId: base64OfGuid(guid(3)), uniqueName: null, deletedAt: null }] } });
    expect(changes.map((change) => `${change.action} ${change.reason}`)).toEqual(['restore returned', 'delete sourceMissing']);
    expect(conflicts().map((text) => text.split(' ')[0])).toEqual(['missingInTarget']);
  });
});

describe('memberships and managers', () => {
  test('adds, removes and leaves what belongs to held or leaving objects', () => {
    const [kept, added, held, outside] = [adUser(1, 'kept'), adUser(2, 'added'), adUser(3, 'held', { userPrincipalName: 'he ld@contoso.com' }), adUser(4, 'MSOL_x')];
    world.source([kept, added, held, outside, adGroup(10, 'team', [kept, added, held, outside])]);
    const ids = [1, 2, 3, 5, 6].map((number) => cloudUser(100 + number, `n${number}`, number < 4 ? anchored(number) : {}));
    world.target([...ids, { id: guid(110), kind: 'group', attributes: { displayName: 'team', securityEnabled: true, mailEnabled: false, groupTypes: [], mailNickname: 'team' } }], { [guid(110)]: [guid(101), guid(103), guid(105), guid(106)] });
    for (const number of [1, 2, 3, 5]) link(100 + number, number);
    link(110, 10, 'created', 'group');
    const { changes, summary } = world.plan();
    const team = changes.filter((change) => change.type === 'group');
    expect(team.map((change) => [change.action, change.references.map((reference) => reference.target)])).toEqual([
      ['addMembers', [guid(102)]],
      ['removeMembers', [guid(106)]],
    ]);
    expect(summary.members).toEqual({ add: 1, remove: 1 });
  });
});

describe('protection', () => {
  test('holds all deletions when the limit is passed, and nothing else', () => {
    const people = Array.from({ length: 60 }, (_, index) => index + 1);
    world.target(people.map((number) => cloudUser(1000 + number, `p${number}`, anchored(number))));
    for (const number of people) link(1000 + number, number);
    world.source([...people.slice(10).map((number) => adUser(number, `p${number}`)), adUser(500, 'fresh')]);
    const { changes, summary } = world.plan();
    expect(summary.protection).toMatchObject({ tripped: true, held: { delete: 10, disable: 0, memberRemove: 0 } });
    expect(summary.users).toMatchObject({ delete: 10, create: 1 });
    expect(changes.filter((change) => change.hold === null).map((change) => change.action)).toEqual(['create']);
    world.source([...people.slice(6).map((number) => adUser(number, `p${number}`)), adUser(500, 'fresh')]);
    expect(world.plan().summary.protection.tripped).toBe(false);
  });
});
