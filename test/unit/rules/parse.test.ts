import { describe, expect, test } from 'vitest';
import { parse } from '../../../electron/sync/rules/expression/parse.ts';
import { print } from '../../../electron/sync/rules/expression/print.ts';
import { lineAndColumn } from '../../../electron/sync/rules/expression/syntax-error.ts';

function printed(text: string): string {
  const parsed = parse(text);
  return parsed.ok ? print(parsed.expression) : `${parsed.fault.start}-${parsed.fault.end}: ${parsed.fault.message} | ${parsed.fault.expected ?? ''}`;
}

// learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions,
// "Language definitions and Identifiers"
describe('spellings', () => {
  test.each([
    ['Trim([title])', 'Trim([title])'],
    ['  Trim ( [title] )  ', 'Trim([title])'],
    ['[mS-DS-ConsistencyGuid]', '[mS-DS-ConsistencyGuid]'],
    ['%Domain.FQDN%', '%Domain.FQDN%'],
    ['"Contoso"', '"Contoso"'],
    ['"a""b"', '"a\\"b"'],
    ['"\\\\0ACNF:"', '"\\\\0ACNF:"'],
    ['"\\r\\n"', '"\\\\r\\\\n"'],
    ['""', '""'],
    ['98052', '98052'],
    ['&HFF', '&HFF'],
    ['&hff', null],
    ['-2147483648', '-2147483648'],
    ['True', 'True'],
    ['NULL', 'NULL'],
    ['Now()', 'Now()'],
    ['With($x, [title], $x)', 'With($x, [title], $x)'],
    ['[a]&"@"&%Domain.FQDN%', '[a] & "@" & %Domain.FQDN%'],
    ['[a]&&[b]||[c]', '[a] && [b] || [c]'],
    ['[a] && ([b] || [c])', '[a] && ([b] || [c])'],
    ['([a] || [b]) && [c]', '[a] || [b] && [c]'],
    ['([a] = 1) || ([b] = 2)', '[a] = 1 || [b] = 2'],
    ['([a] || [b]) = False', '([a] || [b]) = False'],
    ['1-(2-3)', '1 - (2 - 3)'],
    ['(1-2)-3', '1 - 2 - 3'],
    ['2-1', '2 - 1'],
    ['5 & &HF', '5 & &HF'],
    ['IIF([a]\n  = "x",\n  1, 2)', 'IIF([a] = "x", 1, 2)'],
    ['InStr("a","b",1,vbTextCompare)', 'InStr("a", "b", 1, vbTextCompare)'],
    ['((([a])))', '[a]'],
  ])('%s', (text, expected) => {
    if (expected !== null) expect(printed(text)).toBe(expected);
    else expect(parse(text).ok).toBe(false);
  });
});

describe('errors say where, what and what was expected', () => {
  test.each([
    ['', '0-0: The expression is empty. | a value:'],
    ['   ', '3-3: The expression is empty.'],
    ['Trim([title]', '0-4: The brackets of Trim are not closed. | )'],
    ['Trim([title]))', '13-14: ")" has nothing to close or separate here. | an operator'],
    ['[title', '0-6: The attribute name that begins here has no closing ]. | ]'],
    ['%Domain', '0-7: The parameter name that begins here has no closing %. | %'],
    ['"abc', '0-4: The text that begins here has no closing quote. | "'],
    ['"abc\\"', '0-6: The text that begins here has no closing quote.'],
    ['1 +', '3-3: The expression ends where a value is missing. | a value: [attribute]'],
    ['1 + * 2', '4-5: "*" stands where a value is missing.'],
    ['IIF(,1,2)', '4-5: "," stands where a value is missing.'],
    ['IIF(1,2,)', '8-9: ")" stands where a value is missing.'],
    ['[a] [b]', '4-5: "[" cannot stand here. | an operator'],
    ['[a] "b"', '4-5: """ cannot stand here.'],
    ['[a] == [b]', '5-6: "=" stands where a value is missing.'],
    ['[a] != [b]', '4-5: "!" cannot stand here. | an operator (&& ||'],
    ['[a] and [b]', '4-7: "and" cannot stand here. | an operator'],
    ['“abc”', '0-1: A typographic quote does not begin a text. | a straight quote "'],
    ["Trim('a')", '5-6: A single quote does not begin a text. | a double quote "'],
    ['true', '0-4: "true" is no word of the language. | True'],
    ['null', '0-4: "null" is no word of the language. | NULL'],
    ['Not([a])', null],
    ['1.5', '0-2: Numbers are whole. | digits'],
    ['9223372036854775808', '0-19: 9223372036854775808 does not fit into 64 bits.'],
    ['12abc', '0-3: "12abc" is no number.'],
    ['(1', '0-2: The bracket that begins here is not closed. | )'],
    ['(1,2)', '2-3: "," cannot stand here. | an operator or ")"'],
    ['[]', '0-2: "[]" is no attribute name. | [attributeName]'],
    ['%%', '0-2: "%%" is no parameter name.'],
    ['$', '0-1: "$" cannot stand here.'],
  ])('%s', (text, expected) => {
    if (expected === null) expect(parse(text).ok).toBe(true);
    else expect(printed(text).startsWith(expected), printed(text)).toBe(true);
  });

  test('offsets become lines and columns', () => {
    const text = 'IIF([a] = 1,\n  [b],\n  )';
    const parsed = parse(text);
    expect(parsed.ok ? null : lineAndColumn(text, parsed.fault.start)).toEqual({ line: 3, column: 3 });
  });
});

describe('limits', () => {
  test('deep nesting and endless chains end in an error, not in a crash', () => {
    expect(printed(`${'('.repeat(5000)}1${')'.repeat(5000)}`)).toContain('nested more than 100 deep');
    expect(printed(`${'Trim('.repeat(5000)}1${')'.repeat(5000)}`)).toContain('characters, at most');
    expect(printed(`${'LTrim('.repeat(200)}1${')'.repeat(200)}`)).toContain('nested more than 100 deep');
    expect(printed(Array.from({ length: 1000 }, () => '1').join('+'))).toContain('More than 300 operators');
    expect(printed(Array.from({ length: 1000 }, () => '1').join('||'))).toContain('More than 300 operators');
    expect(printed(`"${'x'.repeat(30_000)}"`)).toContain('at most 20000');
  });
});
