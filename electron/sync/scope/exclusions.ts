import { firstRdn } from '../names/dn.ts';
import type { SourceRow } from '../store.ts';

/**
 * Objects that Entra Connect's default rules leave out, and Causeway as well.
 * Source: Microsoft, "Default configuration" of Entra Connect Sync, and its exported default rules (adminDescription).
 * Prefix and containment tests ignore case.
 */
export type Exclusion = {
  readonly name: string;
  readonly kinds: readonly SourceRow['kind'][];
  readonly means: string;
  readonly applies: (row: SourceRow) => boolean;
};

const systemRecipientTypes = 0x21c07000n;
const roleGroupRecipientType = 0x40000000n;
const linkedMailbox = 2n;
/** More members than Entra accepts through synchronization (Entra Connect's V2 endpoint). */
export const largestGroup = 250_000;

function first(row: SourceRow, attribute: string): string {
  return row.attributes[attribute]?.[0]?.trim() ?? '';
}

function lower(row: SourceRow, attribute: string): string {
  return first(row, attribute).toLowerCase();
}

/** msExchRecipientTypeDetails has more than 32 bits: plain bit operators would lie. */
function recipientType(row: SourceRow): bigint {
  const text = first(row, 'msExchRecipientTypeDetails');
  return /^-?\d+$/.test(text) ? BigInt(text) : 0n;
}

function isCasMailbox(text: string): boolean {
  return text.startsWith('cas_') && text.includes('}');
}

export const exclusions: readonly Exclusion[] = [
  { name: 'criticalSystemObject', kinds: ['user', 'group', 'contact'], means: 'isCriticalSystemObject is TRUE', applies: (row) => lower(row, 'isCriticalSystemObject') === 'true' },
  { name: 'noSamAccountName', kinds: ['user'], means: 'sAMAccountName is empty', applies: (row) => first(row, 'sAMAccountName') === '' },
  { name: 'syncServiceAccount', kinds: ['user'], means: 'sAMAccountName starts with AAD_ or MSOL_', applies: (row) => /^(?:aad|msol)_/.test(lower(row, 'sAMAccountName')) },
  { name: 'supportAccount', kinds: ['user'], means: 'sAMAccountName is SUPPORT_388945a0', applies: (row) => lower(row, 'sAMAccountName') === 'support_388945a0' },
  { name: 'systemMailbox', kinds: ['user'], means: 'mailNickname starts with SystemMailbox{', applies: (row) => lower(row, 'mailNickname').startsWith('systemmailbox{') },
  { name: 'casMailbox', kinds: ['user', 'contact'], means: 'mailNickname or sAMAccountName starts with CAS_ and contains }', applies: (row) => isCasMailbox(lower(row, 'mailNickname')) || isCasMailbox(lower(row, 'sAMAccountName')) },
  { name: 'recipientType', kinds: ['user'], means: 'msExchRecipientTypeDetails is a system mailbox type', applies: (row) => (recipientType(row) & systemRecipientTypes) !== 0n },
  { name: 'conflictObject', kinds: ['user', 'group', 'contact'], means: 'the name contains \\0ACNF:, left by a replication conflict', applies: (row) => /(?:\\0a|\n)cnf:/i.test(firstRdn(row.dn)) },
  { name: 'linkedMailboxWithoutAccount', kinds: ['user'], means: 'a linked mailbox whose account is in a forest that is not configured', applies: (row) => recipientType(row) === linkedMailbox },
  { name: 'adminDescription', kinds: ['user'], means: 'adminDescription starts with User_', applies: (row) => lower(row, 'adminDescription').startsWith('user_') },
  { name: 'adminDescription', kinds: ['group'], means: 'adminDescription starts with Group_', applies: (row) => lower(row, 'adminDescription').startsWith('group_') },
  { name: 'richCoexistenceGroup', kinds: ['group'], means: 'sAMAccountName is MSOL_AD_Sync_RichCoexistence', applies: (row) => lower(row, 'sAMAccountName') === 'msol_ad_sync_richcoexistence' },
  { name: 'roleGroup', kinds: ['group'], means: 'an Exchange role group', applies: (row) => (recipientType(row) & roleGroupRecipientType) !== 0n },
  { name: 'groupTooLarge', kinds: ['group'], means: `more than ${largestGroup} members`, applies: (row) => row.memberCount > largestGroup },
];

/** The first rule that leaves this object out, or null. */
export function exclusionOf(row: SourceRow): Exclusion | null {
  return exclusions.find((exclusion) => exclusion.kinds.includes(row.kind) && exclusion.applies(row)) ?? null;
}
