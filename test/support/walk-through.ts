/** One thing that a page of the README has a reader type, and what it shows of the output. */
export type WalkStep = { readonly terminal: 'first' | 'second'; readonly typed: string; readonly code: number; readonly shown: readonly string[] };

/** `$ causeway …` is typed in the second terminal, `contoso> …` in the first; the lines below are output, `…` what is left out. */
export function walkSteps(markdown: string): readonly WalkStep[] {
  const blocks = [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text.trimEnd().split('\n'));
  const steps: { terminal: WalkStep['terminal']; typed: string; code: number; shown: string[] }[] = [];
  for (const line of blocks.flat()) {
    const second = /^\$ causeway (.*?)(?:\s+# exit code (\d+).*)?$/.exec(line);
    const first = /^contoso> (.*)$/.exec(line);
    if (second !== null) steps.push({ terminal: 'second', typed: second[1] ?? '', code: Number(second[2] ?? 0), shown: [] });
    else if (first !== null) steps.push({ terminal: 'first', typed: first[1] ?? '', code: 0, shown: [] });
    else steps.at(-1)?.shown.push(line);
  }
  return steps;
}

/** A command line as a shell takes it apart: blanks, and double quotes. */
export function wordsOf(typed: string): readonly string[] {
  return [...typed.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** The first shown line that the output does not have after the ones before it; null when it has them all. A line of nothing but `…` is any number of lines, `…` in a line any text. */
export function missingLine(shown: readonly string[], output: string): string | null {
  const lines = output.split('\n').map((line) => line.trimEnd());
  let at = 0;
  let gap = false;
  for (const line of shown) {
    if (line.trim() === '…') {
      gap = true;
      continue;
    }
    const pattern = new RegExp(`^${line.trimEnd().split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'u');
    const found = gap ? lines.findIndex((each, index) => index >= at && pattern.test(each)) : pattern.test(lines[at] ?? '') ? at : -1;
    if (found < 0) return line;
    at = found + 1;
    gap = false;
  }
  return null;
}
