import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import { explain } from '../../../electron/sync/explain.ts';
import type { Settings } from '../../../electron/sync/settings.ts';
import type { Join } from '../../../shared/profile.ts';
import type { PlanChange } from '../../../shared/plan.ts';
import { adGroup, adUser, cloudUser, container, guid, openWorld, settings, type Planned, type World } from '../../support/staged.ts';

/** Two forests: contoso has the accounts (the profile's `source`), fabrikam the mailboxes. */
const far = 'DC=fabrikam,DC=test';
const farContainers = [container(910_001, far), container(910_002, `OU=People,${far}`), container(910_003, `CN=ForeignSecurityPrincipals,${far}`)];
const secret = { env: 'P' };
const sid = (rid: number): string => `S-1-5-21-1-2-3-${rid}`;
/** The SID above as Active Directory keeps it, in base64. */
const sidBytes = (rid: number): string => Buffer.concat([Buffer.from([1, 5, 0, 0, 0, 0, 0, 5]), ...[21, 1, 2, 3, rid].map((part) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(part); return bytes; })]).toString('base64');

function twoForests(join: Join, overrides: Parameters<typeof settings>[0] = {}): Settings {
  return settings({ furtherSources: [{ name: 'fabrikam', url: 'ldaps://127.0.0.3', username: 'u', password: secret }], join, ...overrides });
}

function farUser(number: number, name: string, attributes: Parameters<typeof adUser>[2] = {}): SourceObject {
  return adUser(number, name, { userPrincipalName: `${name}@fabrikam.test`, ...attributes }, { dn: `CN=${name},OU=People,${far}` });
}

let world: World;
beforeEach(() => { world = openWorld(); });
afterEach(() => { world.close(); });

const contoso = (...objects: readonly SourceObject[]): void => world.source(objects);
const fabrikam = (...objects: readonly SourceObject[]): void => world.source([...farContainers, ...objects], 'fabrikam');
const creations = ({ changes }: Planned): Readonly<Record<string, PlanChange>> => Object.fromEntries(changes.filter(({ action, type }) => action === 'create' && type === 'user').map((change) => [change.dn, change]));
const valueOf = (change: PlanChange | undefined, name: string): unknown => change?.attributes.find((attribute) => attribute.name === name)?.to;
const notes = ({ summary }: Planned): readonly string[] => [...world.store.plans.notes(summary.id)].map(({ dn, text }) => `${dn} ${text}`);

/** As after a first synchronization. */
function link(object: SourceObject, number: number, state: 'linked' | 'disabled' = 'linked'): void {
  const anchor = Buffer.from(guidBytes(object.guid)).toString('base64');
  world.store.links.put({ anchor, type: 'user', guid: object.guid, dn: object.dn, targetId: guid(number), origin: 'created', state, since: '2026-01-01T00:00:00Z', confirmed: {}, foreignMembers: [] });
}
function guidBytes(text: string): Uint8Array {
  const digits = text.replaceAll('-', '');
  return Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}

