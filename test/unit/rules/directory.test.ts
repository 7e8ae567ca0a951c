import { describe } from 'vitest';
import { cases, error } from './evaluate.ts';

// Source: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section of the function;
// escapes: RFC 4514, and EscapeDNComponent of learn.microsoft.com/microsoft-identity-manager/reference/mim2016-functions-reference.

describe('DNComponent and DNComponentRev', () => {
  cases([
    ['DNComponent(CRef([dn]),1)', 'Joe'],
    ['DNComponent(CRef([dn]),2)', 'Atlanta'],
    ['DNComponent(CRef([dn]),6)', 'com'],
    ['DNComponent(CRef([dn]),7)', null],
    ['DNComponent(CRef([dn]),0)', null],
    ['DNComponent(CRef([dn]),-1)', null],
    ['DNComponentRev(CRef([dn]),3)', 'US'],
    ['DNComponentRev(CRef([dn]),1,"DC")', 'US'],
    ['DNComponentRev(CRef([dn]),1,DC)', 'US'],
    ['DNComponentRev(CRef([dn]),1)', 'com'],
    ['DNComponentRev(CRef([dn]),7)', null],
    ['DNComponentRev(CRef([dn]),0)', null],
    ['DNComponentRev(CRef([dn]),1,OU)', error('knows DC')],
    ['DNComponent([manager],1)', null],
    ['DNComponent([dn],1)', error('expects a reference')],
    ['DNComponent(CRef("CN=Smith\\\\, John,OU=x"),1)', 'Smith\\, John'],
    ['DNComponent(CRef("cn=Joe, ou=Atlanta"),2)', 'Atlanta'],
    ['DNComponent(CRef(""),1)', null],
  ]);
});

describe('EscapeDNComponent', () => {
  cases([
    ['EscapeDNComponent("cn=Smith, John")', 'cn=Smith\\, John'],
    ['EscapeDNComponent("Smith, John")', 'Smith\\, John'],
    ['EscapeDNComponent("cn=a+b<c>d;e""f\\\\g#h=i")', 'cn=a\\+b\\<c\\>d\\;e\\"f\\\\g\\#h\\=i'],
    ['EscapeDNComponent("cn= x ")', 'cn=\\ x\\ '],
    ['EscapeDNComponent("cn= ")', 'cn=\\ '],
    ['EscapeDNComponent("cn=a" & CRLF)', 'cn=a\\0D\\0A'],
    ['EscapeDNComponent([title])', null],
    ['EscapeDNComponent("cn=" & [cn]) & "," & %Domain.LDAP%', 'cn=O\\,Neil,DC=contoso,DC=com'],
  ], { attributes: { cn: 'O,Neil' } });
});

// learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions, "Parameters"
describe('parameters', () => {
  cases([
    ['%Domain.FQDN%', 'contoso.com'],
    ['%Domain.LDAP%', 'DC=contoso,DC=com'],
    ['%Domain.Netbios%', 'CONTOSO'],
    ['%Forest.FQDN%', null],
    ['"" & %Forest.FQDN%', ''],
  ], { parameters: { 'Domain.Netbios': 'CONTOSO' } });
});

// What the default rules need beyond the documented language.
describe('functions of Causeway', () => {
  cases([
    ['ConvertToBase64(CausewayAnchor())', 'AAECAwQFBgcICQoLDA0ODw=='],
    ['"ad-" & StringFromGuid(CausewayAnchor())', 'ad-03020100-0504-0706-0809-0a0b0c0d0e0f'],
    ['CausewayCountryCode(" de ")', 'DE'],
    ['CausewayCountryCode("UK")', null],
    ['CausewayCountryCode(NULL)', null],
    ['CausewayPrefix("a@b@c")', 'a@b'],
    ['CausewayPrefix("abc")', null],
    ['CausewayPrefix("@abc")', null],
    ['CausewayCleanNickname("Zoë Ø<x>.")', 'ZoeOx'],
    ['CausewayCleanNickname("<>")', null],
    ['CausewayNickname("<>",NULL,[otherTelephone],"last")', '1a'],
    ['CausewayNickname("<>",NULL)', null],
    ['CausewayNickname(5)', error('takes texts only')],
    ['Len(CausewayNickname(PadLeft("x",100,"y")))', 64],
  ], { attributes: { otherTelephone: ['', '1 a'] } });
});
