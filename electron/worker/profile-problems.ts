import type { z } from 'zod';
import type { SchemaNode } from './profile-schema.ts';
import { alternatives, expectation, knownKeys, nodeAt, profileSchemaTree } from './profile-schema.ts';
import { nearest } from '../../shared/nearest.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Values at or below these keys may be secrets typed in the wrong place: they are never shown. */
const hiddenKeyPattern = /password|secret|privatekey|proxy|token|^auth$/i;

/** `source.containers[0].dn` */
function pathText(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('') || 'the profile';
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), input);
}

function valueText(value: unknown, path: Path): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (path.at(-1) !== 'kind' && path.some((key) => hiddenKeyPattern.test(String(key)))) return `this ${typeof value === 'string' ? 'text' : typeof value} (not shown)`;
  if (value === '') return 'an empty text';
  return JSON.stringify(value);
}

/** One sentence per fault: the path, the value (never a secret) and what is expected there. */
export function profileProblems(input: unknown, issues: readonly Issue[]): readonly string[] {
  const root = profileSchemaTree();
  return [...new Set(issues.flatMap((issue) => sentences(input, root, issue, [])))];
}

function sentences(input: unknown, root: SchemaNode, issue: Issue, prefix: Path): readonly string[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(root, path, key));
  const value = valueAt(input, path);
  const node = nodeAt(root, path);
  if (issue.code === 'custom') return [`${pathText(prefix.length === 0 ? path : prefix)}: ${issue.message}`];
  if (value === undefined) return [`${pathText(path)} is missing; expected ${node === null ? 'a value' : expectation(node)}`];
  if (issue.code === 'invalid_union' && typeof value === 'object' && value !== null) return unionSentences(input, root, issue.errors, path, value);
  if (issue.code === 'invalid_format' && issue.message.startsWith('must')) return [`${pathText(path)}: ${valueText(value, path)} ${issue.message}`];
  return [`${pathText(path)}: ${valueText(value, path)} is not allowed; expected ${node === null ? 'another value' : expectation(node)}${guess(value, node)}`];
}

/** Of the alternatives an object could be, the one with the fewest faults is the one that was meant. */
function unionSentences(input: unknown, root: SchemaNode, branches: readonly (readonly Issue[])[], path: Path, value: object): readonly string[] {
  const node = nodeAt(root, path) ?? {};
  const known = knownKeys(node);
  const unknown = Array.isArray(value) ? [] : Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(root, path, key));
  const meant = branches.filter((branch) => branch.every((issue) => issue.path.length > 0)).sort((left, right) => left.length - right.length)[0];
  if (meant === undefined) return [`${pathText(path)}: this ${Array.isArray(value) ? 'list' : 'object'} is not allowed; expected ${expectation(node)}`];
  return meant.flatMap((issue) => sentences(input, root, issue, path));
}

function unknownKey(root: SchemaNode, path: Path, key: string): string {
  const known = knownKeys(nodeAt(root, path) ?? {});
  const near = nearest(key, known);
  return `${pathText([...path, key])} is not a key of the profile; ${near === null ? `known here: ${known.join(', ')}` : `did you mean ${near}?`}`;
}

function guess(value: unknown, node: SchemaNode | null): string {
  const words = (node === null ? [] : alternatives(node)).flatMap((each) => each.enum ?? [each.const]).filter((each) => typeof each === 'string');
  const near = typeof value === 'string' ? nearest(value, words) : null;
  return near === null ? '' : `; did you mean ${JSON.stringify(near)}?`;
}
