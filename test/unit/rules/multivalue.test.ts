import { describe } from 'vitest';
import { cases, error } from './evaluate.ts';

// Source: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section of the function.

const subject = {
  attributes: {
    proxyAddresses: ['smtp:jd@contoso.com', 'SMTP:john.doe@contoso.com', 'SIP:john.doe@contoso.com'], otherTelephone: ['1-2', '3-4'], memberOf: ['CN=a,DC=x', 'CN=B,DC=x'],
    url: ['a', 'b', 'a', 'A'], description: ['only'], title: 'Boss', employeeID: 'x,y,,z', userCertificate: ['AQI=', 'AQI=', 'Aw=='],
  },
  row: { kind: 'group' as const, memberCount: 12 },
};

describe('Contains', () => {
  cases([
    ['Contains([proxyAddresses],"SMTP:")', 2],
    ['Contains([proxyAddresses],"SMTP:",CaseInsensitive)', 1],
    ['Contains([proxyAddresses],"SMTP:",CaseSensitive)', 2],
    ['Contains([proxyAddresses],"SMTP:","CaseInsensitive")', 1],
    ['Contains([proxyAddresses],"x400")', 0],
    ['Contains([otherPager],"1")', 0],
    ['Contains([proxyAddresses],NULL)', 0],
    ['Contains([memberOf],"CN=B,DC=x")', 2],
    ['Contains([memberOf],"CN=B")', 0],
    ['Contains([memberOf],"cn=b,dc=x")', 0],
    ['Contains([proxyAddresses],"a",Sometimes)', error('knows CaseSensitive, CaseInsensitive')],
    ['IIF(Contains([proxyAddresses],"SMTP:")>0,[proxyAddresses],Error("No primary SMTP address found."))', ['smtp:jd@contoso.com', 'SMTP:john.doe@contoso.com', 'SIP:john.doe@contoso.com']],
    ['IIF(Contains([url],"SMTP:")>0,[url],Error("No primary SMTP address found."))', { error: 'No primary SMTP address found.' }],
  ], subject);
});

describe('Count, Item, ItemOrNull and ValueCount', () => {
  cases([
    ['Count([proxyAddresses])', 3],
    ['Count([otherPager])', 0],
    ['Count(NULL)', 0],
    ['Item([proxyAddresses],1)', 'smtp:jd@contoso.com'],
    ['Item([proxyAddresses],0)', error('no value number 0: there are 3')],
    ['Item([proxyAddresses],4)', error('no value number 4')],
    ['Item([description],2)', error('there is one')],
    ['Item([otherPager],1)', error('there are 0')],
    ['Mid(Item([proxyAddresses],Contains([proxyAddresses], "SMTP:")),6)', 'john.doe@contoso.com'],
    ['ItemOrNull([proxyAddresses],2)', 'SMTP:john.doe@contoso.com'],
    ['ItemOrNull([proxyAddresses],0)', null],
    ['ItemOrNull([proxyAddresses],99)', null],
    ['ItemOrNull([proxyAddresses],9223372036854775807)', null],
    ['ItemOrNull([otherPager],1)', null],
    ['ItemOrNull([proxyAddresses],NULL)', null],
    ['ValueCount("proxyAddresses")', 3],
    ['ValueCount("title")', 1],
    ['ValueCount("otherPager")', 0],
    ['ValueCount("member")', 12],
    ['ImportedValue("title")', 'Boss'],
    ['ImportedValue("otherPager")', null],
    ['RemoveDuplicates(Trim(ImportedValue("url")))', ['a', 'b', 'A']],
  ], subject);
});

