import { performance } from 'node:perf_hooks';
import { certificateOf } from '../../../../connectors/ldap/certificate-of.ts';
import { findServers } from '../../../../connectors/ldap/servers.ts';
import { openSource } from '../../../../connectors/ldap/source-connector.ts';
import { openTarget } from '../../../../connectors/graph/target-connector.ts';
import { asProblem, InputProblem } from '../../../../../shared/errors.ts';
import type { Finding } from '../../../../../shared/finding.ts';
import type { OutputOf } from '../../../../../shared/ipc/contract.ts';
import type { DiscoveredServer, ShownCertificate } from '../../../../../shared/ipc/setup.ts';
import type { ProfileDraft } from '../../../../../shared/setup.ts';
import { sourceOptionsOf, targetOptionsOf, type SignIn } from '../../../connector-options.ts';
import type { LoadedProfile } from '../../../profile.ts';
import { createRedactor } from '../../../redact.ts';
import type { SecretContext } from '../../../secrets.ts';
import type { Host } from '../../endpoint.ts';
import { keychainNames } from '../../secrets-of.ts';
import { sourceProfile, targetProfile } from './draft-profile.ts';

const quiet = (): void => undefined;

/** Secrets of a draft, opened by the shell for the time of a check. */
export async function secretsOf(loaded: LoadedProfile, host: Host): Promise<SecretContext> {
  const names = keychainNames(loaded.profile).filter((name) => name !== 'not-yet');
  const keychain = { 'not-yet': 'not yet', ...(names.length === 0 ? {} : await host.ask('secrets', { names })) };
  const redactor = createRedactor();
  return { folder: loaded.folder, env: process.env, platform: process.platform, keychain, remember: redactor.remember, note: quiet };
}

export function signInOf(host: Host): SignIn {
  return {
    openBrowser: async (url) => void (await host.ask('openSignInPage', { url })),
    showDeviceCode: (message) => host.emit('signIn.deviceCode', { message }),
  };
}

async function collect(rows: AsyncIterable<Finding>, operation: string, host: Host, signal: AbortSignal): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of rows) {
    if (signal.aborted) break;
    findings.push(finding);
    host.emit('operation.finding', { operation, finding });
  }
  return findings;
}

/** Tries connection, certificate, sign-in and each right of the AD account. */
export async function checkSource(source: ProfileDraft['source'], folder: string, operation: string, host: Host, signal: AbortSignal): Promise<OutputOf<'setup.checkSource'>> {
  const loaded = sourceProfile(source, folder);
  const connector = await openSource(sourceOptionsOf(loaded, await secretsOf(loaded, host), quiet));
  const stop = (): void => void connector.close();
  signal.addEventListener('abort', stop);
  try {
    const findings = await collect(connector.check(), operation, host, signal);
    const server = findings.find(({ id }) => id === 'server');
    const domain = /domain controller of (\S+), /.exec(server?.text ?? '')?.[1] ?? null;
    return { findings, domain: domain?.replaceAll(/,?DC=/gi, '.').replace(/^\./, '') ?? null };
  } finally {
    signal.removeEventListener('abort', stop);
    await connector.close();
  }
}

/** Tries sign-in and each permission of the application, and asks the tenant for its name and domains. */
export async function checkTarget(target: ProfileDraft['target'], folder: string, operation: string, host: Host, signal: AbortSignal): Promise<OutputOf<'setup.checkTarget'>> {
  const loaded = targetProfile(target, folder);
  const connector = await openTarget(targetOptionsOf(loaded, await secretsOf(loaded, host), signInOf(host), true, quiet));
  const stop = (): void => void connector.close();
  signal.addEventListener('abort', stop);
  try {
    const findings = await collect(connector.check(), operation, host, signal);
    if (findings.some(({ severity }) => severity === 'error')) return { findings, facts: null };
    const tenant = await connector.tenantFacts();
    const verified = tenant.domains.filter((domain) => domain.verified);
    return {
      findings,
      facts: { domain: null, tenantName: tenant.displayName, initialDomain: verified.find(({ initial }) => initial)?.name ?? null, verifiedDomains: verified.map(({ name }) => name) },
    };
  } finally {
    signal.removeEventListener('abort', stop);
    await connector.close();
  }
}

/** The certificate that a domain controller shows, so that a person can compare and pin it. */
export async function shownCertificate(source: ProfileDraft['source'], folder: string): Promise<ShownCertificate> {
  const { profile } = sourceProfile({ ...source, username: source.username ?? 'nobody', password: source.password ?? { keychain: 'not-yet' } }, folder);
  const url = [profile.source.url ?? []].flat()[0] ?? (await findServers({ domain: profile.source.domain ?? null, urls: [], startTls: profile.source.startTls } as never))[0];
  if (url === undefined) throw new InputProblem('source.url', 'There is no domain controller to ask.', 'Enter the name of a domain or of a domain controller.');
  const { certificate, distrust } = await certificateOf(url, { startTls: profile.source.startTls });
  return { ...certificate, distrust };
}

async function answerTime(url: string): Promise<number | null> {
  const start = performance.now();
  try {
    await certificateOf(url);
    return Math.round(performance.now() - start);
  } catch {
    return null;
  }
}

/** The domain controllers that DNS names, fastest first. */
export async function discover(domain: string): Promise<readonly DiscoveredServer[]> {
  let urls: readonly string[];
  try {
    urls = await findServers({ domain, urls: [], startTls: false } as never);
  } catch (error) {
    const { message, fix } = asProblem(error);
    throw new InputProblem('source.domain', message, fix);
  }
  const servers = await Promise.all(urls.map(async (url) => ({ url, host: new URL(url).hostname, milliseconds: await answerTime(url) })));
  return servers.toSorted((left, right) => (left.milliseconds ?? Infinity) - (right.milliseconds ?? Infinity));
}
