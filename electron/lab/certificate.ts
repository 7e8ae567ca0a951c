import { generate } from 'selfsigned';

/** PEM texts of a certificate authority made for this process, and a server certificate it signed. */
export type LabCertificate = {
  /** What a client has to trust. */
  readonly ca: string;
  readonly certificate: string;
  /** The server's private key. */
  readonly key: string;
};

/** A fresh authority and a server certificate for 127.0.0.1, ::1 and localhost, valid for a year from an hour ago. */
export async function createLabCertificate(): Promise<LabCertificate> {
  const notBeforeDate = new Date(Date.now() - 3_600_000);
  const notAfterDate = new Date(Date.now() + 365 * 24 * 3_600_000);
  const authority = await generate([{ name: 'commonName', value: 'Causeway sample company CA' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }, { type: 7, ip: '::1' }] },
    ],
  });
  return { ca: authority.cert, certificate: server.cert, key: server.private };
}
