import type { ImportEntry } from '../../../shared/entra-connect.ts';
import type { Profile } from '../../../shared/profile.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { mergeTypes, scopeOperators, scopeOperatorSpellings, type RuleSetFinding, type ScopeOperatorSpelling } from '../../../shared/rules.ts';
import { checkRules } from '../../sync/rules/check-rules.ts';
import { graphNameOf } from '../../sync/rules/metaverse-names.ts';
import { rulesOf } from '../../sync/rules/rule-set.ts';
import type { ConnectClause, ConnectConfiguration, ConnectFlow, ConnectRule } from './configuration.ts';
import { typeOf } from './metaverse.ts';
import { at, places } from './say.ts';

type CustomRule = Profile['rules']['custom'][number];
type Flow = CustomRule['flows'][number];
type Options = Profile['rules'];

/** No rule of an admin's has a higher number here; default rules begin at 100 on both sides. */
const lastPrecedence = 99;
const rulesSchema = profileSchema.shape.rules;

export type ConvertedRules = { readonly custom: readonly CustomRule[]; readonly disabled: readonly string[]; readonly report: readonly ImportEntry[] };

function entryOf(rule: ConnectRule, takeover: ImportEntry['takeover'], value: string, text: string, fix: string | null = null, part = '', at = ''): ImportEntry {
  return { takeover, setting: `Rule “${rule.name}”${part === '' ? '' : `, ${part}`}`, value, text, fix, place: `${rule.place}${at === '' ? '' : `, ${at}`}` };
}

function clauseOf({ attribute, operator, value }: ConnectClause): CustomRule['scope'][number][number] | null {
  const name = operator.toUpperCase();
  const known = [...scopeOperators, ...scopeOperatorSpellings].find((each) => each === name || each.replaceAll('_', '') === name) as ScopeOperatorSpelling | undefined;
  if (known === undefined) return null;
  if (known === 'ISNULL' || known === 'ISNOTNULL') return { attribute, operator: known };
  return { attribute, operator: known, value: known === 'ISIN' || known === 'ISNOTIN' ? value.split(';').map((each) => each.trim()).filter((each) => each !== '') : value };
}

function sourceOf({ source, expression, constant }: ConnectFlow, target: string): Pick<Flow, 'direct' | 'expression' | 'constant'> {
  if (expression !== null) return { expression };
  if (source !== null) return { direct: source };
  const text = constant ?? '';
  const isBoolean = (target === 'accountEnabled' || target === 'cloudFiltered') && /^(?:true|false)$/i.test(text);
  return { constant: isBoolean ? text.toLowerCase() === 'true' : target === 'businessPhones' ? [text] : text };
}

function flowText({ source, expression, constant }: ConnectFlow): string {
  return expression ?? (source === null ? JSON.stringify(constant ?? '') : source);
}

/** Faults of one rule on its own, apart from what the profile as a whole lacks. */
function faultsOf(rule: CustomRule): readonly RuleSetFinding[] {
  return checkRules(rulesSchema.parse({ custom: [rule] })).filter((finding) => finding.severity === 'error' && finding.rule === rule.name);
}

function faultEntry(rule: ConnectRule, flow: ConnectFlow, { message, fix, place }: RuleSetFinding): ImportEntry {
  const at = place === null ? '' : `line ${place.line}, column ${place.column} of the expression`;
  return entryOf(rule, 'notTaken', flowText(flow), message, `${fix === null ? '' : `${fix} `}Correct it and add the flow to ${places.ownRules}.`, flow.target, at);
}