describe('Join and Split', () => {
  cases([
    ['Join([otherTelephone],",")', '1-2,3-4'],
    ['Join([otherTelephone])', '1-2 3-4'],
    ['Join([otherTelephone],"")', '1-23-4'],
    ['Join([otherTelephone],NULL)', '1-2 3-4'],
    ['Join([otherPager],",")', null],
    ['Join(Split("a,b",","),";")', 'a;b'],
    ['Split("SMTP:john.doe@contoso.com,smtp:jd@contoso.com",",")', ['SMTP:john.doe@contoso.com', 'smtp:jd@contoso.com']],
    ['Split([employeeID],",")', ['x', 'y', '', 'z']],
    ['Split([employeeID],",",2)', ['x', 'y,,z']],
    ['Split([employeeID],",",-1)', ['x', 'y', '', 'z']],
    ['Split([employeeID],",",99)', ['x', 'y', '', 'z']],
    ['Split("",",")', []],
    ['Split([givenName],",")', null],
    ['Split("a",",")', ['a']],
    ['Split("a","")', error('separates at one character')],
    ['Split("a",", ")', error('separates at one character')],
    ['Split([otherTelephone],"-")', ['1', '2', '3', '4']],
  ], subject);
});

describe('RemoveDuplicates', () => {
  cases([
    ['RemoveDuplicates([url])', ['a', 'b', 'A']],
    ['RemoveDuplicates([userCertificate])', [{ hex: '0102' }, { hex: '03' }]],
    ['RemoveDuplicates([otherPager])', []],
    ['Count(RemoveDuplicates([url]))', 3],
  ], subject);
});

describe('Select, Where and With', () => {
  cases([
    ['Select($item,[otherTelephone],Replace($item,"-",""))', ['12', '34']],
    ['Select($item,[otherPager],Replace($item,"-",""))', null],
    ['Select($x,[otherTelephone],Split($x,"-"))', ['1', '2', '3', '4']],
    ['Select($x,Where($y,[url],$y="a"),$x & "!")', ['a!', 'a!']],
    ['Select($x,[url],Count(Where($y,[url],$y=$x)))', [2, 1, 2, 1]],
    ['Select($x,[url],IIF($x="a",NULL,$x))', [null, 'b', null, 'A']],
    ['Count(Select($x,[url],IIF($x="a",NULL,$x)))', 2],
    ['Select($x,[url],IgnoreThisFlow)', error('whole result')],
    ['Where($item,[proxyAddresses],InStr($item,"SIP:")=0)', ['smtp:jd@contoso.com', 'SMTP:john.doe@contoso.com']],
    ['Where($item,[otherPager],True)', null],
    ['Where($item,[url],False)', []],
    ['Where($item,[url],"x")', error('neither True nor False')],
    ['With($all,Where($item,[url],$item="a"),IIF(Count($all)>0,$all,NULL))', ['a', 'a']],
    ['With($all,Where($item,[url],$item="z"),IIF(Count($all)>0,$all,NULL))', null],
    ['With($a,"x",With($a,"y",$a)) & With($a,"z",$a)', 'yz'],
    ['With($a,"x",With($b,"y",$a & $b))', 'xy'],
  ], subject);
});

// learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions, "Multi-valued attributes"
describe('mapping over values', () => {
  cases([
    ['Trim([proxyAddresses])', ['smtp:jd@contoso.com', 'SMTP:john.doe@contoso.com', 'SIP:john.doe@contoso.com']],
    ['Word([proxyAddresses],1,"@") & "@contoso.com"', ['smtp:jd@contoso.com', 'SMTP:john.doe@contoso.com', 'SIP:john.doe@contoso.com']],
    ['IIF(InStr([proxyAddresses],"SIP:")=1,NULL,[proxyAddresses])', ['smtp:jd@contoso.com', 'SMTP:john.doe@contoso.com', null]],
    ['Count(IIF(InStr([proxyAddresses],"SIP:")=1,NULL,[proxyAddresses]))', 2],
    ['IIF(InStr([proxyAddresses],"SIP:")=1,"-",IgnoreThisFlow)', error('not for one of several values')],
    ['Left([url],Len([title]))', ['a', 'b', 'a', 'A']],
    ['IIF([url]="a",[otherTelephone],"x")', error('one has 4 and another 2')],
    ['Switch([url]="a",1,[url]="b",2,True,3)', [1, 2, 1, 3]],
  ], subject);
});
