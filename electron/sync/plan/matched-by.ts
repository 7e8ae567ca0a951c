/** Rules of an attribute that a `link` of a group lists to say how it was found; it is equal already and not written (invariant I5). */
export const matchedByNameRule = 'matchedByName';
export const matchedBySidRule = 'matchedBySid';

export function saysHowFound(rule: string): boolean {
  return rule === matchedByNameRule || rule === matchedBySidRule;
}
