import { Problem } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/nearest.ts';
import type { Join } from '../../../shared/profile.ts';
import { firstValue } from '../flow/text.ts';
import { bytesOfBase64 } from '../names/guid.ts';
import { sidText } from '../rules/expression/bytes/identifiers.ts';
import { catalogueEntry, catalogueNames } from '../rules/catalogue.ts';
import type { SourceRow } from '../store.ts';

/** Attributes that a join looks at, beside what rules look at. */
export function joinAttributes(join: Join): readonly string[] {
  if (join === 'sid') return ['msExchMasterAccountSid', 'msRTCSIP-OriginatorSid'];
  return typeof join === 'object' ? [join.attribute] : [];
}

/** Whether users can be joined by an attribute: it holds one text. */
function isJoinAttribute(name: string): boolean {
  const entry = catalogueEntry(name);
  return entry !== null && !entry.fact && entry.kind !== 'reference' && !entry.many;
}

/** What a join by one attribute can look at. */
export function joinableAttributes(): readonly string[] {
  return catalogueNames.filter(isJoinAttribute).toSorted((left, right) => left.localeCompare(right, 'en'));
}

/** Throws a usage Problem for a join by an attribute that Active Directory does not have, or that holds no text. */
export function refuseFaultyJoin(join: Join): void {
  if (typeof join !== 'object') return;
  if (isJoinAttribute(join.attribute)) return;
  const entry = catalogueEntry(join.attribute);
  const near = nearest(join.attribute, catalogueNames);
  const fix = entry === null ? `Spell it as Active Directory does${near === null ? '' : `; did you mean ${near}?`}` : 'Choose an attribute with one text, such as employeeID.';
  throw new Problem('usage', `join.attribute: ${join.attribute} is ${entry === null ? 'no attribute that Causeway knows' : 'not an attribute with one value'}.`, fix);
}

/**
 * What one user brings to a join. Two users of different sources are one person when a `claims` of one equals an `is` of
 * the other, whatever the case; `is` names the person, `claims` whom else the object belongs to.
 */
export type JoinKeys = { readonly is: readonly string[]; readonly claims: readonly string[] };

const nobody: JoinKeys = { is: [], claims: [] };
/** NT AUTHORITY\SELF: a mailbox of its own account, not a linked one. */
const self = 'S-1-5-10';

function textOf(row: SourceRow, attribute: string): string | null {
  const text = firstValue(row.attributes[attribute])?.trim().toLowerCase() ?? '';
  return text === '' ? null : text;
}

function sidOf(row: SourceRow, attribute: string): string | null {
  const value = firstValue(row.attributes[attribute]);
  if (value === null) return null;
  const bytes = value.startsWith('S-') ? null : bytesOfBase64(value);
  return bytes === null ? value : sidText(Uint8Array.from(bytes));
}

function present(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value) => value !== null);
}

/** The keys of a user under a join option (Microsoft, "Uniquely identifying your users" of Entra Connect's custom installation). */
export function joinKeysOf(row: SourceRow, join: Join): JoinKeys {
  if (join === 'none') return nobody;
  if (join === 'sid') return { is: present([sidOf(row, 'objectSid')]), claims: present([sidOf(row, 'msExchMasterAccountSid'), sidOf(row, 'msRTCSIP-OriginatorSid')]).filter((sid) => sid !== self) };
  if (join === 'accountName') return { is: present([textOf(row, 'sAMAccountName')]), claims: present([textOf(row, 'mailNickname')]) };
  const same = present([textOf(row, join === 'mail' ? 'mail' : join.attribute)]);
  return { is: same, claims: same };
}
