import type { BerReader } from 'ldapts';
import { enter, readBytes, readText } from './ber.ts';
import { linkSources, linkTargets, type Entry } from './entry.ts';
import { attributeSchema, categoryOf } from './schema.ts';
import { attributeValues } from './reading.ts';
import { parseDn, formatDn } from './names.ts';
import { resolveName, type Tree } from './tree.ts';
import { sidBytes } from './identifiers.ts';

/** A search filter as it arrives (RFC 4511, 4.5.1.7); values are raw bytes. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'equal' | 'greaterOrEqual' | 'lessOrEqual' | 'approximate'; readonly attribute: string; readonly value: Buffer }
  | { readonly kind: 'substring'; readonly attribute: string; readonly initial: string | null; readonly any: readonly string[]; readonly final: string | null }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'extensible'; readonly rule: string | null; readonly attribute: string | null; readonly value: Buffer };

export function readFilter(reader: BerReader): Filter {
  const tag = reader.peek();
  if (tag === 0xa0 || tag === 0xa1) {
    const content = enter(reader, tag);
    const filters: Filter[] = [];
    while (content.remain > 0) filters.push(readFilter(content));
    return { kind: tag === 0xa0 ? 'and' : 'or', filters };
  }
  if (tag === 0xa2) return { kind: 'not', filter: readFilter(enter(reader, tag)) };
  if (tag === 0x87) return { kind: 'present', attribute: readText(reader, tag) };
  if (tag === 0xa4) {
    const content = enter(reader, tag);
    const attribute = readText(content);
    const parts = enter(content);
    let initial: string | null = null;
    let final: string | null = null;
    const any: string[] = [];
    while (parts.remain > 0) {
      const part = parts.peek();
      if (part === 0x80) initial = readText(parts, 0x80);
      else if (part === 0x82) final = readText(parts, 0x82);
      else any.push(readText(parts, 0x81));
    }
    return { kind: 'substring', attribute, initial, any, final };
  }
  if (tag === 0xa9) {
    const content = enter(reader, tag);
    let rule: string | null = null;
    let attribute: string | null = null;
    let value = Buffer.alloc(0);
    while (content.remain > 0) {
      const part = content.peek();
      if (part === 0x81) rule = readText(content, 0x81);
      else if (part === 0x82) attribute = readText(content, 0x82);
      else if (part === 0x83) value = Buffer.from(readBytes(content, 0x83));
      else readBytes(content, 0x84);
    }
    return { kind: 'extensible', rule, attribute, value };
  }
  const kind = tag === null ? undefined : comparisons[tag];
  if (kind === undefined) throw new Error(`unknown filter choice ${String(tag)}`);
  const content = enter(reader, tag ?? undefined);
  return { kind, attribute: readText(content), value: Buffer.from(readBytes(content, 0x04)) };
}

const comparisons: Readonly<Record<number, 'equal' | 'greaterOrEqual' | 'lessOrEqual' | 'approximate'>> = {
  0xa3: 'equal',
  0xa5: 'greaterOrEqual',
  0xa6: 'lessOrEqual',
  0xa8: 'approximate',
};

/** The filter as text (RFC 4515), for the search log. */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return `(&${filter.filters.map(filterText).join('')})`;
    case 'or':
      return `(|${filter.filters.map(filterText).join('')})`;
    case 'not':
      return `(!${filterText(filter.filter)})`;
    case 'present':
      return `(${filter.attribute}=*)`;
    case 'substring':
      return `(${filter.attribute}=${[filter.initial ?? '', ...filter.any, filter.final ?? ''].join('*')})`;
    case 'extensible':
      return `(${filter.attribute ?? ''}${filter.rule === null ? '' : `:${filter.rule}`}:=${valueText(filter.value)})`;
    default:
      return `(${filter.attribute}${{ equal: '=', greaterOrEqual: '>=', lessOrEqual: '<=', approximate: '~=' }[filter.kind]}${valueText(filter.value)})`;
  }
}

