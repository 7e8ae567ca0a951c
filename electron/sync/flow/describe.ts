import { textOf } from './project.ts';
import type { Settings } from '../settings.ts';
import type { Computation, FlowRule } from './rules.ts';

/** What each computation does, in a phrase. */
const means: Readonly<Record<Computation, string>> = {
  accountEnabled: 'enabled unless userAccountControl says disabled',
  anchor: 'mS-DS-ConsistencyGuid if it holds 16 bytes, else objectGUID; base64',
  mail: 'mail, else the primary address of proxyAddresses',
  mailNickname: 'mailNickname, else the first part of the primary address, mail or sign-in name; cleaned',
  telephone: 'telephoneNumber, as the only value',
  uniqueName: 'ad- and the source anchor as GUID',
  usageLocation: 'msExchUsageLocation, else c',
  userPrincipalName: 'else sAMAccountName@domain; on an unverified suffix nickname@initial domain',
  initialPassword: 'random, 32 characters; to be changed at the first sign-in',
};

/** How a rule comes to its value, in a phrase. */
export function describeFlow({ flow, target }: FlowRule, rules: Settings['rules']): string {
  if (flow.kind === 'direct') return flow.from.join(', else ');
  if (flow.kind === 'constant') return textOf(flow.value);
  if (target === 'userPrincipalName') return `${rules.signInAttribute}, ${means.userPrincipalName}`;
  if (target === 'usageLocation' && rules.usageLocation !== undefined) return `${means.usageLocation}, else ${rules.usageLocation.toUpperCase()}`;
  if (target === 'accountEnabled' && rules.disableExpiredAccounts) return `${means.accountEnabled}, or accountExpires is past`;
  return means[flow.by];
}
