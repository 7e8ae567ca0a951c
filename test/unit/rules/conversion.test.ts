import { describe } from 'vitest';
import { cases, error } from './evaluate.ts';

// Source: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section of the function.

const guid = '00010203-0405-4607-8809-0a0b0c0d0e0f';
const subject = {
  attributes: {
    employeeID: '0042', userAccountControl: '512', isCriticalSystemObject: 'FALSE', objectSid: 'S-1-5-21-1004336348-1177238915-682003330-512', description: guid, url: ['1', 'x'],
    altSecurityIdentities: ['X509:<I>a', 'b'], msExchHideFromAddressLists: 'maybe', countryCode: 'x1',
  },
  row: { managerDn: 'CN=Boss,DC=contoso,DC=com' },
};

describe('CBool', () => {
  cases([
    ['CBool([employeeID] = [employeeID])', true],
    ['CBool([employeeID] = [title])', false],
    ['CBool(0)', false],
    ['CBool(-2147483648)', true],
    ['CBool(NULL)', false],
    ['CBool([title])', false],
    ['CBool("True")', true],
    ['CBool("false")', false],
    ['CBool("7")', true],
    ['CBool("yes")', error('neither True nor False')],
    ['CBool([isCriticalSystemObject])', false],
    ['CBool(CDate("2020-01-01"))', error('CBool expects')],
  ], subject);
});

describe('CNum and CStr', () => {
  cases([
    ['CNum("42")', 42],
    ['CNum(" -42 ")', -42],
    ['CNum("&HFF")', 255],
    ['CNum("4.2")', error('"4.2" is no whole number')],
    ['CNum("")', error('no whole number')],
    ['CNum("9223372036854775807")', '9223372036854775807n'],
    ['CNum("9223372036854775808")', error('no whole number')],
    ['CNum(NULL)', null],
    ['CNum([employeeID])', 42],
    ['CNum([url])', error('"x" is no whole number')],
    ['CStr(42)', '42'],
    ['CStr(-1)', '-1'],
    ['CStr(True)', 'True'],
    ['CStr(1 = 2)', 'False'],
    ['CStr("a")', 'a'],
    ['CStr([dn])', 'CN=Joe,OU=Atlanta,OU=GA,OU=US,DC=contoso,DC=com'],
    ['CStr([manager])', 'CN=Boss,DC=contoso,DC=com'],
    ['CStr([userAccountControl])', '512'],
    ['CStr(NULL)', null],
    ['CStr([objectGUID])', error('not binary data')],
    ['CStr(CDate("2020-01-01"))', error('not a date')],
  ], subject);
});

describe('CRef', () => {
  cases([
    ['CRef("CN=LC Services,CN=Microsoft," & %Domain.LDAP%)', { ref: 'CN=LC Services,CN=Microsoft,DC=contoso,DC=com' }],
    ['CRef([manager])', { ref: 'CN=Boss,DC=contoso,DC=com' }],
    ['CRef([title])', null],
    ['CRef(1)', error('expects text or a reference')],
  ], subject);
});

describe('GUIDs and SIDs', () => {
  cases([
    [`CGuid("${guid}")`, { hex: '030201000504074688090A0B0C0D0E0F' }],
    [`CGuid("{${guid}}")`, { hex: '030201000504074688090A0B0C0D0E0F' }],
    ['CGuid("0001020304")', error('is no GUID')],
    [`CGuid("{${guid}")`, error('is no GUID')],
    ['CGuid([title])', null],
    ['CGuid(Item([description],1))', { hex: '030201000504074688090A0B0C0D0E0F' }],
    ['StringFromGuid([objectGUID])', guid],
    [`StringFromGuid(CGuid("${guid}"))`, guid],
    ['StringFromGuid(CBin(1,2))', error('16 bytes, not 2')],
    ['StringFromGuid(NULL)', null],
    ['StringFromSid([objectSid])', 'S-1-5-21-1004336348-1177238915-682003330-512'],
    ['StringFromSid([objectGUID])', error('no security identifier')],
    ['StringFromSid("S-1-5")', error('expects binary data')],
    ['StringFromSid([msExchMasterAccountSid])', null],
    ['Len([objectSid])', 28],
  ], subject);
});

describe('base64 and hexadecimal', () => {
  cases([
    ['ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")', 'Hello world!'],
    ['ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)', 'Hello world!'],
    ['ConvertFromBase64("SGVsbG8gd29ybGQh", "UTF8")', 'Hello world!'],
    ['ConvertFromBase64("SGVsbG8gd29ybGQh", ASCII)', 'Hello world!'],
    ['ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA", Unicode)', 'Hello world!'],
    ['ConvertFromBase64("w7w=", UTF8)', 'ü'],
    ['ConvertFromBase64("w7w=", UTF7)', error('knows Unicode, ASCII, UTF8')],
    ['ConvertFromBase64("%%%")', error('is no base64')],
    ['ConvertFromBase64(NULL)', null],
    ['ConvertToBase64("Hello world!")', 'SABlAGwAbABvACAAdwBvAHIAbABkACEA'],
    ['ConvertToBase64("")', ''],
    ['ConvertToBase64([objectGUID])', 'AwIBAAUEB0aICQoLDA0ODw=='],
    ['ConvertToBase64(NULL)', null],
    ['ConvertToBase64(5)', error('expects text or binary data')],
    ['ConvertFromBase64(ConvertToBase64("Zoë 😀"))', 'Zoë 😀'],
    ['ConvertToUTF8Hex("Hello world!")', '48656C6C6F20776F726C6421'],
    ['ConvertFromUTF8Hex("48656C6C6F20776F726C6421")', 'Hello world!'],
    ['ConvertFromUTF8Hex(ConvertToUTF8Hex("Zoë 😀"))', 'Zoë 😀'],
    ['ConvertFromUTF8Hex("4")', error('no hexadecimal text')],
    ['ConvertFromUTF8Hex("zz")', error('no hexadecimal text')],
    ['ConvertFromUTF8Hex("FF")', '\ufffd'],
    ['ConvertToUTF8Hex(NULL)', null],
    ['ConvertToUTF8Hex([altSecurityIdentities])', ['583530393A3C493E61', '62']],
  ], subject);
});

// Not in the reference; Entra Connect's key-credential rule builds a KEYCREDENTIALLINK_ENTRY with them ([MS-ADTS] 2.2.20).
describe('CBin and Thumbprint', () => {
  cases([
    ['CBin(32,2)', { hex: '2000' }],
    ['CBin(-1,2)', { hex: 'FFFF' }],
    ['CBin(1,0)', error('1 to 8 bytes')],
    ['CNum(CBin(513,2))', 513],
    ['CNum([objectGUID])', error('at most 8 bytes')],
    ['Thumbprint(Mid(CBin(0,1),1,0))', { hex: 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855' }],
    ['Thumbprint(CBin(6513249,3))', { hex: 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD' }],
    ['Thumbprint("abc")', error('expects binary data')],
  ], subject);
});

describe('attributes of another form than the schema says', () => {
  cases([
    ['[msExchHideFromAddressLists]', error('msExchHideFromAddressLists holds "maybe", which is neither TRUE nor FALSE.')],
    ['[countryCode]', error('countryCode holds "x1", which is no number.')],
    ['[nope]', error('There is no attribute [nope]')],
  ], subject);
});
