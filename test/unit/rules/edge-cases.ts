/**
 * For every documented function and operator: what it makes of nothing, of a value of a wrong kind or a wrong number of
 * values, and of several values. Beside the examples of the reference, which stand in the suites by family.
 * The reference says that a type which does not match is an error, and that functions of single values work on
 * multi-valued attributes too; where it is silent about nothing, decision 0003 says how it is read.
 */
export type Edge = readonly [expression: string, expected: unknown];
export type EdgeCases = { readonly nothing: readonly Edge[]; readonly wrong: readonly (readonly [expression: string, message: string])[]; readonly several: readonly Edge[] };

/** The object that the cases are evaluated on; `title`, `otherPager`, `badPwdCount` and `jpegPhoto` are empty. */
export const edgeAttributes = {
  displayName: 'Kate', otherTelephone: ['1-2', '3-4'], url: ['a', 'b', 'a'], description: ['2001-01-01', 'soon'], userAccountControl: '514', altSecurityIdentities: ['SGk=', 'SG8='],
  otherMobile: ['00010203-0405-4607-8809-0a0b0c0d0e0f', '{00010203-0405-4607-8809-0a0b0c0d0e0f}'], memberOf: ['CN=a,OU=x,DC=y', 'CN=b,OU=z,DC=y'],
};

/** A message that contains this. */
function partOf(message: string): string {
  return `…${message}…`;
}

const guidBytes = { hex: '030201000504074688090A0B0C0D0E0F' };

const arity = 'does not take 3 arguments';

