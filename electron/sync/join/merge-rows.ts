import type { SourceRow } from '../store.ts';

/** What names an account and says whether it may sign in: of the object that the identity signs in with, never of another. */
const signIn: ReadonlySet<string> = new Set([
  'objectSid',
  'sAMAccountName',
  'userPrincipalName',
  'userAccountControl',
  'accountExpires',
  'pwdLastSet',
  'isCriticalSystemObject',
  'adminDescription',
  'msExchRecipientTypeDetails',
  'msExchMasterAccountSid',
  'msRTCSIP-OriginatorSid',
]);
/** Makes the source anchor, which stays what it is. */
const anchor = 'mS-DS-ConsistencyGuid';

/** Exchange's data is maintained where the mailbox is. */
function hasMailbox(row: SourceRow): boolean {
  return (row.attributes['mailNickname']?.length ?? 0) > 0;
}

/**
 * One identity of several AD objects, `rows` by precedence, the first one naming it (its GUID, DN and anchor). Sign-in
 * attributes come from the first object that is there, everything else from the object with a mailbox, else from the
 * first that has a value (Microsoft, "Understanding Users, Groups, and Contacts" of Entra Connect).
 */
export function mergeRows(rows: readonly [SourceRow, ...SourceRow[]], order: ReadonlyMap<string, number>): SourceRow {
  const [first] = rows;
  const living = rows.filter(({ state }) => state !== 'gone');
  const account = living[0] ?? first;
  const bySource = living.toSorted((left, right) => Number(hasMailbox(right)) - Number(hasMailbox(left)) || (order.get(left.source) ?? 0) - (order.get(right.source) ?? 0));
  const attributes: Record<string, readonly string[]> = {};
  for (const row of bySource) for (const [name, values] of Object.entries(row.attributes)) if (!signIn.has(name) && name !== anchor) attributes[name] ??= values;
  for (const name of signIn) if (account.attributes[name] !== undefined) attributes[name] = account.attributes[name];
  if (first.attributes[anchor] !== undefined) attributes[anchor] = first.attributes[anchor];
  const managed = [account, ...bySource].find(({ managerDn }) => managerDn !== null);
  return {
    ...account,
    guid: first.guid,
    attributes,
    managerGuid: managed?.managerGuid ?? null,
    managerDn: managed?.managerDn ?? null,
    joined: rows.filter(({ guid }) => guid !== account.guid).map(({ dn, source, state }) => ({ dn, source, state })),
  };
}
