import { unknownAttribute } from '../../../electron/sync/rules/try-expression.ts';
import { describe, expect, test } from 'vitest';
import { check } from '../../../electron/sync/rules/expression/check.ts';
import { parse } from '../../../electron/sync/rules/expression/parse.ts';
import { typeText } from '../../../electron/sync/rules/expression/type.ts';
import { catalogueEntry, catalogueNames } from '../../../electron/sync/rules/catalogue.ts';

function checked(text: string) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  const { type, findings } = check(parsed.expression, { attribute: catalogueEntry, attributeNames: catalogueNames, unknown: unknownAttribute, parameters: ['Domain.FQDN', 'Company'] });
  return { type: typeText(type), findings: findings.map(({ start, end, severity, message, fix }) => `${severity} ${text.slice(start, end)}: ${message}${fix === null ? '' : ` ${fix}`}`) };
}

describe('types', () => {
  test.each([
    ['Trim([title])', 'text'],
    ['Trim([proxyAddresses])', 'several values (text)'],
    ['[userAccountControl]', 'a number'],
    ['[isCriticalSystemObject]', 'True or False'],
    ['[objectSid]', 'binary data'],
    ['[manager]', 'a reference'],
    ['DateFromNum([pwdLastSet])', 'a date'],
    ['NULL', 'nothing'],
    ['IIF(IsPresent([title]),[title],NULL)', 'text'],
    ['IIF(IsPresent([title]),[title],5)', 'text or a number'],
    ['IIF(InStr([proxyAddresses],"SIP:")=1,NULL,[proxyAddresses])', 'several values (text)'],
    ['IIF(True,IgnoreThisFlow,NULL)', 'nothing'],
    ['Item([userCertificate],1)', 'binary data'],
    ['CertSubject([userCertificate])', 'several values (text)'],
    ['Where($item,[userCertificate],CertNotAfter($item)>Now())', 'several values (binary data)'],
    ['Select($item,[otherTelephone],Len($item))', 'several values (a number)'],
    ['With($x,[userAccountControl],BitAnd($x,2))', 'a number'],
    ['[proxyAddresses] = "x"', 'several values (True or False)'],
    ['Mid([objectGUID],1,2)', 'binary data'],
    ['Mid([title],1,2)', 'text'],
    ['Split([title],",")', 'several values (text)'],
    ['%Company% & 5', 'text'],
    ['ValueCount("member")', 'a number'],
    ['Error("x")', 'nothing'],
  ])('%s gives %s', (text, expected) => expect(checked(text)).toEqual({ type: expected, findings: [] }));
});

describe('errors', () => {
  test.each([
    ['Trim([samaccountname])', 'error [samaccountname]: There is no attribute [samaccountname] in the catalogue. Did you mean [sAMAccountName]? Names are case-sensitive.'],
    ['trim([title])', 'error trim: There is no function trim. Function names are case-sensitive: write Trim.'],
    ['Trimm([title])', 'error Trimm: There is no function Trimm. Did you mean Trim?'],
    ['Left([title])', 'error Left: Left takes 2 arguments, not 1. Write Left(text, count).'],
    ['InStr("a")', 'error InStr: InStr takes 2 to 4 arguments, not 1. Write InStr(text, match, [start], [compare]).'],
    ['Left([userAccountControl],2)', 'error [userAccountControl]: Left (text) expects text, but this is a number. CStr(…) makes text of a number.'],
    ['Trim([objectGUID])', 'error [objectGUID]: Trim (text) expects text, but this is binary data. ConvertToBase64(…), StringFromGuid(…) or StringFromSid(…) make text of binary data.'],
    ['DNComponent([dn],1)', 'error [dn]: DNComponent (dn) expects a reference, but this is text. CRef(…) makes a reference of a text.'],
    ['[userAccountControl]="512"', 'error [userAccountControl]="512": a number is compared with text, so they are never equal. CNum(…) makes a number of a text.'],
    ['[isCriticalSystemObject]="True"', 'error [isCriticalSystemObject]="True": True or False is compared with text, so they are never equal. compare the text with something, or use IsPresent(…).'],
    ['IIF([title],1,2)', 'error [title]: the condition of IIF expects True or False or a number, but this is text. compare the text with something, or use IsPresent(…).'],
    ['Item([title],1)', 'error [title]: Item works on an attribute with several values, but this is one value.'],
    ['Select($item,[title],$item)', 'error [title]: Select works on an attribute with several values, but this is one value.'],
    ['Select([url],[url],1)', 'error [url]: Select begins with the name of a variable. Write Select($item, values, expression).'],
    ['$item', 'error $item: $item is not known here. Variables are named by Select, Where or With.'],
    ['With($a,1,$b)', 'error $b: $b is not known here. Known here: $a.'],
    ['Trim(IgnoreThisFlow)', 'error IgnoreThisFlow: IgnoreThisFlow and AuthoritativeNull stand for the whole result; Trim (text) cannot use them. Give them as a branch of the outermost IIF or Switch.'],
    ['%Compani%', 'error %Compani%: The parameter %Compani% has no value. Did you mean %Company%?'],
    ['%Forest.FQDN%', 'error %Forest.FQDN%: The parameter %Forest.FQDN% has no value. Add it to rules.parameters in the profile: {"Forest.FQDN": "…"}.'],
    ['Sales', 'error Sales: "Sales" is not known here. Write a text as "Sales", an attribute as [Sales].'],
    ['Switch(True,1,False)', 'error Switch: Switch takes pairs of a condition and a value, not 3 arguments. Write Switch(condition, value, …).'],
    ['InStr("a","b",1,vbFoo)', 'error vbFoo: InStr does not know vbFoo. Use vbBinaryCompare or vbTextCompare.'],
    ['ImportedValue([title])', 'error [title]: ImportedValue takes the name of an attribute in quotes. Write ImportedValue("proxyAddresses").'],
    ['[member]', 'error [member]: The members of a group are not read one by one by rules. ValueCount("member") gives their number.'],
    ['[title] + 1', 'error [title]: + expects a number, but this is text. CNum(…) makes a number of a text.'],
    ['[title] & [objectGUID]', 'error [title] & [objectGUID]: & cannot join text and binary data. ConvertToBase64(…) makes text of binary data.'],
    ['Contains([proxyAddresses],[otherTelephone])', 'error [otherTelephone]: Contains takes one value as search, but these are several.'],
    ['2+5*3', 'warning 2+5*3: Operators are applied from left to right: + before *. Use brackets to say what is meant.'],
    ['"x" = [title] & "y"', 'warning "x" = [title] & "y": Operators are applied from left to right: = before &. Use brackets to say what is meant.'],
  ])('%s', (text, expected) => expect(checked(text).findings).toContain(expected));

  test('several faults are told at once', () => {
    expect(checked('Trim([a]) & Lef([b],1)').findings).toHaveLength(3);
  });
});
