import type { AttributeValue } from '../../../shared/plan.ts';
import { domainOfDn } from '../names/dn.ts';
import { guidOfBase64 } from '../names/guid.ts';
import { uniqueNameOf } from '../names/anchor.ts';
import type { TenantDomain } from '../directory.ts';
import type { Settings } from '../settings.ts';
import type { SourceRow } from '../store.ts';
import { primaryAddress } from './address.ts';
import { countryCode } from './countries.ts';
import { cleanNickname, deriveNickname, principalPrefix } from './nickname.ts';
import type { Computation } from './rules.ts';
import { firstValue, prefixOf, suffixOf } from './text.ts';

/** What a computation may look at. `verified` and `federated` hold lower-case domain names. */
export type FlowContext = {
  readonly rules: Settings['rules'];
  readonly verified: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
  readonly initialDomain: string;
  readonly now: Date;
};

export function flowContext(settings: Pick<Settings, 'rules'>, domains: readonly TenantDomain[], now: Date): FlowContext {
  const verified = domains.filter((domain) => domain.verified);
  return {
    rules: settings.rules,
    verified: new Set(verified.map((domain) => domain.name.toLowerCase())),
    federated: new Set(verified.filter((domain) => domain.federated).map((domain) => domain.name.toLowerCase())),
    initialDomain: (domains.find((domain) => domain.initial) ?? verified[0])?.name.toLowerCase() ?? '',
    now,
  };
}

const accountDisabledBit = 2;
const neverExpires = 0x7fffffffffffffffn;
/** 100-nanosecond intervals between 1601-01-01 and 1970-01-01. */
const fileTimeEpoch = 116_444_736_000_000_000n;

/** FILETIME of accountExpires; 0 and the largest value mean never ([MS-ADA1] 2.2). */
function isExpired(row: SourceRow, now: Date): boolean {
  const text = firstValue(row.attributes['accountExpires']);
  if (text === null || !/^\d+$/.test(text)) return false;
  const ticks = BigInt(text);
  return ticks !== 0n && ticks !== neverExpires && (ticks - fileTimeEpoch) / 10_000n <= BigInt(now.getTime());
}

function accountEnabled(row: SourceRow, context: FlowContext): boolean {
  const control = Number(firstValue(row.attributes['userAccountControl']) ?? '0');
  const disabled = Number.isInteger(control) && Math.floor(control / accountDisabledBit) % 2 === 1;
  return !disabled && !(context.rules.disableExpiredAccounts && isExpired(row, context.now));
}

/** The sign-in name as AD has it: the chosen attribute, else sAMAccountName@domain. */
export function sourcePrincipalName(row: SourceRow, context: FlowContext): string | null {
  const own = firstValue(row.attributes[context.rules.signInAttribute]);
  if (own !== null) return own;
  const samAccountName = firstValue(row.attributes['sAMAccountName']);
  return samAccountName === null ? null : `${samAccountName}@${domainOfDn(row.dn)}`;
}

function nicknameSources(row: SourceRow, context: FlowContext): readonly (string | null)[] {
  const { attributes } = row;
  return [
    firstValue(attributes['mailNickname']),
    prefixOf(primaryAddress(attributes)),
    prefixOf(firstValue(attributes['mail'])),
    row.kind === 'user' ? prefixOf(sourcePrincipalName(row, context)) : null,
    firstValue(attributes['sAMAccountName']),
    firstValue(attributes['cn']),
  ];
}

function lastResort(row: SourceRow, anchor: string): string {
  return `${row.kind === 'group' ? 'g' : 'u'}-${(guidOfBase64(anchor) ?? row.guid).replaceAll('-', '').slice(0, 8)}`;
}

/** AD's own nickname, cleaned but not cut; null when AD has none or nothing is left of it. */
export function ownNickname(row: SourceRow): string | null {
  const own = firstValue(row.attributes['mailNickname']);
  const cleaned = own === null ? '' : cleanNickname(own);
  return cleaned === '' ? null : cleaned;
}

/** The nickname for a new object: AD's own, else derived from addresses and names. */
export function nicknameForCreate(row: SourceRow, anchor: string, context: FlowContext): string {
  return ownNickname(row) ?? deriveNickname(nicknameSources(row, context), lastResort(row, anchor));
}

/** A user principal name and how it came about. `computed`: the suffix is not verified in the tenant. */
export type PrincipalName = { readonly value: string | null; readonly computed: boolean; readonly source: string | null };

/** Suffix verified: as AD has it. Not verified: nickname@initial domain, as Entra does for Entra Connect. */
export function principalName(row: SourceRow, anchor: string, context: FlowContext): PrincipalName {
  const source = sourcePrincipalName(row, context);
  const suffix = source === null ? null : suffixOf(source);
  if (source === null || suffix === null || context.verified.has(suffix)) return { value: source, computed: false, source };
  const nickname = deriveNickname(nicknameSources(row, context), lastResort(row, anchor), principalPrefix);
  return { value: `${nickname}@${context.initialDomain}`, computed: true, source };
}

/** The value a computation supplies for a new object; null is empty. */
export function compute(by: Computation, row: SourceRow, anchor: string, context: FlowContext): AttributeValue {
  switch (by) {
    case 'accountEnabled':
      return accountEnabled(row, context);
    case 'anchor':
      return anchor;
    case 'userPrincipalName':
      return principalName(row, anchor, context).value;
    case 'mailNickname':
      return nicknameForCreate(row, anchor, context);
    case 'mail':
      return firstValue(row.attributes['mail']) ?? primaryAddress(row.attributes);
    case 'telephone': {
      const phone = firstValue(row.attributes['telephoneNumber']);
      return phone === null ? [] : [phone];
    }
    case 'usageLocation':
      return countryCode(firstValue(row.attributes['msExchUsageLocation'])) ?? countryCode(firstValue(row.attributes['c'])) ?? countryCode(context.rules.usageLocation ?? null);
    case 'uniqueName':
      return uniqueNameOf(anchor);
    case 'initialPassword':
      return 'generated';
  }
}
