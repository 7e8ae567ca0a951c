import type { Settings } from '../settings.ts';
import { extensionsOf } from '../flow/extensions.ts';
import { attributesBeyondDefault, catalogueEntry } from './catalogue.ts';
import { readsOfFlow } from './compile-rules.ts';
import { rulesOf } from './rule-set.ts';

/**
 * What an import has to read because a rule or the join of several sources (`more`) looks at it, beside what it always reads. A change of these makes the next
 * import a full one: a delta would not bring the values of objects that did not change.
 */
export function extraAttributesOf(options: Settings['rules'], more: readonly string[] = []): readonly { readonly name: string; readonly binary: boolean; readonly digest?: true }[] {
  const names = rulesOf(options).flatMap((rule) => (rule.enabled && rule.direction === 'inbound' ? [...rule.scope.flat().map(({ attribute }) => attribute), ...rule.join.flat().map(({ attribute }) => attribute), ...rule.flows.flatMap(readsOfFlow)] : []));
  const known = attributesBeyondDefault([...names, ...more]).map((name) => ({ name, binary: catalogueEntry(name)?.kind === 'binary', ...(options.photos && name === 'thumbnailPhoto' ? { digest: true as const } : {}) }));
  const own = extensionsOf(options).flatMap(({ attribute }) => (attribute === null || catalogueEntry(attribute) !== null ? [] : [{ name: attribute, binary: false }]));
  return [...known, ...own.filter(({ name }, index) => own.findIndex((each) => each.name === name) === index)];
}