export const edgeCases: Readonly<Record<string, EdgeCases>> = {
  BitAnd: { nothing: [['BitAnd(NULL, 1)', null], ['BitAnd(1, [badPwdCount])', null]], wrong: [['BitAnd("1", 1)', 'expects a number as first'], ['BitAnd(1, True)', 'expects a number as second']], several: [['BitAnd(CNum(Split("3,4", ",")), 1)', [1, 0]]] },
  BitOr: { nothing: [['BitOr(NULL, 1)', null]], wrong: [['BitOr("1", 1)', 'expects a number as first']], several: [['BitOr(CNum(Split("3,4", ",")), 1)', [3, 5]]] },
  RandomNum: { nothing: [['RandomNum(NULL, 2)', null], ['RandomNum(1, NULL)', null]], wrong: [['RandomNum("1", 2)', 'expects a number as start'], ['RandomNum(3, 2)', 'needs a range']], several: [['RandomNum(7, 7)', 7]] },
  CBool: { nothing: [['CBool([title])', false]], wrong: [['CBool(Now())', 'not a date'], ['CBool([objectGUID])', 'not binary data']], several: [['CBool(Split("0,1", ","))', [false, true]]] },
  CDate: { nothing: [['CDate([title])', null]], wrong: [['CDate(20200101)', 'expects text'], ['CDate([displayName])', 'is no date']], several: [['CDate([description])', { error: '"soon" is no date.' }]] },
  CGuid: { nothing: [['CGuid([title])', null]], wrong: [['CGuid(1)', 'expects text'], ['CGuid([objectGUID])', 'expects text']], several: [['CGuid([otherMobile])', [guidBytes, guidBytes]]] },
  ConvertFromBase64: { nothing: [['ConvertFromBase64([title])', null]], wrong: [['ConvertFromBase64(1)', 'expects text'], ['ConvertFromBase64([objectGUID], UTF8)', 'expects text']], several: [['ConvertFromBase64([altSecurityIdentities], UTF8)', ['Hi', 'Ho']]] },
  ConvertToBase64: { nothing: [['ConvertToBase64([jpegPhoto])', null]], wrong: [['ConvertToBase64(True)', 'expects text or binary data']], several: [['ConvertToBase64([url])', ['YQA=', 'YgA=', 'YQA=']]] },
  ConvertFromUTF8Hex: { nothing: [['ConvertFromUTF8Hex([title])', null]], wrong: [['ConvertFromUTF8Hex(41)', 'expects text']], several: [['ConvertFromUTF8Hex(Split("41,42", ","))', ['A', 'B']]] },
  ConvertToUTF8Hex: { nothing: [['ConvertToUTF8Hex([title])', null], ['ConvertToUTF8Hex("")', '']], wrong: [['ConvertToUTF8Hex(5)', 'expects text']], several: [['ConvertToUTF8Hex([url])', ['61', '62', '61']]] },
  CNum: { nothing: [['CNum([title])', null]], wrong: [['CNum(True)', 'expects text, a number or binary data'], ['CNum([displayName])', 'is no whole number']], several: [['CNum(Split("1,&HF", ","))', [1, 15]]] },
  CRef: { nothing: [['CRef([title])', null]], wrong: [['CRef(True)', 'expects text or a reference']], several: [['CRef([memberOf])', [{ ref: 'CN=a,OU=x,DC=y' }, { ref: 'CN=b,OU=z,DC=y' }]]] },
  CStr: { nothing: [['CStr([badPwdCount])', null]], wrong: [['CStr(Now())', 'not a date'], ['CStr([objectGUID])', 'not binary data']], several: [['CStr([memberOf])', ['CN=a,OU=x,DC=y', 'CN=b,OU=z,DC=y']]] },
  StringFromGuid: { nothing: [['StringFromGuid([jpegPhoto])', null]], wrong: [['StringFromGuid("a")', 'expects binary data'], ['StringFromGuid(CBin(1, 8))', '16 bytes, not 8']], several: [['StringFromGuid(CGuid([otherMobile]))', ['00010203-0405-4607-8809-0a0b0c0d0e0f', '00010203-0405-4607-8809-0a0b0c0d0e0f']]] },
  StringFromSid: { nothing: [['StringFromSid([msExchMasterAccountSid])', null]], wrong: [['StringFromSid(1)', 'expects binary data']], several: [['StringFromSid(CGuid([otherMobile]))', { error: partOf('no security identifier') }]] },
  DateAdd: { nothing: [['DateAdd(NULL, 1, Now())', null], ['DateAdd("d", NULL, Now())', null]], wrong: [['DateAdd(1, 1, Now())', 'expects text as interval'], ['DateAdd("d", "1", Now())', 'expects a number as count'], ['DateAdd("x", 1, Now())', 'is no interval']], several: [['DateAdd("d", 1, CDate(Split("2001-01-01,2002-12-31", ",")))', [{ date: '2001-01-02 00:00:00Z' }, { date: '2003-01-01 00:00:00Z' }]]] },
  DateFromNum: { nothing: [['DateFromNum([pwdLastSet])', null]], wrong: [['DateFromNum("0")', 'expects a number']], several: [['DateFromNum(CNum(Split("0,10000000", ",")))', [{ date: '1601-01-01 00:00:00Z' }, { date: '1601-01-01 00:00:01Z' }]]] },
  FormatDateTime: { nothing: [['FormatDateTime(NULL, "yyyy")', null], ['FormatDateTime(Now(), NULL)', null]], wrong: [['FormatDateTime("2001", "yyyy")', 'expects a date'], ['FormatDateTime(Now(), 4)', 'expects text as format']], several: [['FormatDateTime(CDate(Split("2001-01-01,2002-12-31", ",")), "yy")', ['01', '02']]] },
  Now: { nothing: [['IsNull(Now())', false]], wrong: [['Now(1, 2, 3)', arity], ['Now() & "x"', '& works on']], several: [['DateAdd("d", 0, Now()) = Now()', true]] },
  NumFromDate: { nothing: [['NumFromDate(NULL)', null]], wrong: [['NumFromDate("2001-01-01")', 'expects a date'], ['NumFromDate(1)', 'expects a date']], several: [['NumFromDate(CDate(Split("1601-01-01,1601-01-02", ",")))', [0, 864000000000]]] },
  DNComponent: { nothing: [['DNComponent([managedBy], 1)', null], ['DNComponent(CRef([dn]), NULL)', null]], wrong: [['DNComponent("CN=a", 1)', 'expects a reference'], ['DNComponent(CRef([dn]), "1")', 'expects a number']], several: [['DNComponent([memberOf], 2)', ['x', 'z']]] },
  DNComponentRev: { nothing: [['DNComponentRev([managedBy], 1)', null]], wrong: [['DNComponentRev("CN=a", 1)', 'expects a reference']], several: [['DNComponentRev([memberOf], 1, DC)', ['x', 'z']]] },
  EscapeDNComponent: { nothing: [['EscapeDNComponent(NULL)', null], ['EscapeDNComponent("")', '']], wrong: [['EscapeDNComponent(1)', 'expects text']], several: [['EscapeDNComponent(Split("a+b/c", "/"))', ['a\\+b', 'c']]] },
  IsBitSet: { nothing: [['IsBitSet(NULL, 1)', false], ['IsBitSet(1, NULL)', false]], wrong: [['IsBitSet(1, "1")', 'expects a number as flag']], several: [['IsBitSet(CNum(Split("2,3", ",")), 1)', [false, true]]] },
  IsDate: { nothing: [['IsDate([title])', false], ['IsDate("")', false]], wrong: [['IsDate(1, 2, 3)', arity], ['IsDate(IgnoreThisFlow)', 'whole result']], several: [['IsDate([description])', false]] },
  IsEmpty: { nothing: [['IsEmpty(NULL)', false], ['IsEmpty("")', true]], wrong: [['IsEmpty(1, 2, 3)', arity]], several: [['IsEmpty([url])', false]] },
  IsGuid: { nothing: [['IsGuid(NULL)', false]], wrong: [['IsGuid(1)', 'expects text'], ['IsGuid([objectGUID])', 'expects text']], several: [['IsGuid([otherMobile])', [true, true]]] },
  IsNull: { nothing: [['IsNull([badPwdCount])', true], ['IsNull("")', false]], wrong: [['IsNull(1, 2, 3)', arity]], several: [['IsNull([url])', false]] },
  IsNullOrEmpty: { nothing: [['IsNullOrEmpty(NULL)', true], ['IsNullOrEmpty("")', true]], wrong: [['IsNullOrEmpty(1, 2, 3)', arity]], several: [['IsNullOrEmpty([url])', false]] },
  IsNumeric: { nothing: [['IsNumeric(NULL)', false], ['IsNumeric("")', false]], wrong: [['IsNumeric(1, 2, 3)', arity]], several: [['IsNumeric([url])', false]] },
  IsPresent: { nothing: [['IsPresent(NULL)', false], ['IsPresent("")', false]], wrong: [['IsPresent(1, 2, 3)', arity]], several: [['IsPresent([url])', true]] },
  IsString: { nothing: [['IsString(NULL)', false], ['IsString("")', true]], wrong: [['IsString(1, 2, 3)', arity]], several: [['IsString([url])', true]] },
  IsCert: { nothing: [['IsCert(NULL)', false]], wrong: [['IsCert("a")', 'expects binary data'], ['IsCert(1)', 'expects binary data']], several: [['IsCert(CGuid([otherMobile]))', [false, false]]] },
  Contains: { nothing: [['Contains(NULL, "a")', 0], ['Contains([url], NULL)', 0]], wrong: [['Contains(1, "a")', 'expects values that are text or a reference'], ['Contains([url], 1)', 'expects text as search']], several: [['Contains([url], "b")', 2]] },
  Count: { nothing: [['Count([title])', 0]], wrong: [['Count([url], 2, 3)', arity], ['Count(IgnoreThisFlow)', 'whole result']], several: [['Count([url])', 3]] },
  Item: { nothing: [['Item([url], NULL)', null], ['Item(NULL, 1)', { error: partOf('there are 0') }]], wrong: [['Item([url], "1")', 'expects a number as index'], ['Item([url], 4)', 'no value number 4'], ['Item([url], -1)', 'no value number -1']], several: [['Item([url], 3)', 'a']] },
  ItemOrNull: { nothing: [['ItemOrNull(NULL, 1)', null]], wrong: [['ItemOrNull([url], "1")', 'expects a number as index']], several: [['ItemOrNull([url], 3)', 'a'], ['ItemOrNull([url], -1)', null]] },
  Join: { nothing: [['Join([otherPager], "-")', null]], wrong: [['Join(1, "-")', 'expects values that are text'], ['Join([url], 1)', 'expects text as delimiter']], several: [['Join([url], "-")', 'a-b-a']] },
  RemoveDuplicates: { nothing: [['RemoveDuplicates(NULL)', []]], wrong: [['RemoveDuplicates([url], 2, 3)', arity]], several: [['RemoveDuplicates([memberOf])', [{ ref: 'CN=a,OU=x,DC=y' }, { ref: 'CN=b,OU=z,DC=y' }]]] },
  Split: { nothing: [['Split(NULL, ",")', null], ['Split("a", NULL)', null]], wrong: [['Split(1, ",")', 'expects text as text'], ['Split("a", ",", "1")', 'expects a number as limit']], several: [['Split("a,b", ",", 1)', ['a,b']]] },
  Error: { nothing: [['Error([title])', null]], wrong: [['Error(True)', 'expects text as message'], ['Error("a", 1, 2)', arity]], several: [['Error([url])', { error: 'a' }]] },
  IIF: { nothing: [['IIF([title], 1, 2)', 2], ['IIF(True, NULL, 2)', null]], wrong: [['IIF("x", 1, 2)', 'neither True nor False'], ['IIF(True, 1)', 'is not called like this']], several: [['IIF([url] = "a", 1, 2)', [1, 2, 1]]] },
  Select: { nothing: [['Select($x, NULL, $x)', null], ['Select($x, [title], $x)', null]], wrong: [['Select([url], [url], 1)', 'is not called like this'], ['Select($x, [url], LCase(1))', 'expects text']], several: [['Select($x, [url], UCase($x))', ['A', 'B', 'A']]] },
  Switch: { nothing: [['Switch([title], 1, True, 2)', 2], ['Switch(NULL, 1)', null]], wrong: [['Switch("x", 1)', 'neither True nor False'], ['Switch(True)', 'is not called like this']], several: [['Switch([url] = "b", 1, True, 2)', [2, 1, 2]]] },
  Where: { nothing: [['Where($x, NULL, True)', null], ['Where($x, [url], NULL)', []]], wrong: [['Where([url], [url], True)', 'is not called like this'], ['Where($x, [url], "yes")', 'neither True nor False']], several: [['Where($x, [url], $x <> "a")', ['b']]] },
  With: { nothing: [['With($x, NULL, $x)', null], ['With($x, [title], IsNull($x))', true]], wrong: [['With([url], 1, 2)', 'is not called like this'], ['With($x, 1, LCase($x))', 'expects text']], several: [['With($x, [url], Count($x))', 3]] },
  Guid: { nothing: [['IsGuid(Guid())', true]], wrong: [['Guid(1, 2, 3)', arity]], several: [['Len(Guid())', 36], ['IsNull(CGuid(Guid()))', false]] },
  InStr: { nothing: [['InStr(NULL, "a")', 0], ['InStr("a", "a", NULL)', 1]], wrong: [['InStr(1, "1")', 'expects text as text'], ['InStr("a", "a", "1")', 'expects a number as start']], several: [['InStr([otherTelephone], "-")', [2, 2]]] },
  InStrRev: { nothing: [['InStrRev(NULL, "a")', 0], ['InStrRev("a", NULL)', 0]], wrong: [['InStrRev(1, "1")', 'expects text as text']], several: [['InStrRev([url], "a")', [1, 0, 1]]] },
  LCase: { nothing: [['LCase([title])', null], ['LCase("")', '']], wrong: [['LCase(1)', 'expects text']], several: [['LCase(Split("A,B", ","))', ['a', 'b']]] },
  UCase: { nothing: [['UCase([title])', null], ['UCase("")', '']], wrong: [['UCase(1)', 'expects text']], several: [['UCase([url])', ['A', 'B', 'A']]] },
  PCase: { nothing: [['PCase([title])', null]], wrong: [['PCase(True)', 'expects text']], several: [['PCase(Split("a b,c d", ","))', ['A B', 'C D']]] },
  Left: { nothing: [['Left([title], 1)', '']], wrong: [['Left(True, 1)', 'expects text'], ['Left("a", "1")', 'expects a number']], several: [['Left([otherTelephone], 1)', ['1', '3']]] },
  Right: { nothing: [['Right([title], 1)', ''], ['Right("a", NULL)', '']], wrong: [['Right(True, 1)', 'expects text']], several: [['Right([otherTelephone], 1)', ['2', '4']]] },
  Mid: { nothing: [['Mid([title], 1, 1)', ''], ['Mid("a", NULL, 1)', '']], wrong: [['Mid(True, 1, 1)', 'expects text or binary data'], ['Mid("a", "1", 1)', 'expects a number as start']], several: [['Mid([otherTelephone], 2, 2)', ['-2', '-4']]] },
  Len: { nothing: [['Len([title])', 0]], wrong: [['Len(1)', 'expects text or binary data']], several: [['Len([otherTelephone])', [3, 3]]] },
  LTrim: { nothing: [['LTrim(NULL)', null], ['LTrim("  ")', '']], wrong: [['LTrim(1)', 'expects text']], several: [['LTrim(Split(" a, b ", ","))', ['a', 'b ']]] },
  RTrim: { nothing: [['RTrim(NULL)', null], ['RTrim("  ")', '']], wrong: [['RTrim(1)', 'expects text']], several: [['RTrim(Split(" a, b ", ","))', [' a', ' b']]] },
  Trim: { nothing: [['Trim([title])', null]], wrong: [['Trim(1)', 'expects text'], ['Trim([objectGUID])', 'expects text']], several: [['Trim(Split(" a, b ", ","))', ['a', 'b']]] },
  PadLeft: { nothing: [['PadLeft([title], 3, "0")', '']], wrong: [['PadLeft(1, 3, "0")', 'expects text as text'], ['PadLeft("a", "3", "0")', 'expects a number as length'], ['PadLeft("a", 3, "00")', 'one character']], several: [['PadLeft([url], 2, "0")', ['0a', '0b', '0a']]] },
  PadRight: { nothing: [['PadRight([title], 3, "0")', '']], wrong: [['PadRight(1, 3, "0")', 'expects text as text'], ['PadRight("a", 3, "")', 'one character']], several: [['PadRight([url], 2, "0")', ['a0', 'b0', 'a0']]] },
  Replace: { nothing: [['Replace([title], "a", "b")', null]], wrong: [['Replace(1, "1", "2")', 'expects text as text'], ['Replace("a", 1, "2")', 'expects text as old']], several: [['Replace([url], "a", "x")', ['x', 'b', 'x']]] },
  ReplaceChars: { nothing: [['ReplaceChars([title], "a:b")', null], ['ReplaceChars("a", NULL)', null]], wrong: [['ReplaceChars(1, "a:b")', 'expects text as text']], several: [['ReplaceChars([url], "a:xy")', ['xy', 'b', 'xy']]] },
  Word: { nothing: [['Word([title], 1, " ")', ''], ['Word("a b", NULL, " ")', '']], wrong: [['Word(1, 1, " ")', 'expects text as text'], ['Word("a", "1", " ")', 'expects a number as number']], several: [['Word([otherTelephone], 2, "-")', ['2', '4']]] },
};

