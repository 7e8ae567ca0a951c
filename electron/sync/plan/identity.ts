import type { FlowContext } from '../flow/context.ts';
import { primaryAddress } from '../flow/address.ts';
import { project, type Overrides, type Projection } from '../flow/project.ts';
import { firstValue } from '../flow/text.ts';
import type { InvalidValue } from '../flow/validate.ts';
import { anchorOf } from '../names/anchor.ts';
import type { Settings } from '../settings.ts';
import type { SourceRow } from '../store.ts';

/** An in-scope AD user or group as matching sees it. One per identity, so it is kept small. */
export type Identity = {
  readonly guid: string;
  readonly type: 'user' | 'group';
  readonly anchor: string;
  /** The UPN the rules want; for an unverified suffix the computed one. */
  readonly principalName: string | null;
  readonly principalNameComputed: boolean;
  /** The value to be written to `mail`. */
  readonly mail: string | null;
  readonly primaryAddress: string | null;
  /** Groups only: for matching by name. */
  readonly displayName: string | null;
  /** A distribution list that becomes a Microsoft 365 group. */
  readonly unified: boolean;
  /** Of such a group: unique among Microsoft 365 groups. */
  readonly nickname: string | null;
  /** Groups only: objectSid as text, for what Entra Connect left in the tenant. */
  readonly sid: string | null;
  readonly invalid: readonly InvalidValue[];
};

const nothingInvalid: readonly InvalidValue[] = [];

function wantedText(projection: Projection, target: string): string | null {
  const value = projection.wanted.find((wanted) => wanted.rule.target === target)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

function sidOf(row: SourceRow): string | null {
  const sid = firstValue(row.attributes['objectSid']);
  return sid !== null && /^S-1-/i.test(sid) ? sid : null;
}

/** Distils a source row: the anchor, the values that must be unique, and what Graph would refuse. */
export function identityOf(row: SourceRow, context: FlowContext, overrides: Overrides | null): Identity {
  const anchor = anchorOf(row).value;
  const projection = project(row, anchor, context, overrides);
  const user = row.kind === 'user';
  const unified = !user && !isSecurityGroup(row);
  const principalName = user ? wantedText(projection, 'userPrincipalName') : null;
  const mail = user ? wantedText(projection, 'mail') : null;
  const primary = user ? primaryAddress(row.attributes) : null;
  return {
    guid: row.guid,
    type: user ? 'user' : 'group',
    anchor,
    principalName,
    principalNameComputed: projection.principalNameComputed,
    mail: mail === principalName ? principalName : mail,
    primaryAddress: overrides?.values.has('mail') === true ? mail : primary === mail ? mail : primary,
    displayName: user ? null : wantedText(projection, 'displayName'),
    unified,
    nickname: unified ? wantedText(projection, 'mailNickname') : null,
    sid: user ? null : sidOf(row),
    invalid: projection.invalid.length === 0 ? nothingInvalid : projection.invalid,
  };
}

/** Whether this group becomes a security group: the groupType bit 0x80000000, a negative number in AD. */
export function isSecurityGroup(row: SourceRow): boolean {
  const groupType = Number(firstValue(row.attributes['groupType']) ?? '-2147483646');
  return groupType < 0 || groupType >= 2_147_483_648;
}

/** Whether this group is synchronized: as a security group, or, where the profile says so, as a Microsoft 365 group. */
export function isSynchronizedGroup(row: SourceRow, { distributionLists }: Pick<Settings['rules'], 'distributionLists'>): boolean {
  return isSecurityGroup(row) || (distributionLists === 'microsoft365' && isMailEnabledGroup(row));
}

/** Entra Connect's test for a mail-enabled group: an smtp address, or mail when there is no proxy address at all. */
export function isMailEnabledGroup(row: SourceRow): boolean {
  const addresses = row.attributes['proxyAddresses'] ?? [];
  return addresses.length === 0 ? firstValue(row.attributes['mail']) !== null : addresses.some((address) => /^smtp:/i.test(address.trim()));
}

