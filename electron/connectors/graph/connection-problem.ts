import { connect } from 'node:tls';
import { Problem } from '../../../shared/errors.ts';

/** A request that got no answer. `sent` false: the Graph request certainly never reached the server. */
export class NetworkFailure extends Error {
  readonly sent: boolean;
  /** Waiting does not help: the certificate is not trusted, or the proxy refuses. */
  readonly permanent: boolean;
  readonly untrusted: boolean;
  /** What the proxy answered instead of opening a tunnel. */
  readonly proxyStatus: number | null;
  readonly url: string;
  readonly code: string;

  constructor(url: string, cause: unknown, options?: { readonly neverSent: true }) {
    const inner = innermost(cause);
    super(inner.message, { cause });
    this.name = 'NetworkFailure';
    this.url = url;
    this.code = inner.code;
    this.untrusted = isTrustFailure(inner.code);
    this.proxyStatus = tunnelStatus(inner.message);
    this.permanent = this.untrusted || (this.proxyStatus !== null && this.proxyStatus < 500);
    this.sent = !this.permanent && options?.neverSent !== true && !neverSent(inner);
  }
}

type Inner = { readonly code: string; readonly message: string; readonly syscall: string };

function innermost(error: unknown): Inner {
  let current: unknown = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (!(current instanceof Error)) return { code: '', message: String(current), syscall: '' };
  const { code, syscall } = current as Error & { code?: unknown; syscall?: unknown };
  return { code: typeof code === 'string' ? code : '', message: current.message, syscall: typeof syscall === 'string' ? syscall : '' };
}

/** Node's names for X.509 verification failures: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function isTrustFailure(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|CRL_)/.test(code);
}

const neverSentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_PRX_TLS'];

function neverSent(inner: Inner): boolean {
  return neverSentCodes.includes(inner.code) || inner.syscall === 'connect' || tunnelStatus(inner.message) !== null || inner.code.startsWith('ERR_SSL');
}

/** undici: "Proxy response (407) !== 200 when HTTP Tunneling". */
function tunnelStatus(message: string): number | null {
  const status = /proxy response \((\d+)\)/i.exec(message)?.[1];
  return status === undefined ? null : Number(status);
}

/** Subject and issuer of the certificate that a server shows, read without trusting it; null when it cannot be read. */
function shownCertificate(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, servername: /[a-z]/i.test(host) ? host : '', rejectUnauthorized: false }, () => {
      const certificate = socket.getPeerCertificate();
      socket.destroy();
      const name = (part: unknown): string => {
        const value = typeof part === 'object' && part !== null ? Object.entries(part).map(([key, text]) => `${key}=${String(text)}`).join(', ') : '';
        return value === '' ? 'unnamed' : value;
      };
      resolve(`certificate of ${name(certificate.subject)}, issued by ${name(certificate.issuer)}, valid until ${certificate.valid_to}`);
    });
    socket.setTimeout(5_000, () => {
      socket.destroy();
      resolve(null);
    });
    socket.on('error', () => resolve(null));
  });
}

/** A failed request in plain words: the host, the certificate or proxy, and what to do. `proxy` is host:port or null. */
export async function connectionProblem(failure: NetworkFailure, proxy: string | null): Promise<Problem> {
  const url = new URL(failure.url);
  const through = proxy === null ? '' : ` through the proxy ${proxy}`;
  const problem = (message: string, fix: string) => new Problem('connection', message, fix, { cause: failure });
  if (failure.untrusted) {
    const shown = proxy === null ? await shownCertificate(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port || '443')) : null;
    return problem(
      `The certificate of ${url.host}${through} is not trusted: ${failure.message}${shown === null ? '' : ` (${shown})`}.`,
      failure.code === 'CERT_HAS_EXPIRED'
        ? 'Check the clock of this computer; when it is right, the certificate has to be renewed.'
        : `Install the CA that issued it on this computer, or name its PEM file in the profile (${proxy === null ? 'target.cloud.caFile' : 'proxy.caFile'}), when a firewall inspects TLS.`,
    );
  }
  if (failure.proxyStatus !== null) {
    return problem(
      `The proxy ${proxy ?? 'of the environment'} did not open a connection to ${url.host}; it answered ${failure.proxyStatus}.`,
      failure.proxyStatus === 407 ? "Give the proxy's user and password in its address in the profile." : `Have the proxy allow ${url.host}:${url.port || '443'}.`,
    );
  }
  if (failure.code === 'ENOTFOUND' || failure.code === 'EAI_AGAIN') {
    const name = proxy === null ? url.hostname : `${proxy} or ${url.hostname}`;
    return problem(`The name ${name} cannot be resolved.`, 'Check the network connection and the DNS servers of this computer; when a proxy is required, set it in the profile.');
  }
  return problem(`${url.host} cannot be reached${through}: ${failure.message}.`, `Check the network connection and that a firewall allows HTTPS to ${url.host}; when a proxy is required, set it in the profile.`);
}
