import type { GraphFailure } from './failure.ts';
import { badRequest } from './failure.ts';

/**
 * `$filter` as a tree: the part of OData 4.01 that Graph's directory understands and a synchronization uses.
 * Paths are as written; `onPremisesExtensionAttributes/extensionAttribute1` is one path.
 */
export type Literal = string | number | boolean | null;
export type Comparison = 'eq' | 'ne' | 'ge' | 'le';
export type TextTest = 'startswith' | 'endswith';
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Comparison; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Literal[] }
  | { readonly kind: 'text'; readonly path: string; readonly test: TextTest; readonly value: string }
  /** `path/any(x:x eq 'v')`; the inner tree uses the path `$it`. */
  | { readonly kind: 'any'; readonly path: string; readonly inner: Filter }
  | { readonly kind: 'count'; readonly path: string; readonly operator: Comparison; readonly value: number };

type Token = { readonly kind: 'word' | 'literal' | 'mark'; readonly text: string; readonly value?: Literal };

function syntaxError(text: string, at: number): GraphFailure {
  return badRequest(`Invalid filter clause: Syntax error at position ${at} in '${text}'.`);
}

const pattern = /\s*(?:('(?:[^']|'')*')|([(),:])|([A-Za-z_$][A-Za-z0-9_$./-]*)|([0-9][0-9A-Za-z:.+-]*))/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let at = 0;
  while (at < text.trimEnd().length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) throw syntaxError(text, at);
    at = pattern.lastIndex;
    const [, quoted, mark, word, bare] = match;
    if (quoted !== undefined) tokens.push({ kind: 'literal', text: quoted, value: quoted.slice(1, -1).replaceAll("''", "'") });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (bare !== undefined) tokens.push({ kind: 'literal', text: bare, value: /^\d+$/.test(bare) ? Number(bare) : bare });
    else if (word === 'true' || word === 'false') tokens.push({ kind: 'literal', text: word, value: word === 'true' });
    else if (word === 'null') tokens.push({ kind: 'literal', text: word, value: null });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'ge', 'le']);

/** Parses `$filter`; a malformed one is a 400. */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (): GraphFailure => syntaxError(text, at);
  const peek = (): Token | undefined => tokens[at];
  const isWord = (word: string): boolean => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;
  const take = (): Token => {
    const token = tokens[at];
    if (token === undefined) throw fail();
    at += 1;
    return token;
  };
  const mark = (expected: string): void => {
    if (take().text !== expected) throw fail();
  };
  const literal = (): Literal => {
    const token = take();
    if (token.kind !== 'literal' || token.value === undefined) throw fail();
    return token.value;
  };

  function either(variable: string | null): Filter {
    let left = both(variable);
    while (isWord('or')) {
      at += 1;
      left = { kind: 'or', left, right: both(variable) };
    }
    return left;
  }
  function both(variable: string | null): Filter {
    let left = single(variable);
    while (isWord('and')) {
      at += 1;
      left = { kind: 'and', left, right: single(variable) };
    }
    return left;
  }
  function single(variable: string | null): Filter {
    if (isWord('not')) {
      at += 1;
      return { kind: 'not', inner: single(variable) };
    }
    if (peek()?.text === '(') {
      at += 1;
      const inner = either(variable);
      mark(')');
      return inner;
    }
    const token = take();
    if (token.kind !== 'word') throw fail();
    return peek()?.text === '(' ? called(token.text, variable) : compared(named(token.text, variable));
  }
  function named(path: string, variable: string | null): string {
    if (variable === null) return path;
    if (path === variable) return '$it';
    if (path.startsWith(`${variable}/`)) return `$it/${path.slice(variable.length + 1)}`;
    throw fail();
  }
  function called(name: string, variable: string | null): Filter {
    mark('(');
    const lower = name.toLowerCase();
    if (lower === 'startswith' || lower === 'endswith') {
      const path = named(take().text, variable);
      mark(',');
      const value = literal();
      mark(')');
      if (typeof value !== 'string') throw fail();
      return { kind: 'text', path, test: lower, value };
    }
    if (lower.endsWith('/any')) {
      const item = take().text;
      mark(':');
      const inner = either(item);
      mark(')');
      return { kind: 'any', path: name.slice(0, -4), inner };
    }
    throw badRequest(`Unsupported query function '${name}'.`);
  }
  function compared(path: string): Filter {
    const operator = take().text.toLowerCase();
    if (operator === 'in') {
      mark('(');
      const values = [literal()];
      while (peek()?.text === ',') {
        at += 1;
        values.push(literal());
      }
      mark(')');
      if (values.length > 15) throw badRequest(`Too many child clauses specified in search filter expression containing 'OR' operators: ${values.length}. Max allowed: 15.`);
      return { kind: 'in', path, values };
    }
    if (!comparisons.has(operator)) throw badRequest(`Unsupported query filter operator '${operator}'.`);
    const value = literal();
    if (path.toLowerCase().endsWith('/$count')) return { kind: 'count', path: path.slice(0, -7), operator: operator as Comparison, value: Number(value) };
    return { kind: 'compare', path, operator: operator as Comparison, value };
  }

  const filter = either(null);
  if (at !== tokens.length) throw fail();
  return filter;
}
