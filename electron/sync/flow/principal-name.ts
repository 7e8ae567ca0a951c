import { guidOfBase64 } from '../names/guid.ts';
import type { SourceRow } from '../store.ts';
import { primaryAddress } from './address.ts';
import type { FlowContext } from './context.ts';
import { deriveNickname, principalPrefix } from './nickname.ts';
import { firstValue, prefixOf, suffixOf } from './text.ts';

/** A user principal name and how it came about. `computed`: the suffix is not verified in the tenant. */
export type PrincipalName = { readonly value: string | null; readonly computed: boolean };

function nicknameSources(row: SourceRow, source: string): readonly (string | null)[] {
  const { attributes } = row;
  return [
    firstValue(attributes['mailNickname']),
    prefixOf(primaryAddress(attributes)),
    prefixOf(firstValue(attributes['mail'])),
    prefixOf(source),
    firstValue(attributes['sAMAccountName']),
    firstValue(attributes['cn']),
  ];
}

function lastResort(row: SourceRow, anchor: string): string {
  return `u-${(guidOfBase64(anchor) ?? row.guid).replaceAll('-', '').slice(0, 8)}`;
}

/**
 * What the tenant makes of the sign-in name that the rules supply. Suffix verified: as it is. Not verified:
 * nickname@initial domain, as Entra does for Entra Connect. `nickname`: the one an admin's rule supplies, if any.
 */
export function principalNameOf(source: string | null, nickname: string | null, row: SourceRow, anchor: string, context: FlowContext): PrincipalName {
  const suffix = source === null ? null : suffixOf(source);
  if (source === null || suffix === null || context.verified.has(suffix)) return { value: source, computed: false };
  const prefix = deriveNickname([nickname, ...nicknameSources(row, source)], lastResort(row, anchor), principalPrefix);
  return { value: `${prefix}@${context.initialDomain}`, computed: true };
}
