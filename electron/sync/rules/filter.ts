import { anchorOf } from '../names/anchor.ts';
import type { Settings } from '../settings.ts';
import type { SourceRow } from '../store.ts';
import { compile } from './expression/compile.ts';
import { evaluationOf } from './expression/evaluate.ts';
import { EvaluationFailure } from './expression/failure.ts';
import { treeOf } from './compile-rules.ts';
import { membershipIn, type MemberSource } from './membership.ts';
import { cloudFiltered, type Rule } from './rule.ts';
import { parametersOf, rulesOf } from './rule-set.ts';
import { compileScope } from './scope-filter.ts';

/** The rule that keeps an object out by cloudFiltered; null when none does. */
export type Filter = (row: SourceRow) => Rule | null;

/**
 * The admin's rules that set cloudFiltered to True, as Entra Connect's admins filter by attribute. The first rule in scope
 * that gives True or False decides. An expression that fails keeps nothing out: an object must not leave the tenant because
 * a rule could not be evaluated. Null: there is no such rule.
 */
export function filterOf(options: Settings['rules'], source: MemberSource, now: Date): Filter | null {
  const facts = { parameters: parametersOf(options), now };
  const isMember = membershipIn(source);
  const filters = rulesOf(options).flatMap((rule) => {
    if (!rule.enabled) return [];
    const inScope = compileScope(rule.scope, isMember);
    return rule.flows.flatMap(({ target, source: from }) => {
      if (target !== cloudFiltered) return [];
      const tree = treeOf(from);
      return [{ rule, inScope, constant: from.kind === 'constant' ? from.value === true : null, run: tree === null ? null : compile(tree) }];
    });
  });
  if (filters.length === 0) return null;
  return (row) => {
    for (const { rule, inScope, constant, run } of filters) {
      if (rule.type !== row.kind || (inScope !== null && !inScope(row))) continue;
      try {
        const value = constant ?? run?.(evaluationOf(row, anchorOf(row).value, facts)) ?? null;
        if (value === true) return rule;
        if (value === false) return null;
      } catch (error) {
        if (!(error instanceof EvaluationFailure)) throw error;
      }
    }
    return null;
  };
}