describe('users of two forests', () => {
  test('are each one identity when no join is configured', () => {
    contoso(adUser(1, 'ada', { mail: 'ada@contoso.com' }));
    fabrikam(farUser(2, 'bo'));
    expect(Object.keys(creations(world.plan({ settings: twoForests('none') }))).sort()).toEqual(['CN=ada,OU=People,DC=corp,DC=contoso,DC=test', `CN=bo,OU=People,${far}`]);
  });

  test.each<{ readonly join: Join; readonly account: Record<string, string>; readonly mailbox: Record<string, string> }>([
    { join: 'mail', account: { mail: 'ada@contoso.com' }, mailbox: { mail: 'ADA@contoso.com' } },
    { join: 'sid', account: { objectSid: sid(1100) }, mailbox: { msExchMasterAccountSid: sidBytes(1100), msExchRecipientTypeDetails: '2' } },
    { join: 'sid', account: { objectSid: sid(1100) }, mailbox: { 'msRTCSIP-OriginatorSid': sidBytes(1100) } },
    { join: 'accountName', account: {}, mailbox: { mailNickname: 'Ada' } },
    { join: { attribute: 'employeeID' }, account: { employeeID: '7' }, mailbox: { employeeID: '7' } },
  ])('are joined by %o: sign-in from the account, the rest from where the mailbox is', ({ join, account, mailbox }) => {
    contoso(adUser(1, 'ada', { title: 'Countess', department: 'Engines', ...account }));
    fabrikam(farUser(2, 'ada.mailbox', { userAccountControl: '514', mailNickname: 'ada', department: 'Research', company: 'Fabrikam', ...mailbox }));
    const created = creations(world.plan({ settings: twoForests(join) }));
    const [dn, ...more] = Object.keys(created);
    expect(more).toEqual([]);
    expect(dn).toBe('CN=ada,OU=People,DC=corp,DC=contoso,DC=test');
    const change = created[dn ?? ''];
    expect(Object.fromEntries(['userPrincipalName', 'accountEnabled', 'department', 'companyName', 'jobTitle'].map((name) => [name, valueOf(change, name)]))).toEqual({ userPrincipalName: 'ada@contoso.com', accountEnabled: true, department: 'Research', companyName: 'Fabrikam', jobTitle: 'Countess' });
  });

  test('are not joined by a value that two users of one forest hold; the plan says which, and how to end it', () => {
    contoso(adUser(1, 'ada', { mail: 'shared@contoso.com' }), adUser(3, 'adah', { mail: 'shared@contoso.com' }));
    fabrikam(farUser(2, 'bo', { mail: 'shared@contoso.com' }));
    const planned = world.plan({ settings: twoForests('mail') });
    expect(notes(planned).filter((text) => text.includes('is not joined'))).toEqual([expect.stringMatching(/CN=ada,.* is not joined with CN=adah,.* and CN=bo,.*: several of them are in the same source; make the value that joins them unique there/)]);
    // And what they share is a conflict as always.
    expect(Object.keys(creations(planned))).toEqual([]);
  });

  test('are left out when they lack the value by which people are joined', () => {
    contoso(adUser(1, 'ada', { mail: 'ada@contoso.com' }), adUser(3, 'cy'));
    fabrikam();
    const { summary } = world.plan({ settings: twoForests('mail') });
    expect(summary.scope).toEqual({ inScope: 1, excluded: { noJoinValue: 1 } });
  });

  test('keep the identity that is synchronized already, whichever forest is listed first', () => {
    const mailbox = farUser(2, 'ada', { mail: 'ada@contoso.com', userPrincipalName: 'ada@contoso.com' });
    contoso();
    fabrikam(mailbox);
    world.target([cloudUser(50, 'ada', { onPremisesImmutableId: Buffer.from(guidBytes(mailbox.guid)).toString('base64') })]);
    link(mailbox, 50);
    contoso(adUser(1, 'ada', { mail: 'ada@contoso.com', title: 'Countess' }));
    const { changes, summary } = world.plan({ settings: twoForests('mail') });
    expect(summary.users).toMatchObject({ create: 0, delete: 0, held: 0 });
    expect(changes.map(({ action, target }) => [action, target])).toEqual([['update', guid(50)]]);
  });

  test('that are two Entra objects already stay two: nothing is thrown together', () => {
    const [near, other] = [adUser(1, 'ada', { mail: 'ada@contoso.com' }), farUser(2, 'ada2', { mail: 'ada@contoso.com', userPrincipalName: 'ada2@contoso.com' })];
    contoso(near);
    fabrikam(other);
    world.target([cloudUser(50, 'ada'), cloudUser(51, 'ada2')]);
    link(near, 50);
    link(other, 51);
    const planned = world.plan({ settings: twoForests('mail') });
    expect(planned.summary.users.delete).toBe(0);
    expect(notes(planned).some((text) => text.includes('each of them is synchronized to an Entra object of its own already'))).toBe(true);
  });

  test('go on as one identity with what is left when the object that named it is deleted', () => {
    const near = adUser(1, 'ada', { mail: 'ada@contoso.com' });
    const other = farUser(2, 'ada', { mail: 'ada@contoso.com', userPrincipalName: 'ada@contoso.com', title: 'Baroness' });
    contoso(near, adUser(9, 'someone', { mail: 'someone@contoso.com' }));
    fabrikam(other);
    world.target([cloudUser(50, 'ada', { onPremisesImmutableId: Buffer.from(guidBytes(near.guid)).toString('base64'), mail: 'ada@contoso.com' })]);
    link(near, 50);
    contoso(adUser(9, 'someone', { mail: 'someone@contoso.com' }));
    const { changes, summary } = world.plan({ settings: twoForests('mail') });
    expect(summary.users.delete).toBe(0);
    expect(changes.filter(({ target }) => target === guid(50)).map(({ action, attributes }) => [action, attributes.map(({ name }) => name)])).toEqual([['update', expect.arrayContaining(['jobTitle'])]]);
    expect(changes.filter(({ target }) => target === guid(50)).some(({ attributes }) => attributes.some(({ name }) => name === 'onPremisesImmutableId'))).toBe(false);
  });

  test('leave when the account of a linked mailbox is deleted: a mailbox is nobody', () => {
    const near = adUser(1, 'ada', { objectSid: sid(1100) });
    contoso(near, adUser(9, 'someone'));
    fabrikam(farUser(2, 'ada.mailbox', { msExchMasterAccountSid: sidBytes(1100), msExchRecipientTypeDetails: '2', userAccountControl: '514' }));
    world.target([cloudUser(50, 'ada', { onPremisesImmutableId: Buffer.from(guidBytes(near.guid)).toString('base64') })]);
    link(near, 50);
    contoso(adUser(9, 'someone'));
    expect(world.plan({ settings: twoForests('sid') }).summary.users.delete).toBe(1);
  });
});

