import { openConnection } from './connection.ts';
import { Problem } from '../../../shared/errors.ts';
import type { CertificateFacts } from './certificate.ts';
import { certificateFromProblem } from './tls-trust.ts';

export type ShownCertificate = {
  readonly certificate: CertificateFacts;
  /** Null: trusted by the CA or by the operating system's store; else the sentence that says why it is not. */
  readonly distrust: string | null;
};

/** Connects just far enough to see the certificate, so that an admin can compare and pin it. Never binds. */
export async function certificateOf(url: string, options: { readonly startTls?: boolean; readonly ca?: string | null } = {}): Promise<ShownCertificate> {
  const trust = { ca: options.ca ?? null, pin: null };
  try {
    const connection = await openConnection({ url, startTls: options.startTls ?? false, allowPlainText: false, trust });
    connection.close();
    if (connection.peer !== null) return { certificate: connection.peer.certificate, distrust: null };
  } catch (error) {
    const certificate = certificateFromProblem(error);
    if (certificate === null || !(error instanceof Problem)) throw error;
    return { certificate, distrust: error.message };
  }
  throw new Problem('connection', `${url} is not protected by TLS, so there is no certificate.`, 'Use an ldaps:// URL, or StartTLS.');
}
