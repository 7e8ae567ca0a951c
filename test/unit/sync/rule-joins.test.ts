import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkRules } from '../../../electron/sync/rules/check-rules.ts';
import type { Settings } from '../../../electron/sync/settings.ts';
import { base64OfGuid } from '../../../electron/sync/names/guid.ts';
import { adGroup, adUser, cloudUser, guid, openWorld, settings, type World } from '../../support/staged.ts';
import type { CustomInput } from '../rules/options.ts';

// learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning, "Join"

let world: World;
beforeEach(() => { world = openWorld(); });
afterEach(() => { world.close(); });

type Join = NonNullable<CustomInput['join']>;
const byNumber: Join = [[{ attribute: 'employeeID', property: 'employeeId' }]];

function withJoin(join: Join, rest: Partial<CustomInput> = {}, policies: object = {}): Settings {
  return settings({ rules: { custom: [{ name: 'By number', type: 'user', precedence: 10, flows: [], join, ...rest }] }, policies });
}

/** `name → ids it was linked to or created`, then the conflicts. */
function outcome(chosen: Settings): readonly string[] {
  const { changes } = world.plan({ settings: chosen });
  const conflicts = world.store.conflicts.all().map(({ situation, dn, others }) => `${situation} ${dn.slice(3, dn.indexOf(','))} ${others.map(({ name }) => name.replace('@contoso.com', '').replace(/^CN=|,.*$/g, '')).sort((left, right) => left.localeCompare(right)).join('+')}`);
  return [...changes.filter(({ action }) => action === 'create' || action === 'link').map(({ action, dn, target }) => `${action} ${dn.slice(3, dn.indexOf(','))}${target === null ? '' : ` ${Number(target.slice(-12))}`}`), ...conflicts].sort();
}

