/** What a line of the table is: the head of a group, or the nth row of a group (of the only one, when nothing is grouped). */
export type Line = { readonly kind: 'group'; readonly group: number } | { readonly kind: 'row'; readonly group: number; readonly index: number };

export type Lines = { readonly count: number; at(line: number): Line; lineOfGroup(group: number): number };

/** Without groups each line is a row. */
export function plainLines(rows: number): Lines {
  return { count: rows, at: (line) => ({ kind: 'row', group: 0, index: line }), lineOfGroup: () => 0 };
}

/** A head for each group, and below it its rows where it is open. Found by halving: there may be thousands of groups. */
export function groupedLines(groups: readonly { readonly count: number; readonly open: boolean }[]): Lines {
  const starts: number[] = [];
  let count = 0;
  for (const { count: rows, open } of groups) {
    starts.push(count);
    count += 1 + (open ? rows : 0);
  }
  return {
    count,
    at(line) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= line) low = middle;
        else high = middle - 1;
      }
      const index = line - (starts[low] ?? 0) - 1;
      return index < 0 ? { kind: 'group', group: low } : { kind: 'row', group: low, index };
    },
    lineOfGroup: (group) => starts[group] ?? 0,
  };
}
