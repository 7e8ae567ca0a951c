import type { AttributeChange, AttributeValue, Hold, PlanChange, PlanReference } from '../../shared/plan.ts';

/** A word of the list by its number; any other as it is. */
type Word = number | string;

/**
 * A change as the plan file keeps it: positions instead of property names, and numbers for the words that come up again
 * and again. A third of the plain JSON. Identifier, anchor and hold have columns of their own.
 */
type Encoded = readonly [
  action: Word,
  type: Word,
  reason: Word,
  guid: string | null,
  dn: string,
  target: string | null,
  /** Name, from, to and rule of each attribute in turn. */
  attributes: readonly (Word | AttributeValue)[],
  /** DN, guid and target of each reference in turn. */
  references: readonly (string | null)[],
  dependsOn: readonly string[],
];

/** The text of a change. `numbers`: the position of each word of the list. */
export function encodeChange(change: PlanChange, numbers: ReadonlyMap<string, number>): string {
  const short = (word: string): Word => numbers.get(word) ?? word;
  const attributes: (Word | AttributeValue)[] = [];
  for (const { name, from, to, rule } of change.attributes) attributes.push(short(name), from, to, short(rule));
  const references: (string | null)[] = [];
  for (const { dn, guid, target } of change.references) references.push(dn, guid, target);
  const encoded: Encoded = [short(change.action), short(change.type), short(change.reason), change.guid, change.dn, change.target, attributes, references, change.dependsOn];
  return JSON.stringify(encoded);
}

/** The stored parts of a change back as they were; `encoded` is what `JSON.parse` made of the text. */
export function decodeChange(id: string, anchor: string, hold: Hold | null, encoded: unknown, words: readonly string[]): PlanChange {
  const [action, type, reason, guid, dn, target, flatAttributes, flatReferences, dependsOn] = encoded as Encoded;
  const long = (word: Word): string => (typeof word === 'number' ? (words[word] ?? '') : word);
  const attributes: AttributeChange[] = [];
  for (let at = 0; at < flatAttributes.length; at += 4) {
    attributes.push({
      name: long(flatAttributes[at] as Word),
      from: flatAttributes[at + 1] as AttributeValue,
      to: flatAttributes[at + 2] as AttributeValue,
      rule: long(flatAttributes[at + 3] as Word),
    });
  }
  const references: PlanReference[] = [];
  for (let at = 0; at < flatReferences.length; at += 3) references.push({ dn: flatReferences[at] ?? '', guid: flatReferences[at + 1] ?? null, target: flatReferences[at + 2] ?? null });
  return {
    id,
    action: long(action) as PlanChange['action'],
    type: long(type) as PlanChange['type'],
    anchor,
    guid,
    dn,
    target,
    reason: long(reason) as PlanChange['reason'],
    attributes,
    references,
    dependsOn,
    hold,
  };
}
