import { describe } from 'vitest';
import { cases, error } from './evaluate.ts';

// learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions,
// "Operators": "evaluated left to right and have the same evaluation priority". What nothing (NULL) does, and that case
// counts: VBA, which the page names as the language's origin (learn.microsoft.com/office/vba, operators; Option Compare Binary).

const subject = {
  attributes: { givenName: 'Kate', sn: '', userAccountControl: '514', pwdLastSet: '129699324000000000', isCriticalSystemObject: 'TRUE', url: ['b', 'c'], otherTelephone: ['1', '2'], otherMobile: ['3'], objectSid: 'S-1-5-21-1-2-3-500' },
  row: { managerDn: 'CN=Boss,DC=contoso,DC=com' },
};

describe('priority', () => {
  cases([
    ['2*(5+3)', 16],
    ['2*5+3', 13],
    ['2+5*3', 21],
    ['10-2-3', 5],
    ['10-(2-3)', 11],
    ['"a" & "b" = "ab"', true],
    ['1 + 2 > 2', true],
    ['(1 = 2) = False', true],
    // Entra Connect's default rules write `A || B = False || C = "x"`: logical operators bind looser than the others.
    ['1 = 2 || 3 = 3', true],
    ['False || [givenName] = "Kate" && 1 = 2', false],
    ['True || False && False', false],
    ['True || (False && False)', true],
  ], subject);
});

describe('comparison', () => {
  cases([
    ['"a" = "a"', true],
    ['"a" = "A"', false],
    ['"a" <> "A"', true],
    ['1 < 2', true],
    ['2 <= 2', true],
    ['3 <= 2', false],
    ['[givenName] <= 2', error('cannot be compared')],
    ['CDate("2020-01-01") <= CDate("2020-01-01")', true],
    ['CDate("2020-01-01") >= CDate("2020-01-02")', false],
    ['[badPwdCount] <= 2', false],
    ['[badPwdCount] >= 2', false],
    ['2 > 2', false],
    ['2 >= 2', true],
    ['"a" < "b"', true],
    ['[userAccountControl] = 514', true],
    ['[pwdLastSet] > 129699323999999999', true],
    ['[isCriticalSystemObject] = True', true],
    ['[manager] = CRef("CN=Boss,DC=contoso,DC=com")', true],
    ['[objectSid] = [objectSid]', true],
    ['[objectSid] = [objectGUID]', false],
    ['CDate("2020-01-01") < CDate("2020-01-02")', true],
    ['CDate("2020-01-01") = CDate("2020-01-01 0:00")', true],
    ['[title] = "x"', false],
    ['[title] <> "x"', true],
    ['[title] = NULL', true],
    ['[givenName] = NULL', false],
    ['[title] < "x"', false],
    ['[title] >= "x"', false],
    ['1 = "1"', error('a number cannot be compared with text')],
    ['1 < "1"', error('cannot be compared')],
    ['True < False', error('< works on a number, text or a date')],
    ['[url] = "c"', [false, true]],
  ], subject);
});

describe('mathematics', () => {
  cases([
    ['1 + 2', 3],
    ['1 - 2', -1],
    ['3*-4', -12],
    ['5--3', 8],
    ['&HFF + &H1', 256],
    ['[title] + 1', error('+ works on a number')],
    ['[badPwdCount] + 1', null],
    ['"a" + "b"', error('Texts are joined with &.')],
    ['9223372036854775807 + 1', error('does not fit into 64 bits')],
  ], { attributes: { ...subject.attributes, title: 'x' } });
});

describe('concatenation', () => {
  cases([
    ['"a" & "b"', 'ab'],
    ['[givenName] & " " & [title]', 'Kate '],
    ['[title] & [company]', null],
    ['[sn] & [company]', ''],
    ['"x" & 5', 'x5'],
    ['"x" & True', 'xTrue'],
    ['"a" & CRLF & "b"', 'a\r\nb'],
    ['[url] & "!"', ['b!', 'c!']],
    ['[otherTelephone] & "-" & [url]', ['1-b', '2-c']],
    ['[otherTelephone] & [otherMobile]', error('one has 2 and another 1 values')],
    ['[otherTelephone] & [otherPager]', ['1', '2']],
    ['CBin(1,1) & CBin(2,2)', { hex: '010200' }],
    ['"a" & CBin(1,1)', error('cannot join text and binary')],
    ['"a" & [manager]', error('& works on')],
    ['"a" & IgnoreThisFlow', error('whole result')],
  ], subject);
});

describe('logic', () => {
  cases([
    ['True && False', false],
    ['True || False', true],
    ['1 && 1', true],
    ['0 || 0', false],
    ['NULL || True', true],
    ['NULL && True', false],
    ['False && Error("not evaluated")', false],
    ['True || Error("not evaluated")', true],
    ['True && Error("evaluated")', error('evaluated')],
    ['True && "yes"', error('neither True nor False')],
    ['([url] = "c") && True', [false, true]],
    ['([url] = "c") || ([otherTelephone] = "1")', [true, true]],
  ], subject);
});
