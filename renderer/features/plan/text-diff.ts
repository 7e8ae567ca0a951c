/** A piece of a value; `differs` where the other value has something else. */
export type Piece = { readonly text: string; readonly differs: boolean };
export type TextDiff = { readonly from: readonly Piece[]; readonly to: readonly Piece[] };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Beyond this the middle is marked as a whole: nobody reads single characters of such a difference. */
const longestTable = 90_000;
/** Shorter agreements between two differences are coincidence; marking around them makes confetti. */
const shortestAgreement = 3;

function charactersOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

type Pair = readonly [from: number, to: number];

/** The longest common subsequence, as pairs of positions. */
function commonPairs(from: readonly string[], to: readonly string[]): readonly Pair[] {
  const width = to.length + 1;
  const lengths = new Uint16Array((from.length + 1) * width);
  for (let left = from.length - 1; left >= 0; left -= 1) {
    for (let right = to.length - 1; right >= 0; right -= 1) {
      const same = from[left] === to[right];
      lengths[left * width + right] = same ? (lengths[(left + 1) * width + right + 1] ?? 0) + 1 : Math.max(lengths[(left + 1) * width + right] ?? 0, lengths[left * width + right + 1] ?? 0);
    }
  }
  const pairs: Pair[] = [];
  let left = 0;
  let right = 0;
  while (left < from.length && right < to.length) {
    if (from[left] === to[right]) pairs.push([left++, right++]);
    else if ((lengths[(left + 1) * width + right] ?? 0) >= (lengths[left * width + right + 1] ?? 0)) left += 1;
    else right += 1;
  }
  return pairs;
}

/** Which characters are kept on both sides: those of agreements that are long enough, each unbroken on both sides. */
function agreements(from: readonly string[], to: readonly string[]): { readonly from: readonly boolean[]; readonly to: readonly boolean[] } {
  const kept = { from: from.map(() => false), to: to.map(() => false) };
  const pairs = commonPairs(from, to);
  for (let start = 0; start < pairs.length; ) {
    let end = start + 1;
    while (end < pairs.length && pairs[end]?.[0] === (pairs[end - 1]?.[0] ?? 0) + 1 && pairs[end]?.[1] === (pairs[end - 1]?.[1] ?? 0) + 1) end += 1;
    if (end - start >= shortestAgreement) {
      for (const [left, right] of pairs.slice(start, end)) {
        kept.from[left] = true;
        kept.to[right] = true;
      }
    }
    start = end;
  }
  return kept;
}

function piecesOf(characters: readonly string[], kept: readonly boolean[]): readonly Piece[] {
  const pieces: { text: string; differs: boolean }[] = [];
  for (const [index, character] of characters.entries()) {
    const differs = kept[index] !== true;
    const last = pieces.at(-1);
    if (last !== undefined && last.differs === differs) last.text += character;
    else pieces.push({ text: character, differs });
  }
  return pieces;
}

/** Marks the characters in which two values differ: common start and end first, the longest common subsequence between. */
export function diffTexts(from: string, to: string): TextDiff {
  const left = charactersOf(from);
  const right = charactersOf(to);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const middle = { from: left.slice(start, left.length - end), to: right.slice(start, right.length - end) };
  const fits = (middle.from.length + 1) * (middle.to.length + 1) <= longestTable;
  const kept = fits ? agreements(middle.from, middle.to) : { from: middle.from.map(() => false), to: middle.to.map(() => false) };
  const mark = (inside: readonly boolean[]): readonly boolean[] => [...Array<boolean>(start).fill(true), ...inside, ...Array<boolean>(end).fill(true)];
  return { from: piecesOf(left, mark(kept.from)), to: piecesOf(right, mark(kept.to)) };
}
