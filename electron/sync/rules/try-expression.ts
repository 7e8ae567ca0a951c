import type { ExpressionCheck, ExpressionTrial, RuleFinding, TextSpan } from '../../../shared/rules.ts';
import type { SourceRow } from '../store.ts';
import { anchorOf } from '../names/anchor.ts';
import { catalogueEntry, catalogueNames } from './catalogue.ts';
import { check, type Finding, type Surroundings } from './expression/check.ts';
import { evaluationOf, ownParameters, type RunFacts } from './expression/evaluate.ts';
import type { Evaluation } from './expression/evaluation.ts';
import { parse } from './expression/parse.ts';
import { print } from './expression/print.ts';
import { lineAndColumn } from './expression/syntax-error.ts';
import { nodesOf, type Expression } from './expression/syntax.ts';
import { shownValue, trace } from './expression/trace.ts';
import { typeText } from './expression/type.ts';

/** What to say of a name that is no AD attribute. */
export const unknownAttribute: Surroundings['unknown'] = (name) => ({ message: `There is no attribute ${name} in the catalogue.`, fix: 'Attribute names are case-sensitive; `causeway rules list --attributes` shows them.' });

/** What every inbound rule may refer to: the catalogue, and the parameters that have a value. */
export function surroundingsOf(parameters: Readonly<Record<string, string>>): Surroundings {
  return { attribute: catalogueEntry, attributeNames: catalogueNames, unknown: unknownAttribute, parameters: [...ownParameters, ...Object.keys(parameters)] };
}

/** AD attributes that an expression looks at, each once, in the order in which they stand there. */
export function readsOfExpression(expression: Expression): readonly string[] {
  const names = new Set<string>();
  for (const node of nodesOf(expression)) {
    if (node.kind === 'attribute') names.add(node.name);
    if (node.kind === 'call' && node.name === 'CausewayAnchor') for (const name of ['mS-DS-ConsistencyGuid', 'objectGUID']) names.add(name);
    if (node.kind !== 'call' || (node.name !== 'ImportedValue' && node.name !== 'ValueCount')) continue;
    const [first] = node.arguments;
    if (first?.kind === 'text' && first.value !== 'member') names.add(first.value);
  }
  return [...names];
}

function placed(text: string, { start, end, severity, message, fix }: Finding): RuleFinding {
  return { start, end, ...lineAndColumn(text, start), severity, message, fix };
}

/** Parses and type-checks one expression. `expression` is null when it cannot be parsed. */
export function checkExpression(text: string, surroundings: Surroundings): { readonly expression: Expression | null; readonly check: ExpressionCheck } {
  const parsed = parse(text);
  if (!parsed.ok) {
    const { start, end, message, expected } = parsed.fault;
    const finding = placed(text, { start, end, severity: 'error', message, fix: expected === null ? null : `Expected: ${expected}.` });
    return { expression: null, check: { ok: false, findings: [finding], normalized: null, gives: null, reads: [] } };
  }
  const { expression } = parsed;
  const { type, findings } = check(expression, surroundings);
  return {
    expression,
    check: { ok: findings.every(({ severity }) => severity !== 'error'), findings: findings.map((finding) => placed(text, finding)), normalized: print(expression), gives: typeText(type), reads: readsOfExpression(expression) },
  };
}

/** Checks an expression and evaluates it on one AD object, step by step. A faulty one is not evaluated. */
export function tryExpression(text: string, row: SourceRow, facts: RunFacts): ExpressionTrial {
  return tryIn(text, surroundingsOf(facts.parameters), evaluationOf(row, anchorOf(row).value, facts));
}

/** The same with what an expression may refer to, and sees, given. */
export function tryIn(text: string, surroundings: Surroundings, evaluation: Evaluation): ExpressionTrial {
  const { expression, check: checked } = checkExpression(text, surroundings);
  if (expression === null || !checked.ok) return { check: checked, value: null, error: null, steps: [] };
  const { value, failure, steps } = trace(expression, text, evaluation);
  const span: TextSpan = failure?.span ?? { start: 0, end: text.length };
  return failure === null ? { check: checked, value: shownValue(value), error: null, steps } : { check: checked, value: null, error: { start: span.start, end: span.end, message: failure.message }, steps };
}
