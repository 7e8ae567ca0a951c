import { planActions } from '../../../shared/plan.ts';
import { situations } from '../../../shared/situation.ts';
import type { CompiledRules } from '../rules/compile-rules.ts';

/** What comes up again and again in the changes of a plan by these rules; the same list for the same rules. */
export function wordsOf(rules: Pick<CompiledRules, 'user' | 'group'>): readonly string[] {
  const words = new Set<string>([...planActions, ...situations, 'user', 'group']);
  for (const { property, flows, outbound } of [...rules.user, ...rules.group]) {
    words.add(property.name);
    for (const { rule } of [...flows, ...outbound]) words.add(rule.name);
  }
  return [...words];
}
