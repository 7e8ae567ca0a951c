import type { Computation, FlowRule } from './rules.ts';

/** AD attributes that a computation looks at. */
const lookedAt: Readonly<Record<Computation, readonly string[]>> = {
  accountEnabled: ['userAccountControl', 'accountExpires'],
  anchor: ['mS-DS-ConsistencyGuid', 'objectGUID'],
  mail: ['mail', 'proxyAddresses'],
  mailNickname: ['mailNickname', 'proxyAddresses', 'mail', 'userPrincipalName', 'sAMAccountName', 'cn'],
  telephone: ['telephoneNumber'],
  uniqueName: ['mS-DS-ConsistencyGuid', 'objectGUID'],
  usageLocation: ['msExchUsageLocation', 'c'],
  userPrincipalName: ['userPrincipalName', 'sAMAccountName', 'mailNickname'],
  initialPassword: [],
};

/** The AD attributes that a rule reads, the most important first. */
export function readsOf(rule: FlowRule, signInAttribute: string): readonly string[] {
  const names = rule.flow.kind === 'direct' ? rule.flow.from : rule.flow.kind === 'computed' ? lookedAt[rule.flow.by] : [];
  return rule.target === 'userPrincipalName' ? [...new Set([signInAttribute, ...names.filter((name) => name !== 'userPrincipalName')])] : names;
}
