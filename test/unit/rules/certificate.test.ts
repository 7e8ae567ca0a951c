import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cases, error, evaluate } from './evaluate.ts';
import { deviceCertificate, kateCertificate } from './certificates.ts';

// Source: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section "Certificate", which
// names .NET's X509Certificate2: learn.microsoft.com/dotnet/api/system.security.cryptography.x509certificates.x509certificate2

const kate = new X509Certificate(Buffer.from(kateCertificate, 'base64'));
const pem = Buffer.from(kate.toString()).toString('base64');
const base64Text = Buffer.from(kateCertificate).toString('base64');
const subject = { attributes: { userCertificate: [kateCertificate], userSMIMECertificate: [deviceCertificate, kateCertificate], thumbnailPhoto: 'AQID', userCert: [pem, base64Text] } };
const one = (name: string) => `${name}(Item([userCertificate],1))`;
const name = (type: string, issuer = 'False') => `CertNameInfo(Item([userCertificate],1),"${type}",${issuer})`;
const dn = 'E=kate@contoso.com, CN=Kate Müller, OU=People, O="Contoso, Ltd", S=Bayern, C=DE';

describe('one certificate', () => {
  cases([
    [one('CertVersion'), '3'],
    [one('CertFormat'), 'X509'],
    [one('CertFriendlyName'), null],
    [one('CertSerialNumber'), 'F1E2D3C4B5A69788'],
    [one('CertThumbprint'), kate.fingerprint.replaceAll(':', '')],
    [one('CertHashString'), kate.fingerprint.replaceAll(':', '')],
    [one('CertSubject'), dn],
    [one('CertSubjectNameDN'), dn],
    [one('CertSubjectNameOid'), null],
    [one('CertIssuer'), dn],
    [one('CertIssuerDN'), dn],
    [one('CertIssuerOid'), null],
    [one('CertKeyAlgorithm'), '1.2.840.113549.1.1.1'],
    [one('CertKeyAlgorithmParams'), '0500'],
    [one('CertPublicKeyOid'), '1.2.840.113549.1.1.1'],
    [one('CertPublicKeyParametersOid'), '1.2.840.113549.1.1.1'],
    [one('CertSignatureAlgorithmOid'), '1.2.840.113549.1.1.11'],
    [one('CertExtensionOids'), ['2.5.29.19', '2.5.29.15']],
    [one('CertNotBefore'), { date: new Date(kate.validFrom).toISOString().replace('T', ' ').replace('.000', '') }],
    [one('CertNotAfter'), { date: new Date(kate.validTo).toISOString().replace('T', ' ').replace('.000', '') }],
    [one('IsCert'), true],
    [name('SimpleName'), 'Kate Müller'],
    [name('EmailName'), 'kate.m@contoso.com'],
    [name('UpnName'), 'kate@corp.contoso.com'],
    [name('DnsName'), 'kate.contoso.com'],
    [name('DnsFromAlternativeName'), 'kate.contoso.com'],
    [name('UrlName'), 'https://contoso.com/kate'],
    [name('SimpleName', 'True'), 'Kate Müller'],
    [name('EmailName', 'True'), 'kate@contoso.com'],
    [name('UpnName', 'True'), ''],
    [name('Nickname'), error('"Nickname" is no name type')],
  ], subject);
});

describe('several certificates, and none', () => {
  cases([
    ['CertSubject([userSMIMECertificate])', ['CN=device, DC=contoso, DC=com', dn]],
    ['CertKeyAlgorithm([userSMIMECertificate])', ['1.2.840.10045.2.1', '1.2.840.113549.1.1.1']],
    ['Item(CertKeyAlgorithmParams([userSMIMECertificate]),1)', '06082A8648CE3D030107'],
    ['Count(Where($item,[userCertificate],CertNotAfter($item)>Now()))', 1],
    ['Count(Where($item,[userCertificate],CertNotAfter($item)>CDate("2099-01-01")))', 0],
    ['With($unExpiredCerts,Where($item,[userCertificate],CertNotAfter($item)>Now()),IIF(Count($unExpiredCerts)>0,Count($unExpiredCerts),NULL))', 1],
    ['CertSubject([jpegPhoto])', null],
    ['IsCert([jpegPhoto])', false],
    ['IsCert([thumbnailPhoto])', false],
    ['CertSubject([thumbnailPhoto])', error('3 bytes are no X.509 certificate')],
    ['CertThumbprint([thumbnailPhoto])', error('no X.509 certificate')],
    ['CertSubject("text")', error('expects binary data')],
    // "The byte array can be binary (DER) encoded or Base64-encoded X.509 data."
    ['CertSerialNumber([userCert])', ['F1E2D3C4B5A69788', 'F1E2D3C4B5A69788']],
  ], subject);
});

test('a damaged certificate is none, wherever it is cut or changed', () => {
  const der = Buffer.from(kateCertificate, 'base64');
  for (let index = 0; index < der.length; index += 7) {
    const cut = der.subarray(0, index).toString('base64');
    expect(evaluate('IsCert(Item([userCertificate],1))', { attributes: { userCertificate: [cut] } })).toBe(false);
    const changed = Buffer.from(der);
    changed[index] = 255 - (changed[index] ?? 0);
    expect(typeof evaluate('IsCert(Item([userCertificate],1))', { attributes: { userCertificate: [changed.toString('base64')] } })).toBe('boolean');
  }
});