describe('groups and managers across forests', () => {
  const principal: SourceObject = { guid: guid(40), dn: `CN=${sid(1101)},CN=ForeignSecurityPrincipals,${far}`, kind: 'foreign', attributes: { objectSid: [sid(1101)] }, members: [], manager: null };
  const farGroup = (members: readonly { readonly guid: string | null; readonly dn: string }[]): SourceObject => ({ ...adGroup(30, 'team'), dn: `CN=team,OU=People,${far}`, members });

  test.each([
    ['read', [{ guid: principal.guid, dn: principal.dn }], [principal]],
    ['known by its name only', [{ guid: null, dn: principal.dn }], []],
  ])('a foreign security principal (%s) is the user whose SID it holds', (_what, members, more) => {
    contoso(adUser(1, 'bo', { objectSid: sid(1101) }));
    fabrikam(...more, farGroup(members));
    const { changes } = world.plan({ settings: twoForests('none') });
    expect(changes.find(({ action }) => action === 'addMembers')?.references.map(({ guid: of }) => of)).toEqual([guid(1)]);
  });

  test('a member and a manager that are joined into another identity mean that identity, once', () => {
    const near = adUser(1, 'ada', { mail: 'ada@contoso.com' });
    const mailbox = farUser(2, 'ada.mailbox', { mail: 'ada@contoso.com', userAccountControl: '514' });
    contoso(near);
    fabrikam(mailbox, { ...farUser(3, 'cy', { mail: 'cy@fabrikam.test' }), manager: { guid: mailbox.guid, dn: mailbox.dn } }, farGroup([{ guid: mailbox.guid, dn: mailbox.dn }, { guid: near.guid, dn: near.dn }]));
    const { changes } = world.plan({ settings: twoForests('mail') });
    expect(changes.find(({ action }) => action === 'addMembers')?.references.map(({ guid: of }) => of)).toEqual([guid(1)]);
    expect(changes.find(({ action }) => action === 'setManager')?.references.map(({ guid: of }) => of)).toEqual([guid(1)]);
  });
});