export const operatorEdges: Readonly<Record<string, EdgeCases>> = {
  '=': { nothing: [['NULL = NULL', true], ['[title] = "a"', false]], wrong: [['1 = True', 'cannot be compared']], several: [['[url] = "a"', [true, false, true]]] },
  '<>': { nothing: [['NULL <> NULL', false], ['[title] <> "a"', true]], wrong: [['1 <> True', 'cannot be compared']], several: [['[url] <> "a"', [false, true, false]]] },
  '<': { nothing: [['NULL < 1', false], ['1 < NULL', false]], wrong: [['1 < "2"', 'cannot be compared']], several: [['[url] < "b"', [true, false, true]]] },
  '<=': { nothing: [['NULL <= NULL', false]], wrong: [['True <= True', 'works on a number, text or a date']], several: [['[url] <= "a"', [true, false, true]]] },
  '>': { nothing: [['1 > NULL', false]], wrong: [['1 > "0"', 'cannot be compared']], several: [['[url] > "a"', [false, true, false]]] },
  '>=': { nothing: [['NULL >= 1', false]], wrong: [['Now() >= 1', 'cannot be compared']], several: [['[url] >= "b"', [false, true, false]]] },
  '+': { nothing: [['NULL + 1', null], ['1 + [badPwdCount]', null]], wrong: [['1 + "1"', '+ works on a number'], ['-9223372036854775808 + -1', 'does not fit into 64 bits']], several: [['CNum(Split("1,2", ",")) + 1', [2, 3]]] },
  '-': { nothing: [['NULL - 1', null]], wrong: [['"2" - 1', '- works on a number'], ['-9223372036854775808 - 1', 'does not fit into 64 bits']], several: [['CNum(Split("1,2", ",")) - 1', [0, 1]]] },
  '*': { nothing: [['NULL * 1', null]], wrong: [['2 * "1"', '* works on a number'], ['9223372036854775807 * 2', 'does not fit into 64 bits']], several: [['CNum(Split("1,2", ",")) * 3', [3, 6]]] },
  '&': { nothing: [['NULL & "a"', 'a'], ['NULL & NULL', null]], wrong: [['"a" & Now()', '& works on'], ['"a" & [objectGUID]', 'cannot join text and binary']], several: [['"x" & [url]', ['xa', 'xb', 'xa']]] },
  '&&': { nothing: [['NULL && True', false], ['True && NULL', false]], wrong: [['"a" && True', 'neither True nor False'], ['True && Now()', 'Only True, False and numbers']], several: [['IsGuid([otherMobile]) && True', [true, true]]] },
  '||': { nothing: [['NULL || False', false], ['False || NULL', false]], wrong: [['"a" || True', 'neither True nor False']], several: [['[url] = "b" || False', [false, true, false]]] },
};
