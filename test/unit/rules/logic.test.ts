import { describe, expect, test } from 'vitest';
import { cases, error, evaluate } from './evaluate.ts';

// Source: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section of the function.

const subject = {
  attributes: { displayName: 'Kate', sn: '', employeeType: 'Intern', mailNickname: 'kate', l: 'Rome', url: [''], otherTelephone: ['1', '2'], objectSid: 'S-1-5-21-1-2-3-500', userAccountControl: '514', isCriticalSystemObject: 'TRUE', extensionAttribute1: '00010203-0405-4607-8809-0a0b0c0d0e0f' },
  row: { managerDn: 'CN=Boss,DC=contoso,DC=com' },
};

describe('what a value is', () => {
  cases([
    ['IsNull([title])', true],
    ['IsNull([displayName])', false],
    ['IsNull([sn])', false],
    ['IsNull(NULL)', true],
    ['IsNull([otherTelephone])', false],
    ['IsNull(Where($x,[otherTelephone],False))', true],
    ['IsEmpty([sn])', true],
    ['IsEmpty([title])', false],
    ['IsEmpty([displayName])', false],
    ['IsEmpty([url])', true],
    ['IsNullOrEmpty([displayName])', false],
    ['IsNullOrEmpty([sn])', true],
    ['IsNullOrEmpty([title])', true],
    ['IsNullOrEmpty([url])', true],
    ['IsNullOrEmpty([otherTelephone])', false],
    ['IsNullOrEmpty(0)', false],
    ['IsPresent([displayName])', true],
    ['IsPresent([sn])', false],
    ['IsPresent([title])', false],
    ['IsPresent([otherTelephone])', true],
    ['IsPresent([objectSid])', true],
    ['IsPresent(False)', true],
    ['IsPresent(IgnoreThisFlow)', error('whole result')],
    ['IsString([displayName])', true],
    ['IsString([objectGUID])', false],
    ['IsString([userAccountControl])', true],
    ['IsString([manager])', true],
    ['IsString(True)', true],
    ['IsString([title])', false],
    ['IsString(Now())', false],
    ['IsString([otherTelephone])', true],
    ['IsNumeric("42")', true],
    ['IsNumeric(42)', true],
    ['IsNumeric("4,2")', false],
    ['IsNumeric([displayName])', false],
    ['IsNumeric([title])', false],
    ['IsNumeric([otherTelephone])', true],
    ['IsGuid([extensionAttribute1])', true],
    ['IsGuid("{" & [extensionAttribute1] & "}")', true],
    ['IsGuid([displayName])', false],
    ['IsGuid([title])', false],
    ['IIF(IsGuid([extensionAttribute1]),CGuid([extensionAttribute1]),NULL)', { hex: '030201000504074688090A0B0C0D0E0F' }],
    ['IIF(IsGuid([displayName]),CGuid([displayName]),NULL)', null],
  ], subject);
});

describe('bits', () => {
  cases([
    ['BitAnd(&HF, &HF7)', 7],
    ['BitAnd(-2147483646, -2147483648)', -2147483648],
    ['BitAnd([userAccountControl],2)', 2],
    ['BitAnd(1099511627776, 1099511627777)', 1099511627776],
    ['BitAnd(NULL, 2)', null],
    ['BitAnd("15", 2)', error('expects a number')],
    ['BitOr(&HF0, &HF)', 255],
    ['BitOr(0, 0)', 0],
    ['BitOr(4294967296, 1)', 4294967297],
    ['BitOr(2, NULL)', null],
    ['IsBitSet(&HF,4)', true],
    ['IsBitSet(&HF,16)', false],
    ['IsBitSet([userAccountControl],2)', true],
    ['IsBitSet([groupType],2)', false],
    ['IsBitSet(5,0)', false],
    ['IsBitSet("5",1)', error('expects a number')],
  ], subject);
});

describe('IIF', () => {
  cases([
    ['IIF([employeeType]="Intern","t-" & [mailNickname],[mailNickname])', 't-kate'],
    ['IIF([employeeType]="Boss","t-" & [mailNickname],[mailNickname])', 'kate'],
    ['IIF(IsPresent([title]),[title],Error("AccountName is required"))', { error: 'AccountName is required' }],
    ['IIF(IsPresent([displayName]),[displayName],Error("AccountName is required"))', 'Kate'],
    ['IIF(NULL,1,2)', 2],
    ['IIF(5,1,2)', 1],
    ['IIF("yes",1,2)', error('neither True nor False')],
    ['IIF(True,IgnoreThisFlow,NULL)', { marker: 'IgnoreThisFlow' }],
    ['IIF(False,NULL,AuthoritativeNull)', { marker: 'AuthoritativeNull' }],
    ['IIF(True,[otherTelephone],NULL)', ['1', '2']],
    ['IIF(True,1)', error('IIF(condition, valueIfTrue, valueIfFalse) is not called like this')],
  ], subject);
});

describe('Switch', () => {
  const cities = (city: string) => `Switch(${city} = "London", "English", ${city} = "Rome", "Italian", ${city} = "Paris", "French", True, Error("Unknown city"))`;
  cases([
    [cities('[l]'), 'Italian'],
    [cities('"Berlin"'), { error: 'Unknown city' }],
    ['Switch(IsPresent([title]),[title],IsPresent([displayName]),[displayName],IsPresent([l]),[l])', 'Kate'],
    ['Switch(False,1)', null],
    ['Switch(True,NULL,True,2)', null],
    ['Switch(True,1,Error("conditions are all evaluated"),2)', error('conditions are all evaluated')],
    ['Switch(True,1,True)', error('not called like this')],
  ], subject);
});

describe('Error', () => {
  cases([
    ['Error("a" & "b")', { error: 'ab' }],
    ['Error(NULL)', null],
    ['Error(5)', error('expects text')],
  ], subject);
});

describe('values that are random', () => {
  test('RandomNum stays in its range, is the same for one object, and differs between objects and places', () => {
    const of = (guid: string, expression = 'RandomNum(100,999)') => evaluate(expression, { row: { guid } });
    const values = Array.from({ length: 200 }, (_, index) => of(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`) as number);
    expect(values.every((value) => value >= 100 && value <= 999)).toBe(true);
    expect(new Set(values).size).toBeGreaterThan(150);
    expect(of('a')).toBe(of('a'));
    expect(evaluate('RandomNum(1,1000000) = RandomNum(1,1000000)', { row: { guid: 'a' } })).toBe(false);
    expect(of('a', 'RandomNum(5,5)')).toBe(5);
    expect(of('a', 'RandomNum(9,1)')).toEqual(error('needs a range'));
    expect(of('a', 'RandomNum(NULL,1)')).toBe(null);
  });

  test('Guid is a version 4 GUID and the same for one object', () => {
    expect(evaluate('Guid()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(evaluate('Guid()')).toBe(evaluate('Guid()'));
    expect(evaluate('Guid() = Guid()')).toBe(false);
    expect(evaluate('GUID()')).toBe(evaluate('Guid()'));
  });
});
