import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TargetObject } from '../../../electron/sync/directory.ts';
import { adGroup, container, guid, openWorld, settings, type World } from '../../support/staged.ts';

// learn.microsoft.com/microsoft-365/enterprise/turn-off-directory-synchronization: the properties that it clears do not include onPremisesSecurityIdentifier

let world: World;
beforeEach(() => { world = openWorld(); });
afterEach(() => { world.close(); });

const sid = (rid: number): string => `S-1-5-21-1-2-3-${rid}`;

function formerly(number: number, name: string, rid: number, attributes: TargetObject['attributes'] = {}): TargetObject {
  return { id: guid(number), kind: 'group', attributes: { displayName: name, mailNickname: name, mailEnabled: false, securityEnabled: true, groupTypes: [], proxyAddresses: [], onPremisesSecurityIdentifier: sid(rid), onPremisesSyncEnabled: false, ...attributes } };
}

/** What each group is linked to or created as, then the conflicts with their resolutions. */
function outcome(options: Parameters<World['plan']>[0] = {}): readonly string[] {
  const { changes } = world.plan(options);
  const conflicts = world.store.conflicts.all().map(({ situation, dn, others, resolutions }) => `${situation} ${dn.slice(3, dn.indexOf(','))} ${others.map(({ id }) => Number(id.slice(-12))).sort().join('+')} [${resolutions.join(' ')}]`);
  return [...changes.filter(({ action }) => action === 'create' || action === 'link').map(({ action, dn, target, attributes }) => `${action} ${dn.slice(3, dn.indexOf(','))}${target === null ? '' : ` ${Number(target.slice(-12))} ${attributes.map(({ name }) => name).join(' ')}`}`), ...conflicts].sort();
}

describe('a group that Entra Connect left in the tenant', () => {
  test('is found by its security identifier, whatever it is called', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) }), adGroup(2, 'Berlin', [], { objectSid: sid(1102) })]);
    world.target([formerly(51, 'Verkauf', 1101), formerly(52, 'Sales', 1199)]);
    expect(outcome()).toEqual(['create Berlin', 'link Sales 51 onPremisesSecurityIdentifier displayName']);
  });

  test('is compared, not held, while the tenant is still synchronized, and held while only the group still is', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Verkauf', 1101, { onPremisesSyncEnabled: true })]);
    expect(outcome({ facts: { synchronizedByOther: true } })).toEqual(['link Sales 51 onPremisesSecurityIdentifier displayName']);
    expect(outcome()).toEqual(['managedElsewhere Sales 51 [exclude]']);
  });

  test('is held when two groups carry the identifier', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Sales', 1101), formerly(52, 'Sales 2', 1101)]);
    expect(outcome()).toEqual(['ambiguousMatch Sales 51+52 [pick createNew exclude]']);
    expect(world.store.conflicts.all()[0]).toMatchObject({ reason: expect.stringContaining('all of them carry its security identifier'), fix: expect.stringContaining('Pick the group that belongs to Sales') });
  });

  test('is held for both AD groups of the same identifier', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) }), adGroup(2, 'Copy', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Sales', 1101)]);
    expect(outcome()).toEqual(['ambiguousMatch Copy 1+51 [pick createNew exclude]', 'ambiguousMatch Sales 2+51 [pick createNew exclude]']);
  });

  test('is held when uniqueName points to another group; only a choice between the two is offered', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Verkauf', 1101), formerly(52, 'Sales', 1199, { uniqueName: `ad-${guid(1)}`, onPremisesSecurityIdentifier: null, onPremisesSyncEnabled: null })]);
    expect(outcome()).toEqual(['ambiguousMatch Sales 51+52 [pick exclude]']);
    expect(world.store.conflicts.all()[0]?.reason).toContain('uniqueName and onPremisesSecurityIdentifier point to different groups');
  });

  test('is found when uniqueName points to the same group', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Sales', 1101, { uniqueName: `ad-${guid(1)}` })]);
    expect(outcome()).toEqual(['link Sales 51 ']);
  });

  test('is not taken from the AD group that it is linked to', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Sales', 1101)]);
    world.store.links.put({ anchor: 'another', type: 'group', guid: guid(9), dn: 'CN=Other', targetId: guid(51), origin: 'sid', state: 'linked', since: '2026-01-01T00:00:00Z', confirmed: {}, foreignMembers: [] });
    expect(outcome().filter((line) => line.includes('Sales'))).toEqual(['anchorMismatch Sales 51 [exclude]']);
  });

  test('is held when it is mail-enabled, for Microsoft Graph cannot write it: no second group is made beside it', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Sales', 1101, { mailEnabled: true })]);
    expect(outcome()).toEqual(['typeMismatch Sales 51 [exclude]']);
    expect(world.store.conflicts.all()[0]).toMatchObject({ reason: `Sales was made of Sales (onPremisesSecurityIdentifier ${sid(1101)}), but is a group that cannot be written through Microsoft Graph.`, fix: expect.stringContaining('Exchange Online') });
  });

  test('comes before a namesake', () => {
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.target([formerly(51, 'Verkauf', 1101), formerly(52, 'Sales', 1199, { onPremisesSecurityIdentifier: null })]);
    expect(outcome({ settings: settings({ policies: { matchGroupsByName: true } }) })).toEqual(['link Sales 51 onPremisesSecurityIdentifier displayName']);
  });

  test('is found in each of two forests by the identifier of its own domain', () => {
    const far = 'DC=fabrikam,DC=test';
    const two = settings({ furtherSources: [{ name: 'fabrikam', url: 'ldaps://127.0.0.3', username: 'u', password: { env: 'P' } }], join: 'sid' });
    world.source([adGroup(1, 'Sales', [], { objectSid: sid(1101) })]);
    world.source([container(910_001, far), { ...adGroup(2, 'Sales', [], { objectSid: 'S-1-5-21-7-8-9-1101' }), dn: `CN=Sales,${far}` }], 'fabrikam');
    world.target([formerly(51, 'Sales', 1101), formerly(52, 'Sales', 0, { onPremisesSecurityIdentifier: 'S-1-5-21-7-8-9-1101' })]);
    expect(outcome({ settings: two })).toEqual(['link Sales 51 onPremisesSecurityIdentifier', 'link Sales 52 onPremisesSecurityIdentifier']);
  });
});
