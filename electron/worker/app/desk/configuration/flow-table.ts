import type { FlowRow, FlowTable } from '../../../../../shared/ipc/configuration.ts';
import { sourceAttributes } from '../../../../sync/attributes.ts';
import { countryCodes } from '../../../../sync/flow/countries.ts';
import { describeFlow } from '../../../../sync/flow/describe.ts';
import { readsOf } from '../../../../sync/flow/reads.ts';
import { defaultRules, type FlowRule } from '../../../../sync/flow/rules.ts';
import type { Settings } from '../../../../sync/settings.ts';

/** Single-valued text that can hold a name with an @. */
const signInAttributes: readonly string[] = ['userPrincipalName', 'mail', 'employeeID', ...sourceAttributes.filter((name) => name.startsWith('extensionAttribute'))];

/** Entra Connect numbers its default rules from 100; what an admin adds comes before. */
const firstDefaultPrecedence = 100;

export function flowKey({ type, target }: FlowRule): string {
  return `${type} ${target}`;
}

function rowOf(rule: FlowRule, index: number, rules: Settings['rules']): FlowRow {
  const { type, target, name, flow, required, when, empty, longest } = rule;
  return {
    key: flowKey(rule),
    type,
    target,
    name,
    kind: flow.kind,
    reads: readsOf(rule, rules.signInAttribute),
    how: describeFlow(rule, rules),
    required,
    when,
    empty,
    longest,
    origin: 'default',
    precedence: firstDefaultPrecedence + index,
  };
}

/** Every attribute flow in the order in which it is shown. */
export function flowTable(rules: Settings['rules']): FlowTable {
  return { flows: defaultRules.map((rule, index) => rowOf(rule, index, rules)), signInAttributes, countries: countryCodes };
}
