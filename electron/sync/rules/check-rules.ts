import { Problem } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/nearest.ts';
import type { RuleSetFinding } from '../../../shared/rules.ts';
import { extensionPrefix } from '../flow/extensions.ts';
import { photoProperty, propertiesOf, targetProperties, propertyOf } from '../flow/properties.ts';
import type { Settings } from '../settings.ts';
import { catalogueEntry } from './catalogue.ts';
import { checkExtensions } from './check-extensions.ts';
import { checkFlow, type Report } from './check-flow.ts';
import { checkJoin } from './check-join.ts';
import { checkClause } from './check-scope.ts';
import { outboundNames } from './outbound.ts';
import type { Rule } from './rule.ts';
import { parametersOf, rulesOf } from './rule-set.ts';
import { surroundingsOf } from './try-expression.ts';

type Options = Settings['rules'];

function checkNames({ custom }: Options, defaults: readonly Rule[], report: (rule: string | null) => Report): void {
  const seen = new Set<string>();
  for (const [index, { name }] of custom.entries()) {
    const path = `rules.custom[${index}].name`;
    if (seen.has(name.toLowerCase())) report(name)(path, `There are two rules called "${name}".`, 'Give each rule a name of its own.');
    if (defaults.some(({ id }) => id.toLowerCase() === name.toLowerCase())) report(name)(path, `"${name}" is the id of a default rule.`, 'Choose another name.');
    seen.add(name.toLowerCase());
  }
}

function checkDisabled({ disabled }: Options, defaults: readonly Rule[], report: Report): void {
  for (const [index, id] of disabled.entries()) {
    const path = `rules.disabled[${index}]`;
    const rule = defaults.find((each) => each.id === id);
    const target = rule?.flows[0]?.target;
    if (rule === undefined) {
      const near = nearest(id, defaults.map((each) => each.id));
      report(path, `There is no default rule "${id}".`, near === null ? '`causeway rules list` shows their ids. A rule of your own is switched off by its enabled.' : `Did you mean ${near}?`);
    } else if (target !== undefined && propertyOf(rule.type, target)?.fixed === true) {
      report(path, `${target} cannot be switched off: Causeway relies on it.`, 'Remove it from rules.disabled.');
    }
  }
}

/** An attribute that the catalogue does not know is reported where the default rules use it. */
function checkSignIn({ signInAttribute }: Options, report: Report): void {
  const entry = catalogueEntry(signInAttribute);
  if (entry !== null && (entry.many || entry.kind !== 'text')) report('rules.signInAttribute', `${signInAttribute} cannot be the sign-in name: it ${entry.many ? 'may hold several values' : 'is no text'}.`, 'Choose userPrincipalName, mail, or another text attribute with one value.');
}

/** What Graph demands has to come from a rule that applies to every object. */
function checkRequired(rules: readonly Rule[], report: Report): void {
  for (const { type, name, required } of targetProperties) {
    if (!required) continue;
    const supplies = rules.filter((rule) => rule.enabled && rule.type === type && rule.flows.some(({ target }) => target === name));
    if (supplies.length === 0) report('rules.disabled', `No rule supplies ${name} of a ${type}, and Microsoft Graph demands it.`, `Enable ${type}.${name} again, or add a rule of your own for it.`);
    else if (supplies.every(({ scope }) => scope.length > 0)) report('rules.disabled', `${name} of a ${type} comes only from rules with a scope filter; objects that none of them fits are held.`, null, 'warning');
  }
}

function checkMerges(rules: readonly Rule[], options: Options, report: Report): void {
  for (const { type, name, takes } of (['user', 'group'] as const).flatMap((each) => propertiesOf(each, options))) {
    if (takes !== 'texts') continue;
    const merges = new Set(rules.filter((rule) => rule.enabled && rule.type === type && rule.origin === 'custom').flatMap(({ flows }) => flows.filter(({ target }) => target === name).map(({ merge }) => merge)));
    if (merges.size > 1) report('rules.custom', `The rules for ${name} do not agree on how values are merged: ${[...merges].join(', ')}.`, 'Give all of them the same merge.');
  }
}