describe('one source of several', () => {
  const unread = [{ source: 'fabrikam', message: 'It does not answer.', fix: 'Start it.' }];

  test('has containers of its own, and absence is judged among its own objects', () => {
    contoso(adUser(1, 'ada'));
    fabrikam(farUser(2, 'bo'), farUser(3, 'cy'));
    contoso(adUser(1, 'ada'), adUser(4, 'dora'));
    expect(world.store.source.get(guid(2))?.state).toBe('present');
    fabrikam(farUser(2, 'bo'));
    expect([guid(1), guid(2), guid(3), guid(4)].map((each) => world.store.source.get(each)?.state)).toEqual(['present', 'present', 'gone', 'present']);
    const only = twoForests('none', { furtherSources: [{ name: 'fabrikam', url: 'ldaps://127.0.0.3', username: 'u', password: secret, containers: [{ dn: `OU=People,${far}`, include: false }] }] });
    expect(Object.keys(creations(world.plan({ settings: only })))).toHaveLength(2);
  });

  test('that is taken out of the profile leaves under protection, like everything that is out of scope', () => {
    contoso(adUser(1, 'ada'));
    fabrikam(farUser(2, 'bo'));
    expect(world.plan().summary.scope.excluded).toEqual({ sourceNotConfigured: 1 });
  });

  test('that cannot be read: nothing that is gone elsewhere is deleted, for it may have moved there', () => {
    const near = adUser(1, 'ada');
    contoso(near, adUser(9, 'someone'));
    fabrikam(farUser(2, 'bo'));
    world.target([cloudUser(50, 'ada', { onPremisesImmutableId: Buffer.from(guidBytes(near.guid)).toString('base64') })]);
    link(near, 50);
    contoso(adUser(9, 'someone'));
    const held = world.plan({ settings: twoForests('none'), unread });
    expect(held.summary.users.delete).toBe(0);
    expect(notes(held)).toContainEqual('fabrikam could not be read in this run (It does not answer.); what it contributes stays as it was last read, and nothing is deleted meanwhile');
    expect(world.plan({ settings: twoForests('none') }).summary.users.delete).toBe(1);
  });

  test('that cannot be read: neither what left the scope nor what waits disabled is deleted, and no membership goes', () => {
    const [near, team] = [adUser(1, 'ada'), adGroup(5, 'team', [adUser(1, 'ada')])];
    contoso(near, adUser(9, 'someone'), team);
    fabrikam(farUser(2, 'bo'));
    world.target([cloudUser(50, 'ada', { onPremisesImmutableId: Buffer.from(guidBytes(near.guid)).toString('base64'), accountEnabled: false }), { id: guid(60), kind: 'group', attributes: { displayName: 'team', mailNickname: 'team', mailEnabled: false, securityEnabled: true, groupTypes: [], proxyAddresses: [] } }], { [guid(60)]: [guid(50)] });
    link(near, 50);
    world.store.links.put({ anchor: Buffer.from(guidBytes(team.guid)).toString('base64'), type: 'group', guid: team.guid, dn: team.dn, targetId: guid(60), origin: 'created', state: 'linked', since: '2026-01-01T00:00:00Z', confirmed: {}, foreignMembers: [] });
    const outside = twoForests('none', { rules: { custom: [{ name: 'out', type: 'user', precedence: 1, flows: [{ target: 'cloudFiltered', expression: 'IIF([cn]="ada",True,NULL)' }] }] } });
    expect(world.plan({ settings: outside, unread }).summary).toMatchObject({ users: { delete: 0 }, members: { remove: 0 } });
    expect(world.plan({ settings: outside }).summary.users.delete).toBe(1);
    const later = twoForests('none', { policies: { delete: 'disableThenDelete', deleteAfterDays: 1 } });
    link(near, 50, 'disabled');
    contoso(adUser(9, 'someone'), { ...team, members: [] });
    expect(world.plan({ settings: later, unread }).summary.users).toMatchObject({ delete: 0, disable: 0 });
    expect(world.plan({ settings: later }).summary.users.delete).toBe(1);
  });

  test('an object that moved to it counts as there: the tombstone that it left says nothing', () => {
    contoso(adUser(1, 'ada'), adUser(9, 'someone'));
    fabrikam(farUser(1, 'ada'));
    const staging = world.store.source.of('');
    const generation = staging.begin('delta');
    staging.stage(generation, 'delta', { objects: [], deleted: [guid(1)], watermark: 'w2' });
    staging.finish(generation, 'delta', 'w2', true, new Date().toISOString());
    expect(world.store.source.get(guid(1))).toMatchObject({ state: 'present', source: 'fabrikam' });
  });

  test('explain answers for either object of a joined identity', () => {
    contoso(adUser(1, 'ada', { mail: 'ada@contoso.com' }));
    fabrikam(farUser(2, 'ada.mailbox', { mail: 'ada@contoso.com', mailNickname: 'ada', department: 'Research' }));
    const found = explain(`CN=ada.mailbox,OU=People,${far}`, twoForests('mail'), world.store);
    expect(found).toMatchObject({ dn: 'CN=ada,OU=People,DC=corp,DC=contoso,DC=test', joined: [`CN=ada.mailbox,OU=People,${far}`] });
    expect(found?.attributes.find(({ name }) => name === 'department')?.wanted).toBe('Research');
  });
});
