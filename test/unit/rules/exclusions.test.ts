import { describe, expect, test } from 'vitest';
import { checkExpression, surroundingsOf } from '../../../electron/sync/rules/try-expression.ts';
import { exclusionOf, exclusions } from '../../../electron/sync/scope/exclusions.ts';
import type { SourceRow } from '../../../electron/sync/store.ts';
import { rowOf, type Attributes } from './evaluate.ts';

// "Microsoft Entra Connect Sync: Understand the default configuration", out-of-box scoping
// (learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration)

const account = { sAMAccountName: 'joe', userAccountControl: '512' };

function by(attributes: Attributes, row: Partial<SourceRow> = {}): string | null {
  return exclusionOf(rowOf({ ...account, ...attributes }, row))?.name ?? null;
}

test.each(exclusions)('$name of $kinds is correct', ({ expression }) => {
  const { check } = checkExpression(expression, surroundingsOf({}));
  expect({ findings: check.findings, gives: check.gives }).toEqual({ findings: [], gives: 'True or False' });
});

describe('users', () => {
  test.each<readonly [Attributes, string | null, Partial<SourceRow>]>([
    [{}, null, {}],
    [{ isCriticalSystemObject: 'TRUE' }, 'criticalSystemObject', {}],
    [{ isCriticalSystemObject: 'FALSE' }, null, {}],
    [{ isCriticalSystemObject: 'maybe' }, null, {}],
    [{ sAMAccountName: '  ' }, 'noSamAccountName', {}],
    [{ sAMAccountName: [] }, 'noSamAccountName', {}],
    [{ sAMAccountName: 'aad_1' }, 'syncServiceAccount', {}],
    [{ sAMAccountName: 'MSOL_1' }, 'syncServiceAccount', {}],
    [{ sAMAccountName: 'MSOL-1' }, null, {}],
    [{ sAMAccountName: 'Support_388945A0' }, 'supportAccount', {}],
    [{ mailNickname: 'systemMAILBOX{1}' }, 'systemMailbox', {}],
    [{ mailNickname: 'systemmailbox1' }, null, {}],
    [{ mailNickname: 'CAS_{1}' }, 'casMailbox', {}],
    [{ mailNickname: 'CAS_1' }, null, {}],
    [{ sAMAccountName: 'cas_{1}' }, 'casMailbox', {}],
    [{ msExchRecipientTypeDetails: '8388608' }, 'recipientType', {}],
    [{ msExchRecipientTypeDetails: '2147483648' }, null, {}],
    [{ msExchRecipientTypeDetails: '1' }, null, {}],
    [{ msExchRecipientTypeDetails: 'x' }, null, {}],
    [{ msExchRecipientTypeDetails: '2' }, 'linkedMailboxWithoutAccount', {}],
    [{ adminDescription: ' user_x' }, 'adminDescription', {}],
    [{ adminDescription: 'Group_x' }, null, {}],
    [{}, 'conflictObject', { dn: 'CN=Joe\\0ACNF:00010203-0405-4607-8809-0a0b0c0d0e0f,DC=contoso,DC=com' }],
    [{}, 'conflictObject', { dn: 'CN=Joe\ncnf:00010203-0405-4607-8809-0a0b0c0d0e0f,DC=contoso,DC=com' }],
    [{}, null, { dn: 'CN=Joe,OU=Old\\0ACNF:1,DC=contoso,DC=com' }],
  ])('%j: %s', (attributes, expected, row) => expect(by(attributes, row)).toBe(expected));
});

describe('groups and contacts', () => {
  test.each<readonly [Attributes, string | null, Partial<SourceRow>]>([
    [{}, null, { kind: 'group' }],
    [{ isCriticalSystemObject: 'true' }, 'criticalSystemObject', { kind: 'group' }],
    [{ adminDescription: 'GROUP_x' }, 'adminDescription', { kind: 'group' }],
    [{ adminDescription: 'User_x' }, null, { kind: 'group' }],
    [{ sAMAccountName: 'MSOL_AD_Sync_RichCoexistence' }, 'richCoexistenceGroup', { kind: 'group' }],
    [{ msExchRecipientTypeDetails: '1073741824' }, 'roleGroup', { kind: 'group' }],
    [{}, 'groupTooLarge', { kind: 'group', memberCount: 250_001 }],
    [{}, null, { kind: 'group', memberCount: 250_000 }],
    [{ mailNickname: 'cas_{1}', sAMAccountName: [] }, 'casMailbox', { kind: 'contact' }],
    [{ sAMAccountName: [] }, null, { kind: 'contact' }],
  ])('%j: %s', (attributes, expected, row) => expect(by(attributes, row)).toBe(expected));
});
