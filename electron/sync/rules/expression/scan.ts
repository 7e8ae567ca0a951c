import { SyntaxFailure } from './syntax-error.ts';
import { logicalOperators, valueOperators, type Operator, type Span } from './syntax.ts';

export type Token = Span &
  (
    | { readonly kind: 'text' | 'attribute' | 'parameter' | 'variable' | 'name'; readonly value: string }
    | { readonly kind: 'number'; readonly value: bigint; readonly hexadecimal: boolean }
    | { readonly kind: 'operator'; readonly value: Operator }
    | { readonly kind: '(' | ')' | ',' | 'end' }
  );

/** Longest first, so that `<=` is not read as `<`. */
const operators: readonly Operator[] = [...logicalOperators, ...valueOperators].sort((left, right) => right.length - left.length);
const smartQuotes = /[\u201c\u201d\u201e\u00ab\u00bb]/;
const largest = 0x7fff_ffff_ffff_ffffn;
const smallest = -0x8000_0000_0000_0000n;

function afterSpaces(text: string, at: number): number {
  let index = at;
  while (index < text.length && /\s/.test(text.charAt(index))) index += 1;
  return index;
}

/** `\\` and `\"` stand for one character, and so does a doubled quote; any other backslash stays as it is. */
function scanText(text: string, start: number): Token {
  let value = '';
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === '\\' && (next === '\\' || next === '"')) {
      value += next;
      index += 1;
    } else if (character === '"' && next === '"') {
      value += '"';
      index += 1;
    } else if (character === '"') {
      return { kind: 'text', value, start, end: index + 1 };
    } else {
      value += character;
    }
  }
  throw new SyntaxFailure('The text that begins here has no closing quote.', { start, end: text.length }, '" (a backslash inside a text is written \\\\)');
}

function scanEnclosed(text: string, start: number, closing: ']' | '%'): Token {
  const end = text.indexOf(closing, start + 1);
  const [kind, what] = closing === ']' ? (['attribute', 'attribute'] as const) : (['parameter', 'parameter'] as const);
  if (end === -1) throw new SyntaxFailure(`The ${what} name that begins here has no closing ${closing}.`, { start, end: text.length }, closing);
  const value = text.slice(start + 1, end).trim();
  if (value === '' || /["[\]%$\n]/.test(value)) throw new SyntaxFailure(`"${text.slice(start, end + 1)}" is no ${what} name.`, { start, end: end + 1 }, closing === ']' ? '[attributeName]' : '%ParameterName%');
  return { kind, value, start, end: end + 1 };
}

function scanNumber(text: string, start: number): Token | null {
  const rest = text.slice(start, start + 80);
  const found = /^(?:&H(?<hex>[0-9A-Fa-f]+)|(?<decimal>-?\s*\d+))/.exec(rest);
  if (found === null) return null;
  const end = start + found[0].length;
  const span = { start, end };
  if (/[\w.]/.test(text.charAt(end))) throw new SyntaxFailure(text.charAt(end) === '.' ? 'Numbers are whole.' : `"${/^[\w.&-]*/.exec(rest)?.[0] ?? ''}" is no number.`, { start, end: end + 1 }, 'digits, or &H and hexadecimal digits');
  const { hex, decimal } = found.groups ?? {};
  const value = hex === undefined ? BigInt((decimal ?? '').replace(/\s/g, '')) : BigInt(`0x${hex}`);
  if (value > largest || value < smallest) throw new SyntaxFailure(`${found[0]} does not fit into 64 bits.`, span, `a number from ${smallest} to ${largest}`);
  return { kind: 'number', value, hexadecimal: hex !== undefined, ...span };
}

/** The token where a value has to begin: there, `&H` and `-` belong to a number. */
export function scanOperand(text: string, at: number): Token {
  const start = afterSpaces(text, at);
  const character = text.charAt(start);
  if (character === '') return { kind: 'end', start, end: start };
  if (character === '"') return scanText(text, start);
  if (character === '[') return scanEnclosed(text, start, ']');
  if (character === '%') return scanEnclosed(text, start, '%');
  const number = scanNumber(text, start);
  if (number !== null) return number;
  const name = /^\$?[A-Za-z_]\w*/.exec(text.slice(start, start + 200))?.[0];
  if (name !== undefined) return name.startsWith('$') ? { kind: 'variable', value: name, start, end: start + name.length } : { kind: 'name', value: name, start, end: start + name.length };
  if (smartQuotes.test(character)) throw new SyntaxFailure('A typographic quote does not begin a text.', { start, end: start + 1 }, 'a straight quote "');
  if (character === "'") throw new SyntaxFailure('A single quote does not begin a text.', { start, end: start + 1 }, 'a double quote "');
  return scanOperator(text, start);
}

/** The token after a value: an operator, `)`, `,` or the end. */
export function scanOperator(text: string, at: number): Token {
  const start = afterSpaces(text, at);
  const character = text.charAt(start);
  if (character === '') return { kind: 'end', start, end: start };
  if (character === '(' || character === ')' || character === ',') return { kind: character, start, end: start + 1 };
  const operator = operators.find((each) => text.startsWith(each, start));
  if (operator !== undefined) return { kind: 'operator', value: operator, start, end: start + operator.length };
  const word = /^[\w$.]+|^[\s\S]/u.exec(text.slice(start, start + 60))?.[0] ?? character;
  throw new SyntaxFailure(`"${word}" cannot stand here.`, { start, end: start + word.length }, `an operator (${operators.join(' ')}), ")" or ","`);
}
