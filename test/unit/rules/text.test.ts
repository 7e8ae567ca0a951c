import { describe } from 'vitest';
import { cases, error } from './evaluate.ts';

// Source of examples and edge cases, unless another is named: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section of the function.

const several = { attributes: { proxyAddresses: [' SMTP:Joe@contoso.com', 'smtp:j@contoso.com '], title: '  Boss  ', otherTelephone: ['1-2', '3-4-5'] } };

describe('Left, Right and Mid', () => {
  cases([
    ['Left("John Doe", 3)', 'Joh'],
    ['Left("John Doe", 0)', ''],
    ['Left("John Doe", -1)', 'John Doe'],
    ['Left("John Doe", 999)', 'John Doe'],
    ['Left(NULL, 3)', ''],
    ['Left([givenName], 3)', ''],
    ['Left("John", NULL)', ''],
    ['Left(12, 3)', error('Left expects text as text, not a number')],
    ['Left("John", "3")', error('Left expects a number as count, not text')],
    ['Right("John Doe", 3)', 'Doe'],
    ['Right("John Doe", 0)', ''],
    ['Right("John Doe", -5)', 'John Doe'],
    ['Right("John Doe", 9223372036854775807)', 'John Doe'],
    ['Right(NULL, 3)', ''],
    ['Mid("John Doe", 3, 5)', 'hn Do'],
    ['Mid("John Doe", 6, 999)', 'Doe'],
    ['Mid("John Doe", 3, 0)', ''],
    ['Mid("John Doe", 3, -1)', 'John Doe'],
    ['Mid("John Doe", 9, 2)', 'John Doe'],
    ['Mid("John Doe", 8, 2)', 'e'],
    ['Mid("John Doe", 0, 2)', 'John Doe'],
    ['Mid("John Doe", -3, 2)', 'John Doe'],
    ['Mid(NULL, 3, 2)', ''],
    // The reference uses two arguments in the example of Item.
    ['Mid("SMTP:joe@contoso.com", 6)', 'joe@contoso.com'],
    ['Mid("", 1)', ''],
    ['Left([proxyAddresses], 5)', [' SMTP', 'smtp:']],
  ], several);
});

describe('Len, LCase, UCase, PCase', () => {
  cases([
    ['Len("John Doe")', 8],
    ['Len("")', 0],
    ['Len(NULL)', 0],
    ['Len([objectGUID])', 16],
    ['Len([proxyAddresses])', [21, 19]],
    ['LCase("TeSt")', 'test'],
    ['LCase(NULL)', null],
    ['UCase("TeSt")', 'TEST'],
    ['UCase("straße")', 'STRASSE'],
    ['UCase(True)', error('expects text')],
    ['PCase("TEsT")', 'Test'],
    ['PCase(LCase("TEST"))', 'Test'],
    // learn.microsoft.com/microsoft-identity-manager/reference/mim2016-functions-reference, ProperCase
    ['PCase("britta simon")', 'Britta Simon'],
    ['PCase(" TEsT")', ' Test'],
    ['PCase("$TEsT")', '$test'],
    ['PCase("")', ''],
    ['PCase(NULL)', null],
  ], several);
});

describe('Trim, LTrim and RTrim', () => {
  cases([
    ['LTrim(" Test ")', 'Test '],
    ['RTrim(" Test ")', ' Test'],
    ['Trim(" Test ")', 'Test'],
    ['Trim("   ")', ''],
    ['Trim([title])', 'Boss'],
    ['Trim([givenName])', null],
    ['Trim([proxyAddresses])', ['SMTP:Joe@contoso.com', 'smtp:j@contoso.com']],
    ['LTrim(RTrim([proxyAddresses]))', ['SMTP:Joe@contoso.com', 'smtp:j@contoso.com']],
    ['Trim(NULL)', null],
  ], several);
});

