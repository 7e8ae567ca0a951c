import type { RuleReview } from '../../../shared/ipc/configuration.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { RuleSetFinding, ScopeOperatorSpelling } from '../../../shared/rules.ts';
import { rulesStrings } from '../../strings/configuration.ts';

export type Rules = Profile['rules'];
export type OwnRule = Rules['custom'][number];
export type OwnFlow = OwnRule['flows'][number];
export type OwnClause = OwnRule['scope'][number][number];
export type FlowKind = 'direct' | 'constant' | 'expression';

const words = rulesStrings.own;

/** A rule to begin with: a name and a precedence that are free. */
export function newRule(rules: Rules): OwnRule {
  const names = new Set(rules.custom.map(({ name }) => name));
  let name: string = words.newName;
  for (let number = 2; names.has(name); number += 1) name = `${words.newName} ${number}`;
  return { name, type: 'user', direction: 'inbound', precedence: freePrecedence(rules), enabled: true, description: '', scope: [], flows: [{ target: 'jobTitle', expression: '', applyOnce: false, merge: 'update' }] };
}

/** The first multiple of ten that no rule has; 99 when all are taken. */
export function freePrecedence({ custom }: Rules): number {
  const taken = new Set(custom.map(({ precedence }) => precedence));
  return [10, 20, 30, 40, 50, 60, 70, 80, 90].find((each) => !taken.has(each)) ?? 99;
}

export function kindOf({ direct, constant }: OwnFlow): FlowKind {
  return direct !== undefined ? 'direct' : constant !== undefined ? 'constant' : 'expression';
}

/** The source of a flow as a person edits it; a list has one value a line. */
export function sourceText({ direct, constant, expression }: OwnFlow): string {
  if (direct !== undefined) return direct;
  if (constant === undefined) return expression ?? '';
  return Array.isArray(constant) ? constant.join('\n') : String(constant);
}

/** The flow with this source; a constant takes the form that the property takes. */
export function withSource({ target, applyOnce, merge }: OwnFlow, kind: FlowKind, text: string, takes: 'text' | 'texts' | 'boolean'): OwnFlow {
  const base = { target, applyOnce, merge };
  if (kind === 'direct') return { ...base, direct: text };
  if (kind === 'expression') return { ...base, expression: text };
  if (takes === 'texts') return { ...base, constant: text.split('\n').map((line) => line.trim()).filter((line) => line !== '') };
  if (takes === 'boolean' && /^(true|false)$/i.test(text.trim())) return { ...base, constant: text.trim().toLowerCase() === 'true' };
  return { ...base, constant: text };
}

/** The groups of a join, one line each. */
export function joinLines({ join = [] }: OwnRule): readonly string[] {
  return join.map((group, at) => `${at === 0 ? '' : `${words.joinThen} `}${group.map(({ attribute, property }) => `${attribute} = ${property}`).join(words.joinAnd)}`);
}

export const operatorsWithoutValue: ReadonlySet<ScopeOperatorSpelling> = new Set(['ISNULL', 'ISNOTNULL']);

export function clauseText({ value }: OwnClause): string {
  return value === undefined ? '' : Array.isArray(value) ? value.join(';') : String(value);
}

/** A clause with this value; operators that take none lose it. */
export function withValue({ attribute, operator }: OwnClause, text: string): OwnClause {
  if (operatorsWithoutValue.has(operator)) return { attribute, operator };
  return { attribute, operator, value: text };
}

/** What is missing in a rule before it can be checked at all; null when nothing is. */
export function unfinished({ custom }: Rules): string | null {
  for (const { name, flows, scope, join = [], precedence } of custom) {
    if (name.trim() === '') return words.noName;
    if (!Number.isInteger(precedence) || precedence < 0 || precedence > 99) return words.badPrecedence(name);
    if (flows.length === 0 && join.length === 0) return words.noFlows(name);
    if (flows.some((flow) => sourceText(flow).trim() === '' && kindOf(flow) !== 'constant')) return words.noSource(name);
    if (scope.some((group) => group.some(({ attribute }) => attribute.trim() === ''))) return words.noAttribute(name);
  }
  return null;
}

/** Findings about one rule of the profile, in its order there. */
export function findingsOf(review: RuleReview | null, index: number, name: string): readonly RuleSetFinding[] {
  return review?.findings.filter(({ path, rule }) => path.startsWith(`rules.custom[${index}]`) || (path === 'rules.custom' && rule === name)) ?? [];
}

/** What is wrong, short enough for one line: the place first. */
export function findingText({ message, place }: RuleSetFinding): string {
  return place === null ? message : words.at(place.line, place.column, message);
}

/** Why the rules cannot be saved; null when they can. */
export function rulesProblem(rules: Rules, review: RuleReview | null): string | null {
  const missing = unfinished(rules);
  if (missing !== null) return missing;
  const errors = review?.findings.filter(({ severity }) => severity === 'error') ?? [];
  const [first] = errors;
  return first === undefined ? null : words.faulty(first.rule, findingText(first));
}
