import { EvaluationFailure } from '../failure.ts';

/**
 * The pattern of ReplaceChars: `source:target` pairs between commas; a target may be empty. The reference also shows the
 * last pair with a comma instead of the colon (`ö,o`), so two neighbours without a colon are a pair. White space is ignored.
 */
export function replacementsOf(pattern: string): ReadonlyMap<string, string> {
  const replacements = new Map<string, string>();
  const entries = pattern.replace(/\s+/g, '').split(',');
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] ?? '';
    if (entry === '' && entries.length === 1) continue;
    const colon = entry.indexOf(':');
    const next = entries[index + 1];
    const paired = colon === -1 && next?.includes(':') === false;
    const source = colon === -1 ? entry : entry.slice(0, colon);
    if ([...source].length !== 1 || (colon === -1 && !paired)) throw new EvaluationFailure(`ReplaceChars cannot read "${entry}" in its pattern: it takes one character, a colon and its replacement.`);
    if (!replacements.has(source)) replacements.set(source, paired ? (next ?? '') : entry.slice(colon + 1));
    if (paired) index += 1;
  }
  return replacements;
}