function valueText(value: Buffer): string {
  const text = value.toString('utf8');
  return Buffer.from(text).equals(value) ? text : [...value].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Three-valued, as RFC 4511 wants it: null is "undefined", which a `not` does not turn into a match. */
export type Test = (entry: Entry) => boolean | null;

const bitAnd = '1.2.840.113556.1.4.803';
const bitOr = '1.2.840.113556.1.4.804';
const inChain = '1.2.840.113556.1.4.1941';
const undefinedTest: Test = () => null;

/** The filter as a function. Assertion values are prepared once; entries are compared many times. */
export function compileFilter(tree: Tree, filter: Filter): Test {
  switch (filter.kind) {
    case 'and': {
      const tests = filter.filters.map((part) => compileFilter(tree, part));
      return (entry) => {
        let result: boolean | null = true;
        for (const test of tests) {
          const one = test(entry);
          if (one === false) return false;
          if (one === null) result = null;
        }
        return result;
      };
    }
    case 'or': {
      const tests = filter.filters.map((part) => compileFilter(tree, part));
      return (entry) => {
        let result: boolean | null = false;
        for (const test of tests) {
          const one = test(entry);
          if (one === true) return true;
          if (one === null) result = null;
        }
        return result;
      };
    }
    case 'not': {
      const test = compileFilter(tree, filter.filter);
      return (entry) => {
        const one = test(entry);
        return one === null ? null : !one;
      };
    }
    case 'present': {
      if (attributeSchema(filter.attribute) === undefined) return undefinedTest;
      const lower = filter.attribute.toLowerCase();
      return (entry) => lower === 'objectclass' || attributeValues(entry, lower).length > 0;
    }
    case 'substring': {
      if (attributeSchema(filter.attribute)?.syntax !== 'text') return undefinedTest;
      return compileSubstring(filter);
    }
    case 'extensible':
      return compileExtensible(tree, filter);
    default:
      return compileComparison(tree, filter.kind, filter.attribute, filter.value);
  }
}

function compileSubstring(filter: Filter & { readonly kind: 'substring' }): Test {
  const lower = filter.attribute.toLowerCase();
  const initial = filter.initial?.toLowerCase() ?? '';
  const final = filter.final?.toLowerCase() ?? '';
  const any = filter.any.map((part) => part.toLowerCase());
  const matches = (value: string): boolean => {
    if (!value.startsWith(initial)) return false;
    let from = initial.length;
    for (const part of any) {
      const found = value.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return value.length - final.length >= from && value.endsWith(final);
  };
  return (entry) => attributeValues(entry, lower).some((value) => matches(String(value).toLowerCase()));
}

function compileExtensible(tree: Tree, filter: Filter & { readonly kind: 'extensible' }): Test {
  const attribute = filter.attribute;
  const schema = attribute === null ? undefined : attributeSchema(attribute);
  if (attribute === null || schema === undefined) return undefinedTest;
  const lower = attribute.toLowerCase();
  if (filter.rule === null) return compileComparison(tree, 'equal', attribute, filter.value);
  if (filter.rule === bitAnd || filter.rule === bitOr) {
    const text = filter.value.toString('utf8');
    if (schema.syntax !== 'integer' || !/^-?\d+$/.test(text)) return undefinedTest;
    const bits = BigInt.asUintN(64, BigInt(text));
    const all = filter.rule === bitAnd;
    return (entry) =>
      attributeValues(entry, lower).some((value) => {
        const found = BigInt.asUintN(64, BigInt(String(value))) & bits;
        return all ? found === bits : found !== 0n;
      });
  }
  if (filter.rule !== inChain || (schema.backLink === null && schema.forwardLink === null)) return undefinedTest;
  const target = resolveSafely(tree, filter.value.toString('utf8'));
  if (target === undefined) return () => false;
  const found = new Set<Entry>();
  const forward = schema.forwardLink?.toLowerCase() ?? lower;
  const open: Entry[] = [target];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    const next = schema.forwardLink === null ? linkSources(current, forward) : linkTargets(current, forward);
    for (const entry of next) {
      if (found.has(entry)) continue;
      found.add(entry);
      open.push(entry);
    }
  }
  return (entry) => found.has(entry);
}

function compileComparison(tree: Tree, kind: 'equal' | 'greaterOrEqual' | 'lessOrEqual' | 'approximate', attribute: string, raw: Buffer): Test {
  const schema = attributeSchema(attribute);
  if (schema === undefined) return undefinedTest;
  const lower = attribute.toLowerCase();
  const text = raw.toString('utf8');
  const equality = kind === 'equal' || kind === 'approximate';
  switch (schema.syntax) {
    case 'class': {
      const wanted = text.toLowerCase();
      return (entry) => attributeValues(entry, lower).some((value) => String(value).toLowerCase() === wanted);
    }
    case 'integer': {
      if (!/^-?\d+$/.test(text)) return undefinedTest;
      const wanted = BigInt(text);
      const small = Number(text);
      const compare = Number.isSafeInteger(small)
        ? (value: string) => { const number = Number(value); return number < small ? -1 : number > small ? 1 : 0; }
        : (value: string) => { const number = BigInt(value); return number < wanted ? -1 : number > wanted ? 1 : 0; };
      return (entry) =>
        attributeValues(entry, lower).some((value) => {
          const order = compare(String(value));
          return equality ? order === 0 : kind === 'greaterOrEqual' ? order >= 0 : order <= 0;
        });
    }
    case 'guid':
    case 'binary': {
      const wanted = schema.syntax === 'guid' && /^[0-9a-f]{8}-/i.test(text) ? null : raw;
      if (!equality || wanted === null) return undefinedTest;
      return (entry) => attributeValues(entry, lower).some((value) => Buffer.isBuffer(value) && value.equals(wanted));
    }
    case 'sid': {
      const wanted = text.startsWith('S-1-') ? sidBytes(text) : raw;
      return (entry) => attributeValues(entry, lower).some((value) => Buffer.isBuffer(value) && value.equals(wanted));
    }
    case 'dn':
      return equality ? compileReference(tree, lower, text) : undefinedTest;
    default: {
      const wanted = text.toLowerCase();
      if (equality) return (entry) => attributeValues(entry, lower).some((value) => String(value).toLowerCase() === wanted);
      return (entry) =>
        attributeValues(entry, lower).some((value) => {
          const found = String(value).toLowerCase();
          return kind === 'greaterOrEqual' ? found >= wanted : found <= wanted;
        });
    }
  }
}

function compileReference(tree: Tree, lower: string, text: string): Test {
  if (lower === 'objectcategory') {
    const category = text.includes('=') ? (parseDn(text)?.[0]?.value ?? '') : (categoryOf(text) ?? '');
    const prefix = `cn=${category.toLowerCase()},`;
    return (entry) => attributeValues(entry, lower).some((value) => String(value).toLowerCase().startsWith(prefix));
  }
  const target = resolveSafely(tree, text);
  const schema = attributeSchema(lower);
  if (lower === 'distinguishedname') return (entry) => entry === target;
  if (schema?.backLink !== null) return target === undefined ? () => false : (entry) => !entry.deleted && !target.deleted && (entry.links?.get(lower)?.get(target) ?? -1) > 0;
  if (schema.forwardLink !== null) {
    const forward = schema.forwardLink.toLowerCase();
    return (entry) => target !== undefined && linkSources(entry, forward).includes(target);
  }
  const wanted = formatDn(parseDn(text) ?? []).toLowerCase();
  return (entry) => attributeValues(entry, lower).some((value) => String(value).toLowerCase() === wanted);
}

function resolveSafely(tree: Tree, name: string): Entry | undefined {
  try {
    return resolveName(tree, name);
  } catch {
    return undefined;
  }
}
