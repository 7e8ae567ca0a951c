import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { functionRows } from '../../../electron/sync/rules/expression/functions/all.ts';
import { formNames } from '../../../electron/sync/rules/expression/row.ts';
import { logicalOperators, valueOperators } from '../../../electron/sync/rules/expression/syntax.ts';
import { documentedFunctions, undocumentedFunctions } from './documented.ts';
import { edgeCases, operatorEdges } from './edge-cases.ts';

const folder = import.meta.dirname;
const suites = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'coverage.test.ts').map((name) => readFileSync(join(folder, name), 'utf8'));
/** Certificate cases are written with helpers: one('CertSubject'). */
const text = suites.join('\n').replace(/\bone\('(\w+)'\)/g, "'$1('").replace(/\bname\('(\w+)'/g, "'CertNameInfo(");

const isCertificateFunction = (name: string): boolean => name.startsWith('Cert');
/** Nothing (twice), wrong kind (twice), no certificate, several: the same for each of them, in edge-cases.test.ts. */
const edgesOfEachCertificateFunction = 6;

/** Cases that use a function: lines of the suites by family, and the edge cases. */
function casesOf(name: string): number {
  const uses = new RegExp(`\\b${name}\\(`);
  const { nothing = [], wrong = [], several = [] } = edgeCases[name] ?? {};
  return text.split('\n').filter((line) => uses.test(line)).length + (isCertificateFunction(name) ? edgesOfEachCertificateFunction : [...nothing, ...wrong, ...several].filter(([expression]) => uses.test(expression)).length);
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
  test.each(documentedFunctions)('has cases for %s', (name) => expect(casesOf(name)).toBeGreaterThanOrEqual(5));

  test('has nothing, a wrong kind and several values for every function and operator', () => {
    expect(Object.keys(edgeCases).sort()).toEqual(documentedFunctions.filter((name) => !isCertificateFunction(name)).sort());
    expect(Object.keys(operatorEdges).sort()).toEqual([...valueOperators, ...logicalOperators].sort());
    const lacking = Object.entries({ ...edgeCases, ...operatorEdges }).filter(([, { nothing, wrong, several }]) => [nothing, wrong, several].some(({ length }) => length === 0));
    expect(lacking.map(([name]) => name)).toEqual([]);
  });

  test.each([...valueOperators, ...logicalOperators])('has cases for the operator %s', (operator) => {
    expect(text.split('\n').filter((line) => /^\s*\['/.test(line) && line.includes(operator)).length).toBeGreaterThanOrEqual(3);
  });
});