describe('a join of a rule', () => {
  test('finds whom neither address nor sign-in name finds, without regard to case and blanks', () => {
    world.source([adUser(1, 'kate', { employeeID: ' a-17 ' }), adUser(2, 'bob', { employeeID: '18' }), adUser(3, 'eve')]);
    world.target([cloudUser(101, 'katherine', { employeeId: 'A-17' }), cloudUser(102, 'robert', { employeeId: '19' }), cloudUser(103, 'none')]);
    expect(outcome(withJoin(byNumber))).toEqual(['create bob', 'create eve', 'link kate 101']);
  });

  test('is not asked for a user who is linked or found by the source anchor', () => {
    world.source([adUser(1, 'kate', { employeeID: '17' })]);
    world.target([cloudUser(101, 'k', { onPremisesImmutableId: base64OfGuid(guid(1)) }), cloudUser(102, 'other', { employeeId: '17' })]);
    expect(outcome(withJoin(byNumber))).toEqual(['link kate 101']);
  });

  test('tries its groups in order, and needs every clause of a group', () => {
    world.source([adUser(1, 'kate', { employeeID: '17', givenName: 'Kate', sn: 'Ott' }), adUser(2, 'bob', { employeeID: '18', givenName: 'Bob', sn: 'Ott' }), adUser(3, 'tom', { givenName: 'Tom', sn: 'Ott' })]);
    world.target([
      cloudUser(101, 'a', { employeeId: '17' }), cloudUser(102, 'b', { givenName: 'Kate', surname: 'Ott' }),
      cloudUser(103, 'c', { employeeId: '18' }), cloudUser(104, 'd', { employeeId: '18' }), cloudUser(105, 'e', { givenName: 'Bob', surname: 'Ott' }),
      cloudUser(106, 'f', { givenName: 'Tom', surname: 'Other' }),
    ]);
    expect(outcome(withJoin([...byNumber, [{ attribute: 'givenName', property: 'givenName' }, { attribute: 'sn', property: 'surname' }]]))).toEqual(['create tom', 'link bob 105', 'link kate 101']);
  });

  test('holds a user when no group finds exactly one', () => {
    world.source([adUser(1, 'kate', { employeeID: '17' })]);
    world.target([cloudUser(101, 'a', { employeeId: '17' }), cloudUser(102, 'b', { employeeId: '17' })]);
    expect(outcome(withJoin(byNumber))).toEqual(['ambiguousMatch kate a+b']);
  });

  test('names at most ten of the users that share a value', () => {
    world.source([adUser(1, 'kate', { employeeID: '17' })]);
    world.target(Array.from({ length: 30 }, (_, index) => cloudUser(101 + index, `u${index}`, { employeeId: '17' })));
    world.plan({ settings: withJoin(byNumber) });
    expect(world.store.conflicts.all().map(({ situation, others }) => [situation, others.length])).toEqual([['ambiguousMatch', 10]]);
  });

  test('holds a user whom the sign-in name or address finds elsewhere, and agrees silently', () => {
    world.source([adUser(1, 'kate', { employeeID: '17' }), adUser(2, 'bob', { employeeID: '18' })]);
    world.target([cloudUser(101, 'kate'), cloudUser(102, 'katherine', { employeeId: '17' }), cloudUser(103, 'bob', { employeeId: '18' })]);
    expect(outcome(withJoin(byNumber))).toEqual(['ambiguousMatch kate kate+katherine', 'link bob 103']);
  });

  test('keeps every check of the matching policy', () => {
    world.source(['anchored', 'synced', 'guest', 'admin'].map((name, index) => adUser(index + 1, name, { employeeID: String(index + 1) })));
    world.target([
      cloudUser(101, 'w', { employeeId: '1', onPremisesImmutableId: base64OfGuid(guid(99)) }), cloudUser(102, 'x', { employeeId: '2', onPremisesSyncEnabled: true }),
      cloudUser(103, 'y', { employeeId: '3', userType: 'Guest' }), cloudUser(104, 'z', { employeeId: '4' }),
    ]);
    world.plan({ settings: withJoin(byNumber), facts: { roles: [{ memberId: guid(104), memberKind: 'user', role: 'Global Administrator' }] } });
    expect(world.store.conflicts.all().map(({ situation, dn }) => `${dn.slice(3, dn.indexOf(','))} ${situation}`).sort()).toEqual(['admin roleHolder', 'anchored anchorMismatch', 'guest typeMismatch', 'synced managedElsewhere']);
  });

  test('is a soft match: held for review, or off, as the policy says', () => {
    world.source([adUser(1, 'kate', { employeeID: '17' })]);
    world.target([cloudUser(101, 'katherine', { employeeId: '17' })]);
    expect(outcome(withJoin(byNumber, {}, { softMatch: 'off' }))).toEqual(['create kate']);
    expect(outcome(withJoin(byNumber, {}, { softMatch: 'review' }))).toEqual(['found kate katherine']);
  });

  test('counts only in the scope of its rule, and not when the rule is disabled', () => {
    world.source([adUser(1, 'kate', { employeeID: '17', department: 'Sales' }), adUser(2, 'bob', { employeeID: '18' })]);
    world.target([cloudUser(101, 'katherine', { employeeId: '17' }), cloudUser(102, 'robert', { employeeId: '18' })]);
    expect(outcome(withJoin(byNumber, { scope: [[{ attribute: 'department', operator: 'EQUAL', value: 'sales' }]] }))).toEqual(['create bob', 'link kate 101']);
    expect(outcome(withJoin(byNumber, { enabled: false }))).toEqual(['create bob', 'create kate']);
  });

  test('holds a user about whom two rules disagree', () => {
    world.source([adUser(1, 'kate', { employeeID: '17', sAMAccountName: 'kate' })]);
    world.target([cloudUser(101, 'a', { employeeId: '17' }), cloudUser(102, 'b', { mailNickname: 'kate' })]);
    const rules = { custom: [{ name: 'One', type: 'user', precedence: 10, flows: [], join: byNumber }, { name: 'Two', type: 'user', precedence: 11, flows: [], join: [[{ attribute: 'sAMAccountName', property: 'mailNickname' }]] }] } as const;
    expect(outcome(settings({ rules: structuredClone(rules) as unknown as { custom: CustomInput[] } }))).toEqual(['ambiguousMatch kate a+b']);
  });

  test('two AD users with the same value are both held', () => {
    world.source([adUser(1, 'kate', { employeeID: '17' }), adUser(2, 'kate2', { employeeID: '17' })]);
    world.target([cloudUser(101, 'katherine', { employeeId: '17' })]);
    expect(outcome(withJoin(byNumber))).toEqual(['ambiguousMatch kate kate2+katherine', 'ambiguousMatch kate2 kate+katherine']);
  });

  test('says in the check what cannot be joined', () => {
    const findings = (join: Join, type: 'user' | 'group' = 'user') => checkRules(withJoin(join, { type }).rules).map(({ path, message }) => `${path}: ${message}`);
    expect(findings([[{ attribute: 'employeeId', property: 'employeeID' }]])).toEqual(['rules.custom[0].join[0][0].attribute: There is no attribute employeeId in the catalogue.', 'rules.custom[0].join[0][0].property: A cloud user cannot be found by employeeID.']);
    expect(findings([[{ attribute: 'objectGUID', property: 'onPremisesImmutableId' }]])).toEqual(['rules.custom[0].join[0][0].attribute: objectGUID cannot be compared with a property of a cloud user: it is neither text nor a number.', 'rules.custom[0].join[0][0].property: A cloud user cannot be found by onPremisesImmutableId.']);
    expect(findings(byNumber, 'group')).toEqual(['rules.custom[0].join: A join finds users only. Groups are found by their unique name, or by their display name when the profile says so.']);
    expect(findings(byNumber)).toEqual([]);
    world.source([adGroup(10, 'Staff')]);
    world.target([]);
    expect(outcome(withJoin(byNumber))).toEqual(['create Staff']);
  });
});
