import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { functionRows } from '../../../electron/sync/rules/expression/functions/all.ts';
import { formNames } from '../../../electron/sync/rules/expression/row.ts';
import { logicalOperators, valueOperators } from '../../../electron/sync/rules/expression/syntax.ts';
import { documentedFunctions, undocumentedFunctions } from './documented.ts';

const folder = import.meta.dirname;
const suites = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'coverage.test.ts').map((name) => readFileSync(join(folder, name), 'utf8'));
/** Certificate cases are written with helpers: one('CertSubject'). */
const text = suites.join('\n').replace(/\bone\('(\w+)'\)/g, "'$1('").replace(/\bname\('(\w+)'/g, "'CertNameInfo(");

/** Lines that use a function in a case. */
function casesOf(name: string): number {
  return text.split('\n').filter((line) => new RegExp(`\\b${name}\\(`).test(line)).length;
}

describe('the language', () => {
  test('has every documented function, and otherwise only what is known to be undocumented', () => {
    const own = [...functionRows.map(({ name }) => name), ...formNames];
    expect(documentedFunctions.filter((name) => !own.includes(name))).toEqual([]);
    expect(own.filter((name) => !documentedFunctions.includes(name) && !undocumentedFunctions.includes(name) && !name.startsWith('Causeway'))).toEqual([]);
    expect(new Set(own).size).toBe(own.length);
  });
});

describe('the conformance suite', () => {
  test.each(documentedFunctions)('has cases for %s', (name) => expect(casesOf(name)).toBeGreaterThanOrEqual(name.startsWith('Cert') ? 1 : 2));

  test.each([...valueOperators, ...logicalOperators])('has cases for the operator %s', (operator) => {
    expect(text.split('\n').filter((line) => /^\s*\['/.test(line) && line.includes(operator)).length).toBeGreaterThanOrEqual(3);
  });
});
