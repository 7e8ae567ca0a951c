import type { ExclusionRow } from '../../../shared/ipc/configuration.ts';

/** Exclusions with every word of the text in their name or meaning. */
export function exclusionsOf(rows: readonly ExclusionRow[], text: string): readonly ExclusionRow[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return rows.filter(({ name, means, kinds }) => words.every((word) => [name, means, ...kinds].some((part) => part.toLowerCase().includes(word))));
}
