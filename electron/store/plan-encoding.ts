import type { AttributeChange, AttributeValue, Hold, PlanChange, PlanReference } from '../../shared/plan.ts';

/**
 * A change as the plan file keeps it: positions instead of property names, and words that come up again and again as
 * numbers of a dictionary. A third of the plain JSON. Identifier, anchor and hold have columns of their own.
 */
type Encoded = readonly [
  action: number,
  type: number,
  reason: number,
  guid: string | null,
  dn: string,
  target: string | null,
  /** Name, from, to and rule of each attribute in turn. */
  attributes: readonly (number | AttributeValue)[],
  /** DN, guid and target of each reference in turn. */
  references: readonly (string | null)[],
  dependsOn: readonly string[],
];

/** Words by number, in the order they came. */
export type Dictionary = { numberOf(word: string): number; readonly words: readonly string[] };

export function newDictionary(): Dictionary {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    numberOf(word) {
      const known = numbers.get(word);
      if (known !== undefined) return known;
      numbers.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}

export function encodeChange(change: PlanChange, { numberOf }: Dictionary): string {
  const attributes: (number | AttributeValue)[] = [];
  for (const { name, from, to, rule } of change.attributes) attributes.push(numberOf(name), from, to, numberOf(rule));
  const references: (string | null)[] = [];
  for (const { dn, guid, target } of change.references) references.push(dn, guid, target);
  const encoded: Encoded = [numberOf(change.action), numberOf(change.type), numberOf(change.reason), change.guid, change.dn, change.target, attributes, references, change.dependsOn];
  return JSON.stringify(encoded);
}

/** The stored parts of a change back as they were; `encoded` is what `JSON.parse` made of the text. */
export function decodeChange(id: string, anchor: string, hold: Hold | null, encoded: unknown, words: readonly string[]): PlanChange {
  const [action, type, reason, guid, dn, target, flatAttributes, flatReferences, dependsOn] = encoded as Encoded;
  const attributes: AttributeChange[] = [];
  for (let at = 0; at < flatAttributes.length; at += 4) {
    attributes.push({
      name: words[flatAttributes[at] as number] ?? '',
      from: flatAttributes[at + 1] as AttributeValue,
      to: flatAttributes[at + 2] as AttributeValue,
      rule: words[flatAttributes[at + 3] as number] ?? '',
    });
  }
  const references: PlanReference[] = [];
  for (let at = 0; at < flatReferences.length; at += 3) references.push({ dn: flatReferences[at] ?? '', guid: flatReferences[at + 1] ?? null, target: flatReferences[at + 2] ?? null });
  return {
    id,
    action: words[action] as PlanChange['action'],
    type: words[type] as PlanChange['type'],
    anchor,
    guid,
    dn,
    target,
    reason: words[reason] as PlanChange['reason'],
    attributes,
    references,
    dependsOn,
    hold,
  };
}
