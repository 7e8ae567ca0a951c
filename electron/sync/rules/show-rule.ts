import { nearest } from '../../../shared/nearest.ts';
import { Problem } from '../../../shared/errors.ts';
import type { RuleSetFinding, ShownClause, ShownRule } from '../../../shared/rules.ts';
import type { Settings } from '../settings.ts';
import { checkRules } from './check-rules.ts';
import { readsOfFlow } from './compile-rules.ts';
import type { Clause, Rule } from './rule.ts';
import { rulesOf } from './rule-set.ts';

type Options = Settings['rules'];

export function shownClause({ attribute, operator, value }: Clause): ShownClause {
  return { attribute, operator, value: typeof value === 'string' || value === null ? value : value.join(';') };
}

function shown(rule: Rule, findings: readonly RuleSetFinding[]): ShownRule {
  const { id, name, type, direction, precedence, origin, enabled, description, scope, join, flows } = rule;
  // A finding about a default rule's name may be about its namesake of the other type: only its own path counts.
  const own = findings.filter((finding) => finding.rule === name && (origin === 'custom' || finding.path === 'rules.signInAttribute'));
  const state = !enabled ? 'disabled' : own.some(({ severity }) => severity === 'error') ? 'faulty' : 'active';
  return {
    id,
    name,
    type,
    direction,
    precedence,
    origin,
    state,
    description,
    scope: scope.map((group) => group.map(shownClause)),
    join,
    flows: flows.map((flow) => {
      const { source, target, applyOnce, merge } = flow;
      const from = source.kind === 'direct' ? source.attribute : source.kind === 'constant' ? source.value : source.text;
      return { target, kind: source.kind, source: from, applyOnce, merge, reads: readsOfFlow(flow) };
    }),
    findings: own,
  };
}

/** Every rule in the order in which they are asked, with what is wrong with each. */
export function shownRules(options: Options): readonly ShownRule[] {
  const findings = checkRules(options);
  return rulesOf(options).map((rule) => shown(rule, findings));
}

/** A rule by its id or name. Throws a usage Problem that names the nearest one. */
export function findRule(text: string, options: Options): Rule {
  const rules = rulesOf(options);
  const wanted = text.trim().toLowerCase();
  const byId = rules.find(({ id }) => id.toLowerCase() === wanted);
  const named = byId === undefined ? rules.filter(({ name }) => name.toLowerCase() === wanted) : [byId];
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw new Problem('usage', `Several rules are called "${text}".`, `Give the id: ${named.map(({ id }) => id).join(', ')}.`);
  const near = nearest(text, rules.flatMap(({ id, name }) => [id, name]));
  throw new Problem('usage', `There is no rule "${text}".${near === null ? '' : ` Did you mean \`${near}\`?`}`, '`causeway rules list` shows every rule.');
}

/** The rule as an entry of `rules.custom`: what an admin copies to change it, for a default rule is never edited. */
export function asCustomRule({ name, type, direction, origin, precedence, enabled, description, scope, join, flows }: Rule): Options['custom'][number] {
  return {
    name: origin === 'default' ? `${name} (copy)` : name,
    type,
    direction,
    precedence: origin === 'default' ? 50 : precedence,
    enabled: origin === 'default' ? true : enabled,
    description,
    scope: scope.map((group) => group.map(({ attribute, operator, value }) => ({ attribute, operator, ...(value === null ? {} : { value: typeof value === 'string' ? value : [...value] }) }))),
    ...(join.length === 0 ? {} : { join: join.map((group) => group.map((clause) => ({ ...clause }))) }),
    flows: flows.map(({ target, source, applyOnce, merge }) => {
      const from = source.kind === 'direct' ? { direct: source.attribute } : source.kind === 'expression' ? { expression: source.text } : { constant: typeof source.value === 'object' ? [...(source.value ?? [])] : source.value };
      return { target, ...from, applyOnce, merge };
    }),
  };
}