function checkTies(custom: readonly Rule[], report: (rule: string | null) => Report): void {
  for (const [index, rule] of custom.entries()) {
    const other = custom.slice(0, index).find((each) => each.enabled && rule.enabled && each.type === rule.type && each.direction === rule.direction && each.precedence === rule.precedence && each.flows.some(({ target }) => rule.flows.some((flow) => flow.target === target)));
    if (other !== undefined) report(rule.name)('rules.custom', `"${other.name}" and "${rule.name}" have the same precedence ${rule.precedence} for the same property; "${other.name}" is asked first, by name.`, 'Give each a precedence of its own.', 'warning');
  }
}

/** Everything that is wrong with the rules of a profile, or worth knowing about them. Empty: they work. */
export function checkRules(options: Options): readonly RuleSetFinding[] {
  const findings: RuleSetFinding[] = [];
  const report = (rule: string | null): Report => (path, message, fix = null, severity = 'error', place = null) => void findings.push({ severity, rule, path, message, fix, place });
  const rules = rulesOf(options);
  const defaults = rules.filter(({ origin }) => origin === 'default');
  const surroundings = surroundingsOf(parametersOf(options));
  checkNames(options, defaults, report);
  checkDisabled(options, defaults, report(null));
  checkSignIn(options, report(null));
  checkExtensions(options, report(null));
  for (const rule of rules) {
    const index = options.custom.findIndex(({ name }) => name === rule.name);
    const base = rule.origin === 'custom' ? `rules.custom[${index}]` : null;
    const say = report(rule.name);
    const known = rule.direction === 'outbound' ? outboundNames(rule.type, options, parametersOf(options)) : surroundings;
    rule.scope.forEach((group, number) => group.forEach((clause, at) => checkClause(clause, `${base ?? ''}.scope[${number}][${at}]`, known, say)));
    checkJoin(rule, `${base ?? ''}.join`, say);
    if (rule.direction === 'outbound' && rule.join.length > 0) say(`${base ?? ''}.join`, 'An outbound rule has no join: it sees objects that were matched already.', 'Put the join into an inbound rule.');
    const twice = rule.flows.find(({ target }, at) => rule.flows.findIndex((each) => each.target === target) < at);
    if (twice !== undefined) say(`${base ?? ''}.flows`, `Two flows of this rule supply ${twice.target}.`, 'Keep one, or make a rule of its own for the other.');
    if (base === null && rule.flows.some(({ target }) => target.startsWith(extensionPrefix) || target === photoProperty)) continue;
    // The only thing that can be wrong with another default rule is the attribute that the profile put into it.
    rule.flows.forEach((flow, at) => checkFlow(rule, flow, base === null ? '' : `${base}.flows[${at}]`, known, options, base === null ? (_path, ...rest) => say('rules.signInAttribute', ...rest) : say));
  }
  checkRequired(rules.filter(({ direction }) => direction === 'inbound'), report(null));
  checkMerges(rules.filter(({ direction }) => direction === 'inbound'), options, report(null));
  checkTies(rules.filter(({ origin }) => origin === 'custom'), report);
  return findings;
}

/** Throws a usage Problem that names the first thing that cannot work. */
export function refuseFaultyRules(options: Options): void {
  const errors = checkRules(options).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const where = first.place === null ? first.path : `${first.path}, line ${first.place.line}, column ${first.place.column}`;
  throw new Problem('usage', `The rules of the profile cannot be used. ${first.rule === null ? '' : `Rule “${first.rule}”: `}${first.message} (${where})`, `${first.fix === null ? '' : `${first.fix} `}\`causeway rules check\` shows ${errors.length === 1 ? 'the place' : `all ${errors.length} places`}.`);
}
