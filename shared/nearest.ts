/** Edits (insert, remove, replace, swap neighbours) that turn one word into the other. */
function distance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        best = Math.min(best, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** The known word that was probably meant, or null when none is near (more than a third of it, and two letters, differ). */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((left, right) => left.edits - right.edits || left.candidate.localeCompare(right.candidate));
  const best = ranked[0];
  if (best === undefined) return null;
  const prefix = known.find((candidate) => wanted.length >= 3 && candidate.toLowerCase().startsWith(wanted));
  if (best.edits <= Math.max(2, Math.floor(best.candidate.length / 3))) return best.candidate;
  return prefix ?? null;
}