function flowsOf(rule: ConnectRule, base: Omit<CustomRule, 'flows'>, report: ImportEntry[]): readonly Flow[] {
  const flows: Flow[] = [];
  for (const flow of rule.flows) {
    const target = graphNameOf(flow.target);
    if (target === null) {
      const fixed = /anchor/i.test(flow.target);
      report.push(entryOf(rule, 'notTaken', flowText(flow), fixed ? 'The source anchor is not up to rules.' : `Causeway writes no property for the attribute ${flow.target}: Microsoft Graph cannot take it, or another rule was to read it.`, fixed ? null : 'Where another rule reads it, put this expression into that rule.', flow.target));
      continue;
    }
    if (flows.some((each) => each.target === target)) {
      report.push(entryOf(rule, 'notTaken', flowText(flow), `Another flow of this rule supplies ${target} already.`, `Keep one of the two in ${places.ownRules}.`, flow.target));
      continue;
    }
    const merge = mergeTypes.find((each) => each.toLowerCase() === flow.merge.toLowerCase()) ?? 'update';
    const converted: Flow = { target, ...sourceOf(flow, target), applyOnce: flow.once, merge };
    const [fault] = faultsOf({ ...base, flows: [converted] });
    if (fault === undefined) flows.push(converted);
    else report.push(faultEntry(rule, flow, fault));
  }
  return flows;
}

/** Why a rule of an admin's cannot become one of ours; null when it can. */
function obstacleTo(rule: ConnectRule): readonly [text: string, fix: string | null] | null {
  if (!rule.toForest && rule.inbound) return ['It reads from Entra into the metaverse. Causeway takes no values from Entra.', null];
  if (rule.toForest && !rule.inbound) return ['It writes to Active Directory. Causeway never writes there.', null];
  if (typeOf(rule.sourceType) === null) return [`Objects of the type ${rule.sourceType} are not synchronized through Microsoft Graph.`, null];
  if (rule.flows.length === 0) return ['It has no attribute flow; joins of users of several forests stand in the profile (`join`), those of existing cloud users in the `join` of a rule.', null];
  if (!Number.isInteger(rule.precedence) || rule.precedence < 0) return ['It has no precedence.', 'Give it one in Entra Connect and export again.'];
  if (rule.precedence > lastPrecedence) return [`With precedence ${rule.precedence} it comes after the default rules; own rules come before them here.`, `Add it to ${places.ownRules} with a precedence below 100 if it shall win, or disable the default rule that it completes.`];
  return null;
}

/**
 * A join there finds users of another forest, never cloud-only users of the tenant: made a `join` of a rule without being
 * asked, it would link accounts that Entra Connect keeps apart. So the report has it ready to be pasted.
 */
function joinFix(joins: readonly string[]): string {
  const clauses = joins.map((join) => join.split(' = ')).map(([attribute = '', metaverse = '']) => ({ attribute, property: graphNameOf(metaverse) }));
  const ready = clauses.every(({ property }) => property !== null) ? ` To find existing cloud users by it, add to the rule: "join": ${JSON.stringify([clauses])}.` : '';
  return `Users of several forests: ${at('`join` in the profile', 'the step “People in several forests”')}.${ready} See README, "Rules".`;
}

