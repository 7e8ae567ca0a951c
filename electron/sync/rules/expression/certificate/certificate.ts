import { fromBase64 } from '../bytes/base64.ts';
import { fromLatin1, toHex } from '../bytes/text.ts';
import { parseDate } from '../dates/parse-date.ts';
import type { DateTime } from '../value.ts';
import { oidText, readChildren, readDer, type Der } from './der.ts';
import { readName, type CertificateName } from './name.ts';

/** What the certificate functions tell about an X.509 certificate (RFC 5280). */
export type Certificate = {
  readonly raw: Uint8Array;
  readonly version: number;
  /** Hexadecimal, most significant byte first. */
  readonly serialNumber: string;
  readonly signatureAlgorithm: string;
  readonly issuer: CertificateName;
  readonly subject: CertificateName;
  readonly notBefore: DateTime;
  readonly notAfter: DateTime;
  readonly keyAlgorithm: string;
  /** DER of the parameters, hexadecimal; null when there are none. */
  readonly keyParameters: string | null;
  readonly extensions: readonly { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array }[];
};

function readTime(time: Der | undefined): DateTime | null {
  if (time === undefined) return null;
  const text = fromLatin1(time.content);
  if (time.tag === 0x18) return parseDate(text);
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
  return time.tag === 0x17 ? parseDate(century + text) : null;
}

function readExtensions(container: Der | undefined): Certificate['extensions'] | null {
  if (container === undefined) return [];
  const [sequence] = readChildren(container.content) ?? [];
  const extensions = sequence === undefined ? null : readChildren(sequence.content);
  const read = extensions?.map((extension) => {
    const parts = readChildren(extension.content) ?? [];
    const [oid] = parts;
    const value = parts.at(-1);
    return oid?.tag === 0x06 && value?.tag === 0x04 ? { oid: oidText(oid.content), critical: parts[1]?.tag === 0x01 && parts[1].content[0] !== 0, value: value.content } : null;
  });
  return read === undefined || read.includes(null) ? null : (read as Certificate['extensions']);
}

function readDerCertificate(raw: Uint8Array): Certificate | null {
  const outer = readDer(raw);
  if (outer?.tag !== 0x30 || outer.whole.length !== raw.length) return null;
  const [body, algorithm] = readChildren(outer.content) ?? [];
  const fields = body?.tag === 0x30 ? readChildren(body.content) : null;
  if (fields === null || fields === undefined || algorithm?.tag !== 0x30) return null;
  const versioned = fields[0]?.tag === 0xa0;
  const [serial, , issuerField, validity, subjectField, keyInfo, ...optional] = versioned ? fields.slice(1) : fields;
  const version = versioned ? (fields[0]?.content.at(-1) ?? 0) + 1 : 1;
  const [from, until] = validity?.tag === 0x30 ? (readChildren(validity.content) ?? []) : [];
  const [keyAlgorithm] = keyInfo?.tag === 0x30 ? (readChildren(keyInfo.content) ?? []) : [];
  const [keyOid, keyParameters] = keyAlgorithm === undefined ? [] : (readChildren(keyAlgorithm.content) ?? []);
  const [signatureOid] = readChildren(algorithm.content) ?? [];
  const issuer = readName(issuerField);
  const subject = readName(subjectField);
  const notBefore = readTime(from);
  const notAfter = readTime(until);
  const extensions = readExtensions(optional.find((field) => field.tag === 0xa3));
  if (serial?.tag !== 0x02 || issuer === null || subject === null || notBefore === null || notAfter === null || extensions === null || keyOid?.tag !== 0x06 || signatureOid?.tag !== 0x06) return null;
  const number = serial.content.length > 1 && serial.content[0] === 0 ? serial.content.subarray(1) : serial.content;
  return {
    raw,
    version,
    serialNumber: toHex(number),
    signatureAlgorithm: oidText(signatureOid.content),
    issuer,
    subject,
    notBefore,
    notAfter,
    keyAlgorithm: oidText(keyOid.content),
    keyParameters: keyParameters === undefined ? null : toHex(keyParameters.whole),
    extensions,
  };
}

/** Reads DER, or base64 of it with or without PEM's lines; null when it is no certificate. */
export function readCertificate(bytes: Uint8Array): Certificate | null {
  if (bytes[0] === 0x30) {
    const certificate = readDerCertificate(bytes);
    if (certificate !== null) return certificate;
  }
  const decoded = fromBase64(fromLatin1(bytes).replace(/-----[A-Z ]+-----/g, ''));
  return decoded === null || decoded.length === 0 ? null : readDerCertificate(decoded);
}
