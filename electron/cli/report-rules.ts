import type { Contribution, RuleSetFinding, RuleTrial, ShownClause, ShownRule } from '../../shared/rules.ts';
import { valueText } from './report-words.ts';
import { placeLines, shownText, stepLines } from './report-expression.ts';
import { plain, type Terminal } from './terminal.ts';

const stateWords = { active: '', disabled: 'disabled', faulty: 'faulty' } as const;

/** Columns side by side, all to the left. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

function joinText(group: ShownRule['join'][number]): string {
  return group.map(({ attribute, property }) => `${attribute} = ${property}`).join(' and ');
}

export function ruleTable(rules: readonly ShownRule[]): readonly string[] {
  const rows = rules.map(({ precedence, id, type, direction, state, flows, join, description, origin }) => {
    const targets = flows.map(({ target }) => target).join(', ');
    const joined = join.map((group) => `join ${joinText(group)}`);
    const how = origin === 'default' ? description : [...joined, ...flows.map(({ kind, source }) => (kind === 'constant' ? `constant ${valueText(source)}` : String(source)))].join('; ');
    return [String(precedence), id, direction === 'outbound' ? `${type}, outbound` : type, targets, stateWords[state], how].map((cell) => plain(cell.length > 90 ? `${cell.slice(0, 89)}…` : cell));
  });
  return columns([['precedence', 'rule', 'type', 'property', 'state', 'value'], ...rows]);
}

export function clauseText({ attribute, operator, value }: ShownClause): string {
  return `${attribute} ${operator}${value === null ? '' : ` ${value}`}`;
}

export function ruleFindingLines({ severity, rule, path, message, fix, place }: RuleSetFinding, { style }: Terminal): readonly string[] {
  const where = place === null ? path : `${path}, line ${place.line}, column ${place.column}`;
  return [
    `${style(severity === 'error' ? 'red' : 'yellow', severity === 'error' ? 'Error' : 'Warning')}${plain(`${rule === null ? '' : ` in rule “${rule}”`} (${where}): ${message}`)}`,
    ...(place === null ? [] : placeLines(place.text, place)),
    ...(fix === null ? [] : [plain(`  ${fix}`)]),
  ];
}

export function ruleLines(rule: ShownRule, terminal: Terminal): readonly string[] {
  const { style } = terminal;
  const scope = rule.scope.map((group, index) => `  ${index === 0 ? '  ' : 'or'} ${group.map(clauseText).join(' and ')}`);
  return [
    style('bold', plain(rule.name)),
    plain(`${rule.origin === 'default' ? 'Default rule' : 'Rule of the profile'} ${rule.id}, ${rule.type}, ${rule.direction}, precedence ${rule.precedence}, ${rule.state}`),
    ...(rule.description === '' ? [] : [plain(rule.description)]),
    ...(scope.length === 0 ? [`Scope: every ${rule.type}`] : ['Scope:', ...scope.map(plain)]),
    ...(rule.join.length === 0 ? [] : ['Join:', ...rule.join.map((group, index) => plain(`  ${index === 0 ? '    ' : 'then'} ${joinText(group)}`))]),
    ...(rule.flows.length === 0 ? [] : ['Flows:']),
    ...rule.flows.flatMap(({ target, kind, source, applyOnce, merge, reads }) => [
      plain(`  ${target} ← ${kind} ${kind === 'constant' ? valueText(source) : String(source)}`),
      ...[...(applyOnce ? ['set at creation only'] : []), ...(merge === 'update' ? [] : [`merge: ${merge}`]), ...(reads.length === 0 ? [] : [`reads ${reads.join(', ')}`])].map((text) => `      ${text}`),
    ]),
    ...rule.findings.flatMap((finding) => ruleFindingLines(finding, terminal)),
  ];
}

const outcomeWords: Readonly<Record<Contribution['outcome'], string>> = {
  won: 'supplies the value',
  merged: 'is merged',
  nothing: 'has nothing',
  authoritativeNull: 'says AuthoritativeNull: no value',
  ignoreThisFlow: 'says IgnoreThisFlow: the target is left alone',
  outOfScope: 'is out of scope',
  failed: 'fails',
  unasked: 'is not asked any more',
};

function contributionLine({ rule, id, direction, precedence, outcome, value, error }: Contribution): string {
  const said = outcome === 'won' || outcome === 'merged' ? `: ${valueText(value)}` : error === null ? '' : `: ${error}`;
  return plain(`    ${direction === 'outbound' ? 'then outbound ' : ''}${precedence} ${id === rule ? rule : `${id} (${rule})`} ${outcomeWords[outcome]}${said}`);
}

export function trialOfRuleLines({ rule, dn, inScope, scope, flows }: RuleTrial, { style }: Terminal): readonly string[] {
  return [
    style('bold', plain(`${rule} on ${dn}: ${inScope ? 'in scope' : 'not in scope'}`)),
    ...scope.flatMap((group, index) => [...(index === 0 ? [] : ['  or']), ...group.map((clause) => plain(`  ${clause.holds ? '✓' : '✗'} ${clauseText(clause)}`))]),
    ...flows.flatMap(({ target, trial, value, error, contributions }) => [
      '',
      plain(`${style('bold', target)} ← ${error === null ? (trial?.value === undefined || trial.value === null ? valueText(value) : shownText(trial.value)) : `failed: ${error}`}`),
      ...(trial === null ? [] : stepLines(trial.steps)),
      ...(contributions.length === 0 ? [] : ['  Rules for this property:', ...contributions.map(contributionLine)]),
    ]),
  ];
}
