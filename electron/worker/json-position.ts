/** Where a text stops being JSON: line and column count from 1. Quotes nothing of the text, which may hold secrets. */
export type JsonFault = { readonly line: number; readonly column: number; readonly expected: string };

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// RFC 8259, section 7: no control character, no lone backslash.
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const wordPattern = /true|false|null/y;

class Stop extends Error {
  readonly offset: number;
  readonly expected: string;
  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

/** Finds the first fault of a text that JSON.parse refused; null when it is JSON. V8's own message quotes the text, so it is not used. */
export function findJsonFault(text: string): JsonFault | null {
  try {
    const end = skip(text, value(text, skip(text, 0)));
    if (end < text.length) throw new Stop(end, 'nothing more after the closing brace');
    return null;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const before = text.slice(0, error.offset).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1, expected: error.expected };
  }
}

function skip(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

function match(pattern: RegExp, text: string, offset: number): number | null {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function value(text: string, offset: number): number {
  const first = text.charAt(offset);
  if (first === '{') return list(text, offset, '}', pair);
  if (first === '[') return list(text, offset, ']', value);
  if (first === '"') return string(text, offset);
  const end = match(wordPattern, text, offset) ?? match(numberPattern, text, offset);
  if (end === null) throw new Stop(offset, text.startsWith('//', offset) || text.startsWith('/*', offset) ? 'a value (JSON has no comments)' : 'a value');
  return end;
}

function string(text: string, offset: number): number {
  const end = match(stringPattern, text, offset);
  if (end === null) throw new Stop(offset, 'a text that ends on the same line, with each backslash written as \\\\');
  return end;
}

function pair(text: string, offset: number): number {
  if (text.charAt(offset) !== '"') throw new Stop(offset, 'a key in double quotes');
  const colon = skip(text, string(text, offset));
  if (text.charAt(colon) !== ':') throw new Stop(colon, 'a colon after the key');
  return value(text, skip(text, colon + 1));
}

function list(text: string, offset: number, close: string, item: (text: string, offset: number) => number): number {
  let at = skip(text, offset + 1);
  if (text.charAt(at) === close) return at + 1;
  for (;;) {
    at = skip(text, item(text, at));
    if (text.charAt(at) === close) return at + 1;
    if (text.charAt(at) !== ',') throw new Stop(at, `a comma or ${close}`);
    at = skip(text, at + 1);
    if (text.charAt(at) === close) throw new Stop(at, `no comma before ${close}`);
  }
}
