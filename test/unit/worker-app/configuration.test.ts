import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configurationHandlers } from '../../../electron/worker/app/desk/configuration.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import type { ConfigurationChange } from '../../../shared/ipc/configuration.ts';
import { schemas } from '../../../shared/ipc/schemas/all.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

let test_: TestDesk;
let profileId: string;
const cautious = {
  rules: { usageLocation: 'DE', disableExpiredAccounts: true },
  policies: { stagingMode: true, softMatch: 'review' as const, delete: 'ignore' as const },
  protection: { deletes: { count: 3, percent: 1 }, disables: { count: 1, percent: 1 } },
};

beforeEach(() => {
  test_ = openTestDesk();
  const source = { ...starterProfile.source, containers: [{ dn: 'OU=Staff,DC=corp', include: true }], pilotGroup: 'CN=Pilot,DC=corp' };
  profileId = test_.desk.shelf.put({ ...starterProfile, ...cautious, name: 'cautious', source }, { kind: 'real' }).id;
});
afterEach(() => test_.close());

/** As the shell does it: the input goes through its schema first. */
function save(change: ConfigurationChange): void {
  const handler = configurationHandlers(test_.desk)['configuration.save'];
  void handler?.(schemas['configuration.save'].parse({ profileId, change }));
}

describe('saving a part of a configuration', () => {
  test.each<ConfigurationChange>([{ containers: 'all' }, { pilotGroup: null }, { rules: { usageLocation: 'FR' } }, { policies: { drift: 'hold' } }, { protection: { deletes: { count: 7, percent: 7 } } }])('leaves every other part as it is: %j', (change) => {
    const before = test_.desk.shelf.load(profileId).profile;
    save(change);
    const { containers = before.source.containers, pilotGroup = before.source.pilotGroup, ...parts } = change;
    const expected = profileSchema.parse({ ...before, ...parts, source: { ...before.source, containers, pilotGroup } });
    expect(test_.desk.shelf.load(profileId).profile).toEqual(expected);
  });

  test('refuses what a profile cannot hold', () => {
    expect(() => save({ containers: [] })).toThrow();
    expect(() => save({ protection: { deletes: { count: -1, percent: 5 } } })).toThrow();
    expect(test_.desk.shelf.load(profileId).profile.protection.deletes).toEqual({ count: 3, percent: 1 });
  });

  test('flows say how each value comes about, with the rules in hand', () => {
    const table = configurationHandlers(test_.desk)['configuration.flows']?.({ rules: { signInAttribute: 'mail', usageLocation: 'de' } });
    const flows = (table as { readonly flows: readonly { readonly key: string; readonly how: string; readonly reads: readonly string[]; readonly origin: string }[] }).flows;
    expect(new Set(flows.map(({ key }) => key)).size).toBe(flows.length);
    expect(flows.find(({ key }) => key === 'user userPrincipalName')).toMatchObject({ reads: ['mail', 'sAMAccountName', 'mailNickname'], origin: 'default' });
    expect(flows.find(({ key }) => key === 'user usageLocation')?.how).toBe('msExchUsageLocation, else c, else DE');
    expect(flows.find(({ key }) => key === 'group mailEnabled')).toMatchObject({ how: 'false' });
  });

  test('without a plan there are no counts and no expectations', () => {
    const handlers = configurationHandlers(test_.desk);
    expect(handlers['configuration.matches']?.({ profileId })).toBeNull();
    expect(handlers['configuration.use']?.({ profileId })).toMatchObject({ at: null, flows: {} });
  });
});
