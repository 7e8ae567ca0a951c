import { createHash, X509Certificate } from 'node:crypto';

/** What a person compares before trusting a server: names, dates, fingerprint. */
export type CertificateFacts = {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and IP addresses the certificate is for; the common name when it lists none. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256 of the certificate, `AA:BB:…`; what `source.tls.pin` takes. */
  readonly fingerprint: string;
};

function oneLine(distinguishedName: string): string {
  return distinguishedName.trim().split('\n').reverse().join(', ');
}

function namesOf(certificate: X509Certificate): readonly string[] {
  const listed = (certificate.subjectAltName ?? '')
    .split(', ')
    .map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
    .filter((name) => name !== '' && !name.includes(':<'));
  if (listed.length > 0) return listed;
  const commonName = /(?:^|\n)CN=(.+)/.exec(certificate.subject)?.[1];
  return commonName === undefined ? [] : [commonName];
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** Reads the facts from a certificate in DER. */
export function certificateFacts(der: Buffer): CertificateFacts {
  const certificate = new X509Certificate(der);
  const hash = createHash('sha256').update(der).digest('hex').toUpperCase();
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    fingerprint: hash.replace(/(..)(?!$)/g, '$1:'),
  };
}

/** The facts in one clause, for error texts and findings. */
export function describeCertificate(facts: CertificateFacts): string {
  const names = facts.names.length === 0 ? 'no name' : facts.names.join(', ');
  return `subject ${facts.subject || '(empty)'}, names ${names}, issued by ${facts.issuer || '(empty)'}, valid ${facts.validFrom.slice(0, 10)} to ${facts.validTo.slice(0, 10)}, SHA-256 fingerprint ${facts.fingerprint}`;
}

/** A fingerprint as 64 lower-case hex digits, whatever the separators and prefix. */
export function normalFingerprint(text: string): string {
  return text.trim().toLowerCase().replace(/^sha256[:/]/, '').replaceAll(':', '');
}
