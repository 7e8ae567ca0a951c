import { unknownAttribute } from '../../../electron/sync/rules/try-expression.ts';
import { describe, expect, test } from 'vitest';
import { check } from '../../../electron/sync/rules/expression/check.ts';
import { parse } from '../../../electron/sync/rules/expression/parse.ts';
import { catalogueEntry, catalogueNames } from '../../../electron/sync/rules/catalogue.ts';
import { evaluate, error, type Subject } from './evaluate.ts';

/**
 * Every form of expression that occurs in the default rules of Entra Connect, written anew: which forms there are was
 * counted in a real server's exported rules (github.com/microsoft/AADConnectConfigDocumenter). Attributes of the metaverse
 * stand for some of Active Directory's here.
 */
const metaverse: Readonly<Record<string, { readonly kind: 'text' | 'number' | 'boolean' | 'binary'; readonly many: boolean }>> = {
  cloudSourceAnchor: { kind: 'text', many: false }, sourceAnchor: { kind: 'text', many: false }, cloudAnchor: { kind: 'text', many: false }, cloudSOAExchMailbox: { kind: 'boolean', many: false },
  cloudDisplayType: { kind: 'number', many: false }, deviceKey: { kind: 'binary', many: false },
};

const parameters = { 'Forest.FQDN': 'contoso.com', 'Connector.ID': 'ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d', 'Domain.Netbios': 'CONTOSO', 'Forest.Netbios': 'CONTOSO' };

const usual: Subject = {
  parameters,
  attributes: {
    displayName: 'Kate', sAMAccountName: 'kate', mailNickname: 'kate', cn: 'Kate Smith', c: ' DE ', info: ' hello ', userAccountControl: '512', groupType: '-2147483646', pwdLastSet: '130543784930000000', objectSid: 'S-1-5-21-1-2-3-1105',
    description: [' first ', 'second'], proxyAddresses: ['SMTP:kate@contoso.com ', 'smtp:k@contoso.com', 'smtp:k@contoso.com'], mail: 'kate@contoso.com', countryCode: '276', userPrincipalName: 'kate@contoso.com',
  },
  row: { memberCount: 3 },
};

function findings(expression: string): readonly string[] {
  const parsed = parse(expression);
  if (!parsed.ok) return [parsed.fault.message];
  const attribute = (name: string) => catalogueEntry(name) ?? (Object.hasOwn(metaverse, name) ? (metaverse[name] ?? null) : null);
  return check(parsed.expression, { attribute, attributeNames: catalogueNames, unknown: unknownAttribute, parameters: [...Object.keys(parameters), 'Domain.FQDN'] }).findings.map(({ message }) => message);
}

const anchorForm = 'IIF(IsPresent([msExchRecipientTypeDetails]),IIF([msExchRecipientTypeDetails]=2,NULL,IIF(IsString([objectGUID]),CStr([objectGUID]),ConvertToBase64([objectGUID]))),IIF(IsString([objectGUID]),CStr([objectGUID]),ConvertToBase64([objectGUID])))';
const filterForm = `IIF(IsPresent([isCriticalSystemObject]) || IsPresent([sAMAccountName]) = False || [sAMAccountName] = "SUPPORT_388945a0" || Left([mailNickname], 14) = "SystemMailbox{" || (Left([mailNickname], 4) = "CAS_" && (InStr([mailNickname], "}") > 0)) || CBool(IIF(IsPresent([msExchRecipientTypeDetails]),BitAnd([msExchRecipientTypeDetails],&H21C07000) > 0,NULL)) || CBool(InStr(DNComponent(CRef([dn]),1),"\\\\0ACNF:")>0), True, NULL)`;
const contactForm = 'IIF(( (IsPresent([proxyAddresses]) = True) && (Contains([proxyAddresses], "SMTP:") > 0) && (InStr(Item([proxyAddresses], Contains([proxyAddresses], "SMTP:")), "@") > 0)) || (IsPresent([mail]) = True && (InStr([mail], "@") > 0)), True, False)';
const contactFilterForm = 'IIF(IsPresent([isCriticalSystemObject]) || ( (InStr([displayName], "(MSOL)") > 0) && (CBool([msExchHideFromAddressLists]))), True, NULL)';
const signInForm = 'IIF(IsPresent([userPrincipalName]),[userPrincipalName], IIF(IsPresent([sAMAccountName]),([sAMAccountName]&"@"&%Domain.FQDN%),Error("AccountName is not present")))';

function without(...names: readonly string[]): Subject {
  return { ...usual, attributes: Object.fromEntries(Object.entries(usual.attributes ?? {}).filter(([name]) => !names.includes(name))) };
}

