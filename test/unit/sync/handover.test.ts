import { afterEach, beforeEach, expect, test } from 'vitest';
import { handoverSteps } from '../../../electron/sync/handover.ts';
import { adGroup, adUser, cloudUser, guid, openWorld, settings, type World } from '../../support/staged.ts';

let world: World;
beforeEach(() => { world = openWorld(); });
afterEach(() => { world.close(); });

function steps(policies: Parameters<typeof settings>[0] = {}): Readonly<Record<string, string>> {
  const { summary } = world.plan({ settings: settings(policies) });
  return Object.fromEntries(handoverSteps(world.store, summary, settings(policies).policies).map(({ id, state }) => [id, state]));
}

test('a group that would be there twice is to do until groups are matched by name', () => {
  world.source([adUser(1, 'ada'), adGroup(2, 'team')]);
  world.target([cloudUser(50, 'ada'), { id: guid(51), kind: 'group', attributes: { displayName: 'team', mailNickname: 'team', mailEnabled: false, securityEnabled: true, groupTypes: [], proxyAddresses: [] } }]);
  expect(steps()).toMatchObject({ groups: 'toDo' });
  expect(steps({ policies: { matchGroupsByName: true } })).toMatchObject({ groups: 'ok' });
});

test('a namesake that carries the security identifier of the AD group is no second group', () => {
  world.source([adUser(1, 'ada'), adGroup(2, 'team', [], { objectSid: 'S-1-5-21-1-2-3-4' }), adGroup(3, 'new')]);
  world.target([cloudUser(50, 'ada'), { id: guid(51), kind: 'group', attributes: { displayName: 'team', onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-4', mailNickname: 'team', mailEnabled: false, securityEnabled: true, groupTypes: [], proxyAddresses: [] } }]);
  expect(steps()).toMatchObject({ groups: 'ok' });
});

test('writing waits for what is still marked as synchronized', () => {
  world.source([adUser(1, 'ada')]);
  world.target([cloudUser(50, 'ada', { onPremisesSyncEnabled: true })]);
  expect(steps()).toMatchObject({ objects: 'waiting', write: 'waiting' });
  world.target([cloudUser(50, 'ada', { onPremisesSyncEnabled: false })]);
  expect(steps()).toMatchObject({ objects: 'ok', write: 'ok' });
});
