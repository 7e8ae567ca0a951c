import type { FlowRow, FlowTable } from '../../../../../shared/ipc/configuration.ts';
import { sourceAttributes } from '../../../../sync/attributes.ts';
import { countryCodes } from '../../../../sync/flow/countries.ts';
import { textOf } from '../../../../sync/flow/project.ts';
import { propertyOf } from '../../../../sync/flow/properties.ts';
import { readsOfRule } from '../../../../sync/rules/compile-rules.ts';
import { rulesOf } from '../../../../sync/rules/rule-set.ts';
import type { FlowSource, Rule, RuleFlow } from '../../../../sync/rules/rule.ts';
import type { Settings } from '../../../../sync/settings.ts';

/** Single-valued text that can hold a name with an @. */
const signInAttributes: readonly string[] = ['userPrincipalName', 'mail', 'employeeID', ...sourceAttributes.filter((name) => name.startsWith('extensionAttribute'))];

/** Unique in the table: a default rule has one flow, an admin's may have several. */
export function flowKey({ id, origin, type }: Rule, { target }: RuleFlow): string {
  return origin === 'default' ? id.replace('.', ' ') : `custom ${type} ${id} ${target}`;
}

function howOf(source: FlowSource): string {
  if (source.kind === 'direct') return source.attribute;
  return source.kind === 'expression' ? source.text : textOf(source.value);
}

function rowOf(rule: Rule, flow: RuleFlow, rules: Settings['rules']): FlowRow {
  const { type, direction, name, precedence, origin, description } = rule;
  const { target, source, applyOnce } = flow;
  const { required = false, empty = 'keep', longest = null } = propertyOf(type, target, rules) ?? {};
  const reads = readsOfRule(rule, flow);
  const kind = origin === 'default' && source.kind === 'expression' ? 'computed' : source.kind;
  return { key: flowKey(rule, flow), ruleId: rule.id, type, direction, target, name, kind, reads, how: origin === 'default' ? description : howOf(source), required, when: applyOnce ? 'create' : 'always', empty, longest, origin, precedence };
}

/** The attribute flows of every rule that is switched on. */
export function enabledFlows(rules: Settings['rules']): readonly { readonly rule: Rule; readonly flow: RuleFlow }[] {
  return rulesOf(rules).filter(({ enabled }) => enabled).flatMap((rule) => rule.flows.map((flow) => ({ rule, flow })));
}

/** Every attribute flow in the order in which it is shown. */
export function flowTable(rules: Settings['rules']): FlowTable {
  return { flows: enabledFlows(rules).map(({ rule, flow }) => rowOf(rule, flow, rules)), signInAttributes, countries: countryCodes };
}