function plus(attributes: Subject['attributes'], row: Subject['row'] = {}): Subject {
  return { ...usual, attributes: { ...usual.attributes, ...attributes }, row: { ...usual.row, ...row } };
}

describe('default expressions of Entra Connect', () => {
  const forms: readonly (readonly [expression: string, expected: unknown, subject?: Subject])[] = [
    ['Trim([c])', 'DE'],
    ['%Domain.FQDN%', 'contoso.com'],
    ['%Forest.FQDN%', 'contoso.com'],
    ['%Domain.Netbios%', 'CONTOSO'],
    ['%Forest.Netbios%', 'CONTOSO'],
    ['%Connector.ID%', 'ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d'],
    ['ValueCount("member")', 3],
    ['StringFromSid([objectSid])', 'S-1-5-21-1-2-3-1105'],
    ['ImportedValue("mail")', 'kate@contoso.com'],
    ['Left(Trim([info]),448)', 'hello'],
    ['Left(Trim([info]),448)', '', without('info')],
    ['ConvertToBase64([objectGUID])', 'AwIBAAUEB0aICQoLDA0ODw=='],
    ['IIF(IsPresent([mailNickname]), [mailNickname], [cn])', 'kate'],
    ['IIF(IsPresent([mailNickname]), [mailNickname], [cn])', 'Kate Smith', without('mailNickname')],
    ['CBool(BitAnd([groupType],-2147483648))', true],
    ['CBool(BitAnd([groupType],-2147483648))', false, plus({ groupType: '2' })],
    ['IIF(IsPresent([legacyExchangeDN]), [legacyExchangeDN], NULL)', null],
    ['IIF(BitAnd([userAccountControl],2)=0,True,False)', true],
    ['IIF(BitAnd([userAccountControl],2)=0,True,False)', false, plus({ userAccountControl: '514' })],
    ['IIF(IsNullOrEmpty([displayName]),[cn],[displayName])', 'Kate'],
    ['"CN={" & ConvertToUTF8Hex([mail]) & "}"', 'CN={6B61746540636F6E746F736F2E636F6D}'],
    ['IIF(IsNullOrEmpty([userCertificate]),True,NULL)', true],
    ['IIF(IsNullOrEmpty([legacyExchangeDN]),NULL,"x500:" & [legacyExchangeDN])', 'x500:/o=c', plus({ legacyExchangeDN: '/o=c' })],
    ['IIF(IsNullOrEmpty([countryCode]),IgnoreThisFlow,[countryCode])', 276],
    ['IIF(IsNullOrEmpty([countryCode]),IgnoreThisFlow,[countryCode])', { marker: 'IgnoreThisFlow' }, without('countryCode')],
    ['RemoveDuplicates(Trim(ImportedValue("proxyAddresses")))', ['SMTP:kate@contoso.com', 'smtp:k@contoso.com']],
    ['IIF(([memberCount]> 50000),Error("Maximum Group member count exceeded"),IgnoreThisFlow)', { marker: 'IgnoreThisFlow' }],
    ['IIF(([memberCount]> 50000),Error("Maximum Group member count exceeded"),IgnoreThisFlow)', { error: 'Maximum Group member count exceeded' }, plus({}, { memberCount: 50001 })],
    ['IIF(IsPresent([msExchRecipientTypeDetails]), IIF([msExchRecipientTypeDetails]=2, NULL, "User"), "User")', 'User'],
    ['IIF(IsPresent([msExchRecipientTypeDetails]), IIF([msExchRecipientTypeDetails]=2, NULL, "User"), "User")', null, plus({ msExchRecipientTypeDetails: '2' })],
    ['IIF(IsNullOrEmpty([description]),NULL,Left(Trim(Item([description],1)),448))', 'first'],
    ['IIF(IsNullOrEmpty([url]),NULL,Left(Trim(Item([url],1)),448))', null],
    ['CBool(IIF(IsNullOrEmpty([msExchRecipientDisplayType]),NULL,BitAnd([msExchRecipientDisplayType],&HFF) = 0))', false],
    ['CBool(IIF(IsNullOrEmpty([msExchRecipientDisplayType]),NULL,BitAnd([msExchRecipientDisplayType],&HFF) = 0))', true, plus({ msExchRecipientDisplayType: '1073741824' })],
    ['IIF(IsPresent([pwdLastSet]),CStr(FormatDateTime(DateFromNum([pwdLastSet]),"yyyyMMddHHmmss.0Z")),NULL)', '20140905081453.0Z'],
    [signInForm, 'kate@contoso.com'],
    [signInForm, 'kate@contoso.com', without('userPrincipalName')],
    [signInForm, { error: 'AccountName is not present' }, without('userPrincipalName', 'sAMAccountName')],
    [anchorForm, 'AwIBAAUEB0aICQoLDA0ODw=='],
    [anchorForm, null, plus({ msExchRecipientTypeDetails: '2' })],
    [filterForm, null],
    [filterForm, true, without('sAMAccountName')],
    [filterForm, true, plus({ sAMAccountName: 'SUPPORT_388945a0' })],
    [filterForm, true, plus({ mailNickname: 'CAS_{x}' })],
    [filterForm, true, plus({ msExchRecipientTypeDetails: '8388608' })],
    [filterForm, null, plus({ msExchRecipientTypeDetails: '2147483648' })],
    [filterForm, true, plus({}, { dn: 'CN=Kate\\0ACNF:00010203-0405-4607-8809-0a0b0c0d0e0f,DC=contoso,DC=com' })],
    [contactForm, true],
    [contactForm, true, without('proxyAddresses')],
    [contactForm, false, without('proxyAddresses', 'mail')],
    [contactForm, false, plus({ proxyAddresses: ['smtp:k@contoso.com'], mail: 'none' })],
    [contactFilterForm, null],
    [contactFilterForm, true, plus({ displayName: 'x (MSOL)', msExchHideFromAddressLists: 'TRUE' })],
    ['IIF(Word([mail],1,"@")=[sAMAccountName],IIF([mail] = [userPrincipalName],[mail],Error("changed")),[sAMAccountName])', 'kate@contoso.com'],
  ];
  for (const [expression, expected, subject = usual] of forms) {
    test(`${expression} gives ${JSON.stringify(expected)}`, () => {
      expect(findings(expression)).toEqual([]);
      expect(evaluate(expression, subject)).toEqual(expected);
    });
  }

  test.each([
    'IIF([cloudSOAExchMailbox] = True,[sourceAnchor],IgnoreThisFlow)',
    'ImportedValue("sourceAnchor")',
    '"CN={" & ConvertToUTF8Hex([sourceAnchor]) & "}"',
    'IIF(IsPresent([cloudSourceAnchor]),IIF([cloudSourceAnchor] = [sourceAnchor],[sourceAnchor],Error("SourceAnchor attribute has changed.")),[sourceAnchor])',
    'IIF(IsPresent([cloudSourceAnchor]), IIF(Word([cloudAnchor],1,"_")=[sourceObjectType],[sourceAnchor],[sourceAnchor]),[sourceAnchor])',
    'IIF(IsNull([deviceKey]), NULL, IIF(CNum(Mid([deviceKey],1,1))=0, Mid([deviceKey],1,7+CNum(Mid([deviceKey],5,2))) & CBin(Len(Thumbprint(Mid([deviceKey],8+CNum(Mid([deviceKey],5,2)),Len([deviceKey])))),2) & CBin(2,1) & Thumbprint(Mid([deviceKey],8,Len([deviceKey]))), NULL))',
  ])('%s parses and type-checks', (expression) => expect(findings(expression)).toEqual([]));

  // [MS-ADTS] 2.2.20: version, then entries of length (2 bytes), identifier (1 byte) and value.
  test('the key-credential form inserts the SHA-256 hash of what follows the key identifier', () => {
    const key = (name: string) => name.replaceAll('KEY', '[jpegPhoto]');
    const expression = key('IIF(CNum(Mid(KEY,1,1))=0, Mid(KEY,1,7+CNum(Mid(KEY,5,2))) & CBin(Len(Thumbprint(Mid(KEY,8+CNum(Mid(KEY,5,2)),Len(KEY)))),2) & CBin(2,1) & Thumbprint(Mid(KEY,8+CNum(Mid(KEY,5,2)),Len(KEY))) & Mid(KEY,8+CNum(Mid(KEY,5,2)),Len(KEY)), NULL)');
    const blob = Buffer.from([0x00, 0x02, 0x00, 0x00, 0x02, 0x00, 0x01, 0xaa, 0xbb, 0x61, 0x62, 0x63]);
    const result = evaluate(expression, { attributes: { jpegPhoto: blob.toString('base64') } }) as { readonly hex: string };
    expect(result.hex).toBe('000200000200' + '01AABB' + '200002' + 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD' + '616263');
    expect(evaluate(expression, { attributes: { jpegPhoto: 'AQ==' } })).toBe(null);
    expect(evaluate('CNum(Mid([jpegPhoto],1,1))')).toEqual(error('no whole number'));
  });
});