describe('InStr and InStrRev', () => {
  cases([
    ['InStr("The quick brown fox","quick")', 5],
    ['InStr("repEated","e",3,vbBinaryCompare)', 7],
    ['InStr("repEated","e",3,vbTextCompare)', 4],
    ['InStr("repEated","e",3,"vbTextCompare")', 4],
    ['InStr("abc","x")', 0],
    ['InStr("abc","B")', 0],
    ['InStr("","a")', 0],
    ['InStr("abc","",2)', 2],
    ['InStr("abc","a",9)', 0],
    ['InStr("abc","a",0)', error('counts from 1')],
    ['InStr([givenName],"a")', 0],
    ['InStr("abc",NULL)', 0],
    ['InStr("abc","a",1,vbOther)', error('InStr knows vbBinaryCompare, vbTextCompare')],
    ['InStr([proxyAddresses],"@")', [10, 7]],
    ['InStrRev("abbcdbbbef","bb")', 7],
    ['InstrRev("abbcdbbbef","bb",6)', 2],
    ['InStrRev("abbcdbbbef","bb",7)', 6],
    ['InStrRev("abbcdbbbef","BB",-1,vbTextCompare)', 7],
    ['InStrRev("abc","a",9)', 0],
    ['InStrRev("abc","a",0)', error('counts from 1')],
    ['InStrRev("abc","x")', 0],
    ['InStrRev(NULL,"x")', 0],
  ], several);
});

describe('PadLeft and PadRight', () => {
  cases([
    ['PadLeft("User", 10, "0")', '000000User'],
    ['PadRight("User", 10, "0")', 'User000000'],
    ['PadLeft("User", 4, "0")', 'User'],
    ['PadLeft("User", 2, "0")', 'User'],
    ['PadLeft("User", -2, "0")', 'User'],
    ['PadRight("User", 6, " ")', 'User  '],
    ['PadLeft(NULL, 3, "0")', ''],
    ['PadRight([givenName], 3, "0")', ''],
    ['PadLeft("User", 10, "00")', error('pads with one character')],
    ['PadLeft("User", 10, "")', error('pads with one character')],
    ['PadLeft("User", 1000000000, "0")', error('at most 100000 characters')],
  ], several);
});

describe('Replace and ReplaceChars', () => {
  const pattern = { 'Replace': '’:,Å:A,Ä:A,Ö:O,å:a,ä:a,ö,o' };
  cases([
    ['Replace("One Microsoft Way","Microsoft","Contoso")', 'One Contoso Way'],
    ['Replace([streetAddress],"\\r\\n",", ")', 'One Microsoft Way, Redmond, WA, USA'],
    ['Replace("a\\tb","x","y")', 'a\\tb'],
    ['Replace("a-b-c","-","\\n")', 'a\nb\nc'],
    ['Replace("aaa","a","$&")', '$&$&$&'],
    ['Replace("abc","","x")', 'abc'],
    ['Replace("abc","B","x")', 'abc'],
    ['Replace(NULL,"a","b")', null],
    ['Replace("abc",NULL,"b")', null],
    ['Replace([otherTelephone],"-","")', ['12', '345']],
    ['ReplaceChars("Räksmörgås",%Replace%)', 'Raksmorgas'],
    ['ReplaceChars("O’Neil",%Replace%)', 'ONeil'],
    ['ReplaceChars("Ödön","Ö:Oe, ö:oe")', 'Oedoen'],
    ['ReplaceChars("aAa","a:b")', 'bAb'],
    ['ReplaceChars("a b","a:x y")', 'xy b'],
    ['ReplaceChars("abc","")', 'abc'],
    ['ReplaceChars("abc","ab:x")', error('cannot read "ab:x"')],
    ['ReplaceChars("abc",":x")', error('cannot read ":x"')],
    ['ReplaceChars("abc","a")', error('cannot read "a"')],
    ['ReplaceChars(NULL,"a:b")', null],
    ['ReplaceChars("😀x","😀:y")', 'yx'],
  ], { attributes: { streetAddress: 'One Microsoft Way\r\nRedmond\r\nWA\r\nUSA', otherTelephone: ['1-2', '3-4-5'] }, parameters: pattern });
});

describe('Word', () => {
  cases([
    ['Word("The quick brown fox",3," ")', 'brown'],
    ['Word("This,string!has&many separators",3,",!&#")', 'has'],
    ['Word("a b",0," ")', ''],
    ['Word("a b",-1," ")', ''],
    ['Word("a b",3," ")', ''],
    ['Word(NULL,1," ")', ''],
    ['Word("abc",1,"@")', 'abc'],
    ['Word("abc",2,"@")', ''],
    // learn.microsoft.com/microsoft-identity-manager/reference/mim2016-functions-reference, Word
    ['Word("Test;of%function;", 3, ";$&%")', 'function'],
    ['Word("Test;;Function", 2, ";")', ''],
    ['Word("Test;;Function", 3, ";")', 'Function'],
    // learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions
    ['Word(Trim([proxyAddresses]),1,"@") & "@fabrikam.com"', ['SMTP:Joe@fabrikam.com', 'smtp:j@fabrikam.com']],
  ], several);
});
