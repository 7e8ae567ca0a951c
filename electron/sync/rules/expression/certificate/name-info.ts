import { fromLatin1 } from '../bytes/text.ts';
import type { Certificate } from './certificate.ts';
import { oidText, readChildren, readDer } from './der.ts';
import { derText, partOf, type CertificateName } from './name.ts';

/** .NET's X509NameType, which CertNameInfo takes as text. */
export const nameTypes = ['SimpleName', 'EmailName', 'UpnName', 'DnsName', 'DnsFromAlternativeName', 'UrlName'] as const;
export type NameType = (typeof nameTypes)[number];

const alternativeNames = { subject: '2.5.29.17', issuer: '2.5.29.18' } as const;
const principalNameOid = '1.3.6.1.4.1.311.20.2.3';
const [commonName, organizationalUnit, organization, email] = ['2.5.4.3', '2.5.4.11', '2.5.4.10', '1.2.840.113549.1.9.1'] as const;
/** GeneralName's context tags, RFC 5280 section 4.2.1.6. */
const tags = { other: 0xa0, email: 0x81, dns: 0x82, url: 0x86 } as const;

/** The first alternative name of a kind. */
function alternative(certificate: Certificate, whose: 'subject' | 'issuer', tag: number): string | null {
  const extension = certificate.extensions.find(({ oid }) => oid === alternativeNames[whose]);
  const sequence = extension === undefined ? null : readDer(extension.value);
  for (const general of (sequence === null ? null : readChildren(sequence.content)) ?? []) {
    if (general.tag !== tag) continue;
    if (tag !== tags.other) return fromLatin1(general.content);
    const [oid, value] = readChildren(general.content) ?? [];
    const text = value === undefined ? null : readDer(value.content);
    if (oid?.tag === 0x06 && oidText(oid.content) === principalNameOid && text !== null) return derText(text);
  }
  return null;
}

function simpleName(name: CertificateName): string | null {
  for (const oid of [commonName, organizationalUnit, organization, email]) {
    const part = partOf(name, oid);
    if (part !== null) return part;
  }
  return name.at(-1)?.[0]?.value ?? null;
}

/** As X509Certificate2.GetNameInfo: the name of that kind, or an empty text. */
export function nameInfo(certificate: Certificate, type: NameType, ofIssuer: boolean): string {
  const whose = ofIssuer ? 'issuer' : 'subject';
  const name = certificate[whose];
  switch (type) {
    case 'SimpleName':
      return simpleName(name) ?? alternative(certificate, whose, tags.email) ?? alternative(certificate, whose, tags.dns) ?? '';
    case 'EmailName':
      return alternative(certificate, whose, tags.email) ?? partOf(name, email) ?? '';
    case 'UpnName':
      return alternative(certificate, whose, tags.other) ?? '';
    case 'DnsName':
      return alternative(certificate, whose, tags.dns) ?? partOf(name, commonName) ?? '';
    case 'DnsFromAlternativeName':
      return alternative(certificate, whose, tags.dns) ?? '';
    case 'UrlName':
      return alternative(certificate, whose, tags.url) ?? '';
  }
}
