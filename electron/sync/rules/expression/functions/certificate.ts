import { sha1, sha256 } from '../bytes/hash.ts';
import { toHex } from '../bytes/text.ts';
import { readCertificate, type Certificate } from '../certificate/certificate.ts';
import { nameInfo, nameTypes } from '../certificate/name-info.ts';
import { nameText } from '../certificate/name.ts';
import type { Evaluation } from '../evaluation.ts';
import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { many, one, type ExpressionType } from '../type.ts';
import type { Value } from '../value.ts';
import { binaryOf, booleanOf, textOf } from './arguments.ts';

/**
 * X.509 certificates, as .NET's X509Certificate2 tells about them (the reference names that class). Dates are UTC.
 * What .NET leaves empty for a certificate without a store (friendly name, OIDs of names) is nothing here.
 */
const family = 'certificate';

function readOnce(bytes: Uint8Array, { certificates }: Evaluation): Certificate | null {
  const known = certificates.get(bytes);
  if (known !== undefined) return known;
  const certificate = readCertificate(bytes);
  certificates.set(bytes, certificate);
  return certificate;
}

function certificateOf(value: Value | undefined, evaluation: Evaluation): Certificate {
  const certificate = readOnce(binaryOf(value), evaluation);
  if (certificate === null) throw new EvaluationFailure(`The ${binaryOf(value).length} bytes are no X.509 certificate.`);
  return certificate;
}

function about(name: string, means: string, gives: ExpressionType, read: (certificate: Certificate) => Value): FunctionRow {
  return row(family, name, { means, takes: [['certificate', 'binary']], gives, call: ([value], evaluation) => read(certificateOf(value, evaluation)) });
}

function thumbprint({ raw }: Certificate): string {
  return toHex(sha1(raw));
}

const text = one('text');
const date = one('date');

export const certificateFunctions: readonly FunctionRow[] = [
  about('CertExtensionOids', 'The OIDs of the critical extensions.', many('text'), ({ extensions }) => extensions.filter(({ critical }) => critical).map(({ oid }) => oid)),
  about('CertFormat', 'The name of the format: X509.', text, () => 'X509'),
  about('CertFriendlyName', 'The alias of a certificate; a certificate from a directory has none.', text, () => null),
  about('CertHashString', 'The SHA-1 hash in hexadecimal.', text, thumbprint),
  about('CertIssuer', 'The name of the certificate authority.', text, ({ issuer }) => nameText(issuer)),
  about('CertIssuerDN', 'The distinguished name of the issuer.', text, ({ issuer }) => nameText(issuer)),
  about('CertIssuerOid', 'The OID of the issuer; .NET gives none.', text, () => null),
  about('CertKeyAlgorithm', 'The OID of the key algorithm.', text, ({ keyAlgorithm }) => keyAlgorithm),
  about('CertKeyAlgorithmParams', 'The parameters of the key algorithm in hexadecimal.', text, ({ keyParameters }) => keyParameters),
  row(family, 'CertNameInfo', {
    means: `One name of the subject, or of the issuer: ${nameTypes.join(', ')}.`,
    takes: [['certificate', 'binary'], ['nameType', 'text'], ['ofIssuer', 'boolean']],
    gives: text,
    call: ([value, nameType, ofIssuer], evaluation) => {
      const type = nameTypes.find((each) => each === textOf(nameType));
      if (type === undefined) throw new EvaluationFailure(`"${textOf(nameType)}" is no name type: use ${nameTypes.join(', ')}.`);
      return nameInfo(certificateOf(value, evaluation), type, booleanOf(ofIssuer));
    },
  }),
  about('CertNotAfter', 'When the certificate ends, UTC.', date, ({ notAfter }) => notAfter),
  about('CertNotBefore', 'When the certificate begins, UTC.', date, ({ notBefore }) => notBefore),
  about('CertPublicKeyOid', 'The OID of the public key.', text, ({ keyAlgorithm }) => keyAlgorithm),
  about('CertPublicKeyParametersOid', 'The OID of the public key parameters; .NET gives that of the key.', text, ({ keyAlgorithm }) => keyAlgorithm),
  about('CertSerialNumber', 'The serial number in hexadecimal.', text, ({ serialNumber }) => serialNumber),
  about('CertSignatureAlgorithmOid', 'The OID of the signature algorithm.', text, ({ signatureAlgorithm }) => signatureAlgorithm),
  about('CertSubject', 'The distinguished name of the subject.', text, ({ subject }) => nameText(subject)),
  about('CertSubjectNameDN', 'The distinguished name of the subject.', text, ({ subject }) => nameText(subject)),
  about('CertSubjectNameOid', 'The OID of the subject name; .NET gives none.', text, () => null),
  about('CertThumbprint', 'The thumbprint: the SHA-1 hash in hexadecimal.', text, thumbprint),
  about('CertVersion', 'The version of the format: 3 for X.509v3.', text, ({ version }) => String(version)),
  row(family, 'IsCert', { means: 'Whether the bytes are a certificate.', takes: [['certificate', 'binary']], gives: one('boolean'), ofNothing: false, call: ([value], evaluation) => readOnce(binaryOf(value), evaluation) !== null }),
  row(family, 'Thumbprint', { means: 'The SHA-256 hash of binary data. Undocumented; Entra Connect\'s key-credential rule uses it.', takes: [['bytes', 'binary']], gives: one('binary'), call: ([value]) => sha256(binaryOf(value)) }),
];
