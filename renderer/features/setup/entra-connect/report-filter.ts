import type { ImportEntry, Takeover } from '../../../../shared/entra-connect.ts';

/** Entries of one outcome, or of all, in which every word stands. */
export function shownEntries(entries: readonly ImportEntry[], only: Takeover | null, text: string): readonly ImportEntry[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  return entries.filter((entry) => {
    if (only !== null && entry.takeover !== only) return false;
    const all = [entry.setting, entry.value, entry.text, entry.fix, entry.place].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
