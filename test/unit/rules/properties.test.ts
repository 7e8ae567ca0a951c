import { unknownAttribute } from '../../../electron/sync/rules/try-expression.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../../electron/sync/rules/expression/check.ts';
import { compile } from '../../../electron/sync/rules/expression/compile.ts';
import { evaluationOf } from '../../../electron/sync/rules/expression/evaluate.ts';
import { EvaluationFailure } from '../../../electron/sync/rules/expression/failure.ts';
import { functionRows } from '../../../electron/sync/rules/expression/functions/all.ts';
import { parse } from '../../../electron/sync/rules/expression/parse.ts';
import { print } from '../../../electron/sync/rules/expression/print.ts';
import { formNames } from '../../../electron/sync/rules/expression/row.ts';
import { logicalOperators, valueOperators, type Expression, type Operator } from '../../../electron/sync/rules/expression/syntax.ts';
import { trace } from '../../../electron/sync/rules/expression/trace.ts';
import { tryExpression } from '../../../electron/sync/rules/try-expression.ts';
import { catalogue, catalogueEntry, catalogueNames } from '../../../electron/sync/rules/catalogue.ts';
import { kateCertificate } from './certificates.ts';
import { anchor, now, rowOf } from './evaluate.ts';

const span = { start: 0, end: 0 };
const functionNames = [...functionRows.map(({ name }) => name), ...formNames];

/** Trees of every kind of node. */
const trees = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }).map((value): Expression => ({ kind: 'text', value, ...span })),
    fc.tuple(fc.bigInt({ min: -0x8000000000000000n, max: 0x7fffffffffffffffn }), fc.boolean()).map(([value, hexadecimal]): Expression => ({ kind: 'number', value, hexadecimal: hexadecimal && value >= 0n, ...span })),
    fc.boolean().map((value): Expression => ({ kind: 'boolean', value, ...span })),
    fc.constantFrom('NULL', 'AuthoritativeNull', 'IgnoreThisFlow', 'CRLF').map((name): Expression => ({ kind: 'constant', name: name as 'NULL', ...span })),
    fc.constantFrom(...catalogueNames).map((name): Expression => ({ kind: 'attribute', name, ...span })),
    fc.constantFrom('Domain.FQDN', 'Forest.LDAP').map((name): Expression => ({ kind: 'parameter', name, ...span })),
    fc.constantFrom('$item', '$x').map((name): Expression => ({ kind: 'variable', name, ...span })),
    fc.constantFrom('vbTextCompare', 'UTF8', 'DC').map((name): Expression => ({ kind: 'word', name, ...span })),
    fc.tuple(fc.constantFrom(...functionNames), fc.array(tie('tree'), { maxLength: 4 })).map(([name, parts]): Expression => ({ kind: 'call', name, nameEnd: 0, arguments: parts, ...span })),
    fc.tuple(fc.constantFrom<Operator>(...valueOperators, ...logicalOperators), tie('tree'), tie('tree')).map(([operator, left, right]): Expression => ({ kind: 'operation', operator, left, right, ...span })),
  ),
})).tree;

/** Without places, and numbers as their value: hexadecimal or not is only a spelling. */
function bare(expression: Expression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'start' || key === 'end' || key === 'nameEnd' ? undefined : typeof value === 'bigint' ? `${value}` : value)));
}

const surroundings = {
  attribute: (name: string) => catalogueEntry(name),
  attributeNames: catalogueNames,
  unknown: unknownAttribute,
  parameters: ['Domain.FQDN'],
};

const kateRow = rowOf({
  displayName: 'Kate', title: ' Boss ', userAccountControl: '514', proxyAddresses: ['SMTP:kate@contoso.com', 'smtp:k@contoso.com'], objectSid: 'S-1-5-21-1-2-3-500', userCertificate: [kateCertificate, 'AQID'],
  isCriticalSystemObject: 'TRUE', description: [''], memberOf: ['CN=a,DC=b'], pwdLastSet: '129699324000000000', accountExpires: '9223372036854775807', url: ['a', 'b'],
});

describe('parse → print → parse', () => {
  test('gives the same tree', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const text = print(tree);
        const parsed = parse(text);
        if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.message}`);
        expect(bare(parsed.expression)).toEqual(bare(tree));
        expect(print(parsed.expression)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('places point at the text of their node', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const text = print(tree);
        const parsed = parse(text);
        if (!parsed.ok || parsed.expression.kind !== 'call') return;
        for (const part of parsed.expression.arguments) expect(print(part)).toBe(text.slice(part.start, part.end));
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever is typed', () => {
  const pieces = fc.constantFrom('(', ')', ',', '[', ']', '[title]', '%', '"', '\\', '&', '&&', '||', '&H', '-', '1', ' ', '\n', '$item', 'Trim', 'IIF(', 'NULL', '=', '<>', 'True', '“', '%Domain.FQDN%', '😀', '\ud800', '.', 'Select(', 'With($x,');

  test('the parser answers with a tree, or with a place inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))), (text) => {
        const parsed = parse(text);
        if (parsed.ok) return;
        expect(parsed.fault.start).toBeGreaterThanOrEqual(0);
        expect(parsed.fault.start).toBeLessThanOrEqual(text.length);
        expect(parsed.fault.end).toBeGreaterThanOrEqual(parsed.fault.start);
        expect(parsed.fault.message).not.toBe('');
      }),
      { numRuns: 5000 },
    );
  });

  test('trying a text on an object ends in a trial, with every finding inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.oneof(pieces, trees.map(print)), { maxLength: 6 }).map((parts) => parts.join(''))), (text) => {
        const { check: checked, value, error } = tryExpression(text, kateRow, { parameters: {}, now });
        for (const { start, end, line, column, message } of checked.findings) {
          expect(start >= 0 && start <= end && end <= Math.max(text.length, 1)).toBe(true);
          expect(line >= 1 && column >= 1 && message !== '').toBe(true);
        }
        expect(checked.ok || (value === null && error === null)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('checking and evaluating any tree ends in a value or an EvaluationFailure', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        check(tree, surroundings);
        const evaluation = evaluationOf(kateRow, anchor, { parameters: {}, now });
        try {
          const value = compile(tree)(evaluation);
          expect(trace(tree, print(tree), evaluation).value).toEqual(value);
        } catch (error) {
          if (!(error instanceof EvaluationFailure)) throw error;
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('an expression that passes the check never fails because a kind does not fit', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const checked = check(tree, surroundings);
        if (checked.findings.some(({ severity }) => severity === 'error')) return;
        try {
          compile(tree)(evaluationOf(kateRow, anchor, { parameters: {}, now }));
        } catch (error) {
          if (!(error instanceof EvaluationFailure)) throw error;
          expect(error.message).not.toMatch(/is not known here|There is no function|is not called like this|does not take \d+ arguments|There is no attribute/);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

test('every attribute of the catalogue can be read from an object that has none', () => {
  for (const { name } of catalogue) {
    const parsed = parse(`IsPresent([${name}])`);
    expect(parsed.ok && compile(parsed.expression)(evaluationOf(rowOf(), anchor, { parameters: {}, now }))).toBe(['dn', 'objectGUID', 'sourceObjectType', 'memberCount'].includes(name));
  }
});
