import { getCACertificates } from 'node:tls';
import { Agent, EnvHttpProxyAgent, ProxyAgent, type Dispatcher } from 'undici';
import type { TargetOptions } from './target-options.ts';

const connectTimeoutMs = 20_000;
const answerTimeoutMs = 120_000;

/**
 * CAs to trust: the operating system's, NODE_EXTRA_CA_CERTS, and the given ones.
 * A system without any store of its own falls back to the CAs that come with Node.
 */
function trustedCertificates(extra: readonly (string | null)[]): string[] {
  const system = getCACertificates('system');
  const base = system.length > 0 ? system : getCACertificates('bundled');
  return [...base, ...getCACertificates('extra'), ...extra.filter((pem) => pem !== null)];
}

/** The proxy that serves requests to the outside, for messages; without user and password. */
export function proxyName(proxy: TargetOptions['proxy'], environment: NodeJS.ProcessEnv): string | null {
  const text = proxy?.url ?? environment['https_proxy'] ?? environment['HTTPS_PROXY'];
  if (text === undefined || text === '') return null;
  return URL.parse(text)?.host ?? 'the configured proxy';
}

/**
 * One undici dispatcher for sign-in and Graph: the same CAs, the same proxy.
 * A proxy of the profile serves everything; else HTTPS_PROXY and NO_PROXY of the environment decide.
 */
export function openDispatcher(proxy: TargetOptions['proxy'], ca: string | null): Dispatcher {
  const certificates = trustedCertificates([ca, proxy?.ca ?? null]);
  const timeouts = { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs };
  const connect = { ca: certificates, timeout: connectTimeoutMs };
  const throughProxy = { ...timeouts, connect, requestTls: { ca: certificates }, proxyTls: { ca: certificates } };
  if (proxy !== null) return new ProxyAgent({ ...throughProxy, uri: proxy.url });
  if (proxyName(null, process.env) !== null) return new EnvHttpProxyAgent(throughProxy);
  return new Agent({ ...timeouts, connect });
}
