import type { PlanFilter } from '../../../../../shared/ipc/plan.ts';

/** What a filter lets through, in words, for the head of a printed plan. */
export function filterWords({ text, actions, types, reasons, attributes, container, hold }: PlanFilter): readonly string[] {
  const listed = (what: string, words: readonly string[]): readonly string[] => (words.length === 0 ? [] : [`${what} ${words.join(', ')}`]);
  return [
    ...listed('action', actions),
    ...listed('type', types),
    ...listed('reason', reasons),
    ...listed('attribute', attributes),
    ...(container === null ? [] : [`in ${container}`]),
    ...(hold === 'any' ? [] : [hold === 'free' ? 'not held' : hold === 'held' ? 'held' : `held by ${hold}`]),
    ...(text.trim() === '' ? [] : [`“${text.trim()}”`]),
  ];
}
