import { scopeOperatorOf } from '../../../shared/rules.ts';
import type { Settings } from '../settings.ts';
import { defaultRules } from './default-rules.ts';
import type { FlowSource, Rule } from './rule.ts';

type Options = Settings['rules'];
type CustomRule = Options['custom'][number];

function sourceOf({ direct, expression, constant }: CustomRule['flows'][number]): FlowSource {
  if (direct !== undefined) return { kind: 'direct', attribute: direct };
  return expression === undefined ? { kind: 'constant', value: constant ?? null } : { kind: 'expression', text: expression };
}

function valueOf(value: CustomRule['scope'][number][number]['value']): string | readonly string[] | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? value.map(String) : String(value);
}

function ruleOf({ name, type, direction, precedence, enabled, description, scope, join = [], flows }: CustomRule): Rule {
  return {
    id: name,
    name,
    type,
    direction,
    precedence,
    origin: 'custom',
    enabled,
    description,
    scope: scope.map((group) => group.map(({ attribute, operator, value }) => ({ attribute, operator: scopeOperatorOf(operator), value: valueOf(value) }))),
    join,
    flows: flows.map((flow) => ({ target: flow.target, source: sourceOf(flow), applyOnce: flow.applyOnce, merge: flow.merge })),
  };
}

/** Every rule, in the order in which they are asked: the admin's by precedence, then the default rules. */
export function rulesOf(options: Options): readonly Rule[] {
  const custom = options.custom.map(ruleOf).sort((left, right) => left.precedence - right.precedence || (left.name < right.name ? -1 : 1));
  return [...custom, ...defaultRules(options)];
}

/** Parameters with a value: the admin's, and what the default rules need. */
export function parametersOf(options: Options): Readonly<Record<string, string>> {
  return { ...options.parameters, UsageLocation: options.usageLocation ?? '', DisableExpiredAccounts: options.disableExpiredAccounts ? 'True' : 'False' };
}
