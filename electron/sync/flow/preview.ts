import type { PreviewedFlow } from '../../../shared/ipc/directory.ts';
import { anchorOf } from '../names/anchor.ts';
import { isMailEnabledGroup, isSecurityGroup, isSynchronizedGroup } from '../plan/identity.ts';
import type { FlowRule } from '../rules/compile-rules.ts';
import type { Settings } from '../settings.ts';
import type { SourceRow } from '../store.ts';
import { lostAddresses } from './address.ts';
import type { FlowContext } from './context.ts';
import { project, type Projection } from './project.ts';
import { firstValue } from './text.ts';

/** What the rules make of one object, rule by rule, without looking at the target. */
export function previewFlows(row: SourceRow, context: FlowContext): readonly PreviewedFlow[] {
  const anchor = anchorOf(row).value;
  const projection = project(row, anchor, context, null);
  return projection.wanted.map(({ rule, value }) => ({
    ruleId: rule.id,
    target: rule.target,
    rule: rule.name,
    source: Object.fromEntries(rule.reads.flatMap((name) => (row.attributes[name] === undefined ? [] : [[name, row.attributes[name]]]))),
    value,
    problem: projection.invalid.find(({ attribute }) => attribute === rule.target)?.why ?? null,
    note: noteOf(rule, row, projection),
  }));
}

function noteOf(rule: FlowRule, row: SourceRow, { principalNameComputed, sourcePrincipalName }: Projection): string | null {
  switch (rule.target) {
    case 'userPrincipalName':
      return principalNameComputed ? `The suffix of ${sourcePrincipalName ?? ''} is not verified in the tenant.` : null;
    case 'mailNickname':
      return rule.when === 'create' ? 'Derived, for Active Directory has none; set at creation only.' : null;
    case 'onPremisesImmutableId': {
      const { ignoredBytes } = anchorOf(row);
      return ignoredBytes === null ? null : `mS-DS-ConsistencyGuid holds ${ignoredBytes} bytes instead of 16 and is ignored.`;
    }
    default:
      return rule.when === 'create' ? 'Set at creation only.' : null;
  }
}

/** What this object has that Microsoft Graph cannot take, a sentence each. */
export function lossesOf(row: SourceRow, rules: Pick<Settings['rules'], 'distributionLists'>): readonly string[] {
  if (row.kind === 'contact') return ['Contacts cannot be created through Microsoft Graph.'];
  if (row.kind === 'group') {
    if (!isSecurityGroup(row) && isSynchronizedGroup(row, rules)) return ['The list becomes a Microsoft 365 group: it holds users only, and the tenant gives it its address.'];
    if (!isSecurityGroup(row)) return ['Distribution lists cannot be created through Microsoft Graph.'];
    return isMailEnabledGroup(row) ? ['The group is mail-enabled; it is synchronized as a plain security group, without its addresses.'] : [];
  }
  const mail = firstValue(row.attributes['mail']);
  const primary = (row.attributes['proxyAddresses'] ?? []).find((value) => value.trim().startsWith('SMTP:'))?.trim().slice(5);
  const lost = lostAddresses(row.attributes, mail ?? primary ?? null);
  return [
    ...(lost.length === 0 ? [] : [`${lost.length === 1 ? 'One address' : `${lost.length} addresses`} of proxyAddresses cannot be written: ${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ', …' : ''}.`]),
    ...(firstValue(row.attributes['msExchHideFromAddressLists'])?.toLowerCase() === 'true' ? ['Hiding from address lists cannot be written.'] : []),
    'The password is not synchronized.',
  ];
}
