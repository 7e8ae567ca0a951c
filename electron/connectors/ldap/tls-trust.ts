import { isIP } from 'node:net';
import * as tls from 'node:tls';
import { Problem } from '../../../shared/errors.ts';
import { certificateFacts, describeCertificate, normalFingerprint } from './certificate.ts';
import type { CertificateFacts } from './certificate.ts';

/** Whom to trust: exactly one certificate (`pin`), a CA of our own (`ca`, PEM), else the operating system's store. */
export type TlsTrust = { readonly ca: string | null; readonly pin: string | null };

/** What a secured connection knows about its peer. */
export type TlsPeer = { readonly certificate: CertificateFacts; readonly protocol: string; readonly basis: 'pin' | 'ca' | 'system' };

function systemCertificates(): string[] {
  return [...new Set([...tls.getCACertificates('system'), ...tls.getCACertificates('extra')])];
}

/**
 * Options for `tls.connect`. Node's own refusal is switched off because it tears the socket down before the certificate
 * can be named; `assertTrusted` decides instead, before a single byte of ours is sent.
 */
export function tlsOptions(trust: TlsTrust, host: string): tls.ConnectionOptions {
  const authorities = trust.pin !== null ? {} : { ca: trust.ca === null ? systemCertificates() : [trust.ca] };
  return { host, ...(isIP(host) === 0 ? { servername: host } : {}), ...authorities, rejectUnauthorized: false };
}

const reasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself and not in the trusted store',
  SELF_SIGNED_CERT_IN_CHAIN: 'its root certificate is not in the trusted store',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is not in the trusted store, or the server does not send the intermediate certificates',
  UNABLE_TO_GET_ISSUER_CERT: 'its issuer is not in the trusted store',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not in the trusted store',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  INVALID_PURPOSE: 'it is not meant for servers',
};

function fixFor(code: string, host: string, facts: CertificateFacts): string {
  if (code === 'CERT_HAS_EXPIRED') return `Renew the certificate on ${host}.`;
  if (code === 'CERT_NOT_YET_VALID') return 'Check the clocks of this computer and of the domain controller.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `Use one of the certificate's names (${facts.names.join(', ') || 'it has none'}) in the URL, or issue a certificate for ${host}.`;
  return `Name the CA's PEM file in source.tls.caFile, or, after comparing the fingerprint on the domain controller, set source.tls.pin to ${facts.fingerprint}.`;
}

class DistrustedCertificate extends Error {
  readonly certificate: CertificateFacts;

  constructor(certificate: CertificateFacts) {
    super('certificate not trusted');
    this.certificate = certificate;
  }
}

/** The certificate that a Problem of `assertTrusted` is about; null for other errors. */
export function certificateFromProblem(error: unknown): CertificateFacts | null {
  return error instanceof Problem && error.cause instanceof DistrustedCertificate ? error.cause.certificate : null;
}

function distrusted(certificate: CertificateFacts, message: string, fix: string): Problem {
  return new Problem('connection', message, fix, { cause: new DistrustedCertificate(certificate) });
}

/** Throws a Problem that names the certificate unless the peer of this secured socket is trusted. */
export function assertTrusted(socket: tls.TLSSocket, trust: TlsTrust, host: string): TlsPeer {
  const raw = socket.getPeerX509Certificate()?.raw;
  if (raw === undefined) throw new Problem('connection', `${host} showed no certificate.`, `Install a server certificate on ${host}.`);
  const certificate = certificateFacts(raw);
  const protocol = socket.getProtocol() ?? 'TLS';
  if (trust.pin !== null) {
    if (normalFingerprint(certificate.fingerprint) === normalFingerprint(trust.pin)) return { certificate, protocol, basis: 'pin' };
    throw distrusted(
      certificate,
      `The certificate of ${host} is not the pinned one (${describeCertificate(certificate)}).`,
      `If the certificate was renewed on purpose, compare the fingerprint on the domain controller and set source.tls.pin to it; else somebody may be listening in.`,
    );
  }
  if (socket.authorized) return { certificate, protocol, basis: trust.ca === null ? 'system' : 'ca' };
  const code = String(socket.authorizationError ?? 'unknown');
  const reason = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? `it is not for the name ${host}` : (reasons[code] ?? code);
  throw distrusted(certificate, `The certificate of ${host} is not trusted: ${reason} (${describeCertificate(certificate)}).`, fixFor(code, host, certificate));
}
