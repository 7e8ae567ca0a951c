import type { Contribution, RuleTrial } from '../../../shared/rules.ts';
import type { FlowContext } from '../flow/context.ts';
import { anchorOf } from '../names/anchor.ts';
import type { SourceRow } from '../store.ts';
import type { CompiledFlow, CompiledProperty, FlowRule } from './compile-rules.ts';
import { evaluationOf } from './expression/evaluate.ts';
import type { Evaluation } from './expression/evaluation.ts';
import { EvaluationFailure } from './expression/failure.ts';
import { isMarker } from './expression/value.ts';
import { outboundEvaluation, outboundReading, type InboundResult, type OutboundNames } from './outbound.ts';
import { inboundResult, resolveProperty } from './resolve-property.ts';
import type { Clause, Rule, RuleFlow } from './rule.ts';
import { compileClause, compileClauseOn, type IsMember } from './scope-filter.ts';
import { shownClause } from './show-rule.ts';
import { tryExpression, tryIn } from './try-expression.ts';

function isEmpty(value: Contribution['value']): boolean {
  return value === null || value === '' || (typeof value === 'object' && value.length === 0);
}

type Answer = Pick<Contribution, 'outcome' | 'value' | 'error'>;

function answerOf(rule: FlowRule, supply: () => ReturnType<CompiledFlow['supply']>): Answer {
  try {
    const supplied = supply();
    if (isMarker(supplied)) return { outcome: supplied.name === 'IgnoreThisFlow' ? 'ignoreThisFlow' : 'authoritativeNull', value: null, error: null };
    return { outcome: isEmpty(supplied) ? 'nothing' : 'won', value: supplied, error: null };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { outcome: 'failed', value: null, error: `${rule.target}: ${error.message}` };
    throw error;
  }
}

const outOfScope: Answer = { outcome: 'outOfScope', value: null, error: null };

/** What the outbound rules have to say after the inbound ones: the first that answers has the last word. */
function outboundContributions({ outbound }: CompiledProperty, precedences: ReadonlyMap<string, number>, seen: Seen): readonly Contribution[] {
  const contributions: Contribution[] = [];
  let decided = false;
  for (const { rule, inScope, supply } of outbound) {
    const answer: Answer = decided ? { outcome: 'unasked', value: null, error: null } : inScope !== null && !inScope(seen.result) ? outOfScope : answerOf(rule, () => supply(seen.evaluation));
    contributions.push({ rule: rule.name, id: rule.id, direction: 'outbound', precedence: precedences.get(rule.id) ?? 0, ...answer });
    decided ||= answer.outcome !== 'nothing' && answer.outcome !== 'outOfScope';
  }
  return contributions;
}

/** What every inbound rule has to say about one property of one object, in the order in which they are asked. */
export function contributionsOf({ flows, merges }: CompiledProperty, precedences: ReadonlyMap<string, number>, row: SourceRow, evaluation: Evaluation): readonly Contribution[] {
  const contributions: Contribution[] = [];
  let decided = false;
  for (const flow of flows) {
    const { id, name } = flow.rule;
    const answer: Answer = decided && !merges ? { outcome: 'unasked', value: null, error: null } : flow.inScope !== null && !flow.inScope(row) ? outOfScope : answerOf(flow.rule, () => flow.supply(row, evaluation));
    contributions.push({ rule: name, id, direction: 'inbound', precedence: precedences.get(id) ?? 0, ...answer, outcome: merges && answer.outcome === 'won' ? 'merged' : answer.outcome });
    decided ||= answer.outcome !== 'nothing' && answer.outcome !== 'outOfScope';
  }
  return contributions;
}

export type TryContext = { readonly flow: FlowContext; readonly isMember: IsMember; readonly precedences: ReadonlyMap<string, number> };

/** What outbound rules see of the object; null when there is no such rule. */
type Seen = { readonly names: OutboundNames; readonly result: InboundResult; readonly evaluation: Evaluation };

function seenBy(row: SourceRow, { rules, facts }: FlowContext): Seen | null {
  const type = row.kind === 'group' ? 'group' : 'user';
  const names = rules.outbound[type];
  if (names === null) return null;
  const anchor = anchorOf(row).value;
  const evaluation = evaluationOf(row, anchor, facts);
  const result = inboundResult(rules[type], row, (compiled) => resolveProperty(compiled, row, evaluation));
  return { names, result, evaluation: outboundEvaluation(result, names, row, anchor, facts) };
}

function tryFlow(flow: RuleFlow, rule: Rule, row: SourceRow, seen: Seen | null, { flow: context, precedences }: TryContext): RuleTrial['flows'][number] {
  const evaluation = evaluationOf(row, anchorOf(row).value, context.facts);
  const compiled = context.rules[rule.type].find(({ property }) => property.name === flow.target) ?? null;
  const own = compiled?.flows.find((each) => each.rule.id === rule.id);
  const after = compiled?.outbound.find((each) => each.rule.id === rule.id);
  const answer = own !== undefined ? answerOf(own.rule, () => own.supply(row, evaluation)) : after !== undefined && seen !== null ? answerOf(after.rule, () => after.supply(seen.evaluation)) : null;
  const trial = flow.source.kind !== 'expression' ? null : rule.direction === 'outbound' && seen !== null ? tryIn(flow.source.text, seen.names, seen.evaluation) : tryExpression(flow.source.text, row, context.facts);
  return {
    target: flow.target,
    trial,
    value: answer?.value ?? null,
    error: answer?.error ?? null,
    contributions: compiled === null ? [] : [...contributionsOf(compiled, precedences, row, evaluation), ...(seen === null ? [] : outboundContributions(compiled, precedences, seen))],
  };
}

/** Tries one rule on one object: each clause of its scope, each flow step by step, and what becomes of the property. */
export function tryRule(rule: Rule, row: SourceRow, context: TryContext): RuleTrial {
  const seen = rule.type === row.kind ? seenBy(row, context.flow) : null;
  const holds = (clause: Clause): boolean => {
    if (rule.direction === 'inbound') return compileClause(clause, context.isMember)(row);
    return seen !== null && compileClauseOn(clause, context.isMember, outboundReading(seen.names))(seen.result);
  };
  const scope = rule.scope.map((group) => group.map((clause) => ({ ...shownClause(clause), holds: holds(clause) })));
  const inScope = rule.type === row.kind && (scope.length === 0 || scope.some((clauses) => clauses.every(({ holds }) => holds)));
  return { rule: rule.name, dn: row.dn, inScope, scope, flows: rule.flows.map((flow) => tryFlow(flow, rule, row, seen, context)) };
}
