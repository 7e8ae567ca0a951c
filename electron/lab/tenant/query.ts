import { GraphFailure, badRequest } from './failure.ts';

/** The query of one request. Names are matched without regard to case, with or without `$`; values are decoded. */
export type Query = {
  readonly select: readonly string[] | null;
  readonly expand: readonly Expansion[];
  readonly filter: string | null;
  readonly top: number | null;
  readonly count: boolean;
  readonly orderBy: { readonly property: string; readonly descending: boolean } | null;
  readonly search: string | null;
  readonly skipToken: string | null;
  readonly deltaToken: string | null;
  /** Names of the options that were given, without `$`, lower-case. */
  readonly given: ReadonlySet<string>;
  /** The query text without tokens: what a page token is bound to. */
  readonly bound: string;
};

export type Expansion = { readonly property: string; readonly select: readonly string[] | null };

const known = new Set(['select', 'expand', 'filter', 'top', 'count', 'orderby', 'search', 'skiptoken', 'deltatoken', 'format']);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The query string is not well formed.');
  }
}

/** Splits at commas or semicolons outside parentheses and quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function parseExpansion(text: string): Expansion {
  const match = /^([A-Za-z]+)(?:\((.*)\))?$/s.exec(text);
  if (match === null) throw badRequest(`Parsing OData Select and Expand failed: Term '${text}' is not valid in a $select or $expand expression.`);
  let select: readonly string[] | null = null;
  for (const option of splitOutside(match[2] ?? '', ';')) {
    const [name = '', value = ''] = option.split('=');
    if (name.trim().toLowerCase() !== '$select') throw badRequest(`The option '${name.trim()}' is not supported inside $expand.`);
    select = splitOutside(value, ',');
  }
  return { property: match[1] ?? '', select };
}

function parseTop(text: string): number {
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > 999) throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
  return top;
}

function parseOrderBy(text: string): Query['orderBy'] {
  const match = /^([A-Za-z]+)(?:\s+(asc|desc))?$/i.exec(text.trim());
  if (match === null) throw badRequest(`Unsupported sort clause '${text}'.`);
  return { property: match[1] ?? '', descending: match[2]?.toLowerCase() === 'desc' };
}

/** Parses the raw query text (without `?`). */
export function parseQuery(raw: string): Query {
  const options = new Map<string, string>();
  const bound: string[] = [];
  for (const pair of raw.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decoded(pair.slice(at + 1));
    const plain = (name.startsWith('$') ? name.slice(1) : name).toLowerCase();
    if (plain === 'skip') throw badRequest("'$skip' is not supported by the service.");
    if (!known.has(plain)) {
      if (name.startsWith('$')) throw new GraphFailure(400, 'BadRequest', `The query parameter '${name}' is not supported.`);
      continue;
    }
    if (options.has(plain)) throw new GraphFailure(400, 'BadRequest', `Query option '${name}' was specified more than once, but it must be specified at most once.`);
    options.set(plain, value);
    if (plain !== 'skiptoken' && plain !== 'deltatoken') bound.push(pair);
  }
  const select = options.get('select');
  const expand = options.get('expand');
  const top = options.get('top');
  const orderBy = options.get('orderby');
  const count = options.get('count');
  if (count !== undefined && !['true', 'false'].includes(count.toLowerCase())) throw badRequest(`Invalid value '${count}' for $count query option found. The $count query option requires a Boolean value, which can be either 'true' or 'false'.`);
  return {
    select: select === undefined ? null : splitOutside(select, ','),
    expand: expand === undefined ? [] : splitOutside(expand, ',').map(parseExpansion),
    filter: options.get('filter') ?? null,
    top: top === undefined ? null : parseTop(top),
    count: count?.toLowerCase() === 'true',
    orderBy: orderBy === undefined ? null : parseOrderBy(orderBy),
    search: options.get('search') ?? null,
    skipToken: options.get('skiptoken') ?? null,
    deltaToken: options.get('deltatoken') ?? null,
    given: new Set(options.keys()),
    bound: bound.join('&'),
  };
}
