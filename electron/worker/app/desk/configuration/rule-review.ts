import type { RuleReview } from '../../../../../shared/ipc/configuration.ts';
import type { Profile } from '../../../../../shared/profile.ts';
import { propertiesOf, propertyOf } from '../../../../sync/flow/properties.ts';
import { catalogueNames } from '../../../../sync/rules/catalogue.ts';
import { checkRules } from '../../../../sync/rules/check-rules.ts';
import { defaultRules } from '../../../../sync/rules/default-rules.ts';
import { cloudFiltered, type Rule } from '../../../../sync/rules/rule.ts';
import { asCustomRule, findRule, shownRules } from '../../../../sync/rules/show-rule.ts';
import type { Settings } from '../../../../sync/settings.ts';

function targetsOf(type: 'user' | 'group', options: Settings['rules']): RuleReview['targets']['user'] {
  const properties = propertiesOf(type, options).filter(({ fixed }) => !fixed).map(({ name, takes }) => ({ name, takes }));
  return [...properties, { name: cloudFiltered, takes: 'boolean' }];
}

function isOptional({ type, flows }: Rule, options: Settings['rules']): boolean {
  return flows.every(({ target }) => propertyOf(type, target, options)?.fixed === false);
}

/** The rules as they would be saved, checked; and what a rule can be made of. */
export function ruleReview(options: Settings['rules']): RuleReview {
  return {
    rules: shownRules(options),
    findings: checkRules(options),
    targets: { user: targetsOf('user', options), group: targetsOf('group', options) },
    attributes: catalogueNames,
    optional: defaultRules(options).filter((rule) => isOptional(rule, options)).map(({ id }) => id),
  };
}

/** A copy under a name that is not taken yet. */
export function copyOf(id: string, options: Settings['rules']): Profile['rules']['custom'][number] {
  const copy = asCustomRule(findRule(id, options));
  const taken = new Set(options.custom.map(({ name }) => name.toLowerCase()));
  let name = copy.name;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${copy.name} ${number}`;
  return { ...copy, name };
}