function convertRule(rule: ConnectRule, names: Set<string>, several: boolean, report: ImportEntry[]): CustomRule | null {
  const summary = `${rule.inbound ? 'inbound' : 'outbound'}, ${rule.sourceType}, precedence ${rule.precedence}`;
  const obstacle = obstacleTo(rule);
  const type = typeOf(rule.sourceType);
  if (obstacle !== null || type === null) {
    report.push(entryOf(rule, 'notTaken', summary, obstacle?.[0] ?? '', obstacle?.[1] ?? null));
    return null;
  }
  const scope = rule.scope.map((group) => group.map(clauseOf));
  const unreadable = rule.scope.flat().find((clause) => clauseOf(clause) === null);
  if (unreadable !== undefined) {
    report.push(entryOf(rule, 'notTaken', summary, `The operator ${unreadable.operator} of its scope filter is not known, and without the filter the rule would apply to everybody.`, `Add the rule to ${places.ownRules} with a scope filter that says the same.`, 'scope filter'));
    return null;
  }
  let name = rule.name.trim().slice(0, 110) || 'Unnamed rule';
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${rule.name.trim().slice(0, 110)} (${number})`;
  const base: Omit<CustomRule, 'flows'> = { name, type, direction: rule.inbound ? 'inbound' : 'outbound', precedence: rule.precedence, enabled: !rule.disabled, description: rule.description, scope: scope.map((group) => group.filter((clause) => clause !== null)) };
  const scopeFault = faultsOf({ ...base, flows: [{ target: 'displayName', direct: 'displayName', applyOnce: false, merge: 'update' }] })[0];
  if (scopeFault !== undefined) {
    report.push(entryOf(rule, 'notTaken', summary, `Its scope filter cannot be used: ${scopeFault.message} Without it the rule would apply to everybody.`, scopeFault.fix ?? `Add the rule to ${places.ownRules} with a scope filter that works.`, 'scope filter'));
    return null;
  }
  const flows = flowsOf(rule, base, report);
  if (flows.length === 0) {
    report.push(entryOf(rule, 'notTaken', summary, 'None of its flows can be taken over.', null));
    return null;
  }
  names.add(name.toLowerCase());
  const partly = flows.length < rule.flows.length;
  report.push(
    entryOf(rule, partly || (several && rule.inbound) ? 'differently' : 'taken', summary, `${flows.length} of ${rule.flows.length} flows${rule.disabled ? '; disabled there and here' : ''}.${several && rule.inbound ? ' It applies to every source of the profile, not to one forest.' : ''}`, several && rule.inbound ? 'Where forests differ, add a clause to its scope filter.' : null),
  );
  if (rule.inbound && rule.joins.length > 0) report.push(entryOf(rule, 'notTaken', rule.joins.join('; '), 'Its joins are between AD and the metaverse of Entra Connect, which Causeway does not have.', joinFix(rule.joins), 'join'));
  return { ...base, flows: [...flows] };
}

/** Default rules that were switched off: what no other default rule there supplies is switched off here, property by property. */
function switchedOff(rules: readonly ConnectRule[], options: Options, report: ImportEntry[]): readonly string[] {
  const standard = rules.filter(({ standard: isStandard, toForest, inbound }) => isStandard && toForest && inbound);
  const supplies = (rule: ConnectRule): readonly string[] => rule.flows.flatMap(({ target }) => {
    const property = graphNameOf(target);
    const type = typeOf(rule.sourceType);
    return property === null || type === null ? [] : [`${type}.${property}`];
  });
  const stillSupplied = new Set(standard.filter(({ disabled }) => !disabled).flatMap(supplies));
  const ours = new Set(rulesOf(options).map(({ id }) => id));
  const off: string[] = [];
  for (const rule of standard.filter(({ disabled }) => disabled)) {
    const candidates = [...new Set(supplies(rule))].filter((id) => !stillSupplied.has(id) && ours.has(id));
    const possible = candidates.filter((id) => !checkRules({ ...options, disabled: [...off, id] }).some(({ severity, path }) => severity === 'error' && path.startsWith('rules.disabled')));
    off.push(...possible.filter((id) => !off.includes(id)));
    const kept = candidates.filter((id) => !possible.includes(id));
    report.push(
      possible.length === 0
        ? entryOf(rule, 'notTaken', 'disabled default rule', kept.length === 0 ? 'No property that Causeway writes comes from this rule alone.' : `Microsoft Graph or Causeway needs ${kept.join(', ')}.`, 'If objects were to stay out, write a rule with cloudFiltered = True.')
        : entryOf(rule, 'differently', 'disabled default rule', `Causeway has one default rule per property; switched off: ${possible.join(', ')}.${kept.length === 0 ? '' : ` Kept, because they are needed: ${kept.join(', ')}.`}`, 'If a clone of it with changes is among your own rules, that one supplies them.'),
    );
  }
  return off;
}

/** Own rules in Causeway's language, each parsed and type-checked, and what happens to the default rules. Pure. */
export function convertRules({ rules, forests }: ConnectConfiguration, options: Options): ConvertedRules {
  const report: ImportEntry[] = [];
  const names = new Set(rulesOf(options).map(({ id }) => id.toLowerCase()));
  const sources = forests.flatMap(({ partitions }) => partitions.filter(({ selected }) => selected)).length;
  const own = rules.filter(({ standard }) => !standard).sort((one, other) => one.precedence - other.precedence || (one.name < other.name ? -1 : 1));
  const custom = own.map((rule) => convertRule(rule, names, sources > 1, report)).filter((rule) => rule !== null);
  return { custom, disabled: switchedOff(rules, options, report), report };
}
