import type { Contribution, RuleTrial } from '../../../shared/rules.ts';
import type { FlowContext } from '../flow/context.ts';
import { anchorOf } from '../names/anchor.ts';
import type { SourceRow } from '../store.ts';
import type { CompiledFlow, CompiledProperty } from './compile-rules.ts';
import { evaluationOf } from './expression/evaluate.ts';
import type { Evaluation } from './expression/evaluation.ts';
import { EvaluationFailure } from './expression/failure.ts';
import { isMarker } from './expression/value.ts';
import type { Rule, RuleFlow } from './rule.ts';
import { compileClause, type IsMember } from './scope-filter.ts';
import { shownClause } from './show-rule.ts';
import { tryExpression } from './try-expression.ts';

function isEmpty(value: Contribution['value']): boolean {
  return value === null || value === '' || (typeof value === 'object' && value.length === 0);
}

type Answer = Pick<Contribution, 'outcome' | 'value' | 'error'>;

function ask({ rule, inScope, supply }: CompiledFlow, row: SourceRow, evaluation: Evaluation): Answer {
  try {
    if (inScope !== null && !inScope(row)) return { outcome: 'outOfScope', value: null, error: null };
    const supplied = supply(row, evaluation);
    if (isMarker(supplied)) return { outcome: supplied.name === 'IgnoreThisFlow' ? 'ignoreThisFlow' : 'authoritativeNull', value: null, error: null };
    return { outcome: isEmpty(supplied) ? 'nothing' : 'won', value: supplied, error: null };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { outcome: 'failed', value: null, error: `${rule.target}: ${error.message}` };
    throw error;
  }
}

/** What every rule has to say about one property of one object, in the order in which they are asked. */
export function contributionsOf({ flows, merges }: CompiledProperty, precedences: ReadonlyMap<string, number>, row: SourceRow, evaluation: Evaluation): readonly Contribution[] {
  const contributions: Contribution[] = [];
  let decided = false;
  for (const flow of flows) {
    const { id, name } = flow.rule;
    const answer: Answer = decided && !merges ? { outcome: 'unasked', value: null, error: null } : ask(flow, row, evaluation);
    contributions.push({ rule: name, id, precedence: precedences.get(id) ?? 0, ...answer, outcome: merges && answer.outcome === 'won' ? 'merged' : answer.outcome });
    decided ||= answer.outcome !== 'nothing' && answer.outcome !== 'outOfScope';
  }
  return contributions;
}

export type TryContext = { readonly flow: FlowContext; readonly isMember: IsMember; readonly precedences: ReadonlyMap<string, number> };

function tryFlow(flow: RuleFlow, rule: Rule, row: SourceRow, { flow: context, precedences }: TryContext): RuleTrial['flows'][number] {
  const evaluation = evaluationOf(row, anchorOf(row).value, context.facts);
  const compiled = context.rules[rule.type].find(({ property }) => property.name === flow.target) ?? null;
  const own = compiled?.flows.find((each) => each.rule.id === rule.id) ?? null;
  const answer = own === null ? null : ask({ ...own, inScope: null }, row, evaluation);
  return {
    target: flow.target,
    trial: flow.source.kind === 'expression' ? tryExpression(flow.source.text, row, context.facts) : null,
    value: answer?.value ?? null,
    error: answer?.error ?? null,
    contributions: compiled === null ? [] : contributionsOf(compiled, precedences, row, evaluation),
  };
}

/** Tries one rule on one object: each clause of its scope, each flow step by step, and what becomes of the property. */
export function tryRule(rule: Rule, row: SourceRow, context: TryContext): RuleTrial {
  const scope = rule.scope.map((group) => group.map((clause) => ({ ...shownClause(clause), holds: compileClause(clause, context.isMember)(row) })));
  const inScope = rule.type === row.kind && (scope.length === 0 || scope.some((clauses) => clauses.every(({ holds }) => holds)));
  return { rule: rule.name, dn: row.dn, inScope, scope, flows: rule.flows.map((flow) => tryFlow(flow, rule, row, context)) };
}
