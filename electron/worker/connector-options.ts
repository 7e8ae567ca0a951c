import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { sourcesOf, type Profile, type SourceEntry } from '../../shared/profile.ts';
import type { Log } from '../sync/ports.ts';
import { joinAttributes } from '../sync/join/join-keys.ts';
import { extensionsOf } from '../sync/flow/extensions.ts';
import { extraAttributesOf } from '../sync/rules/extra-attributes.ts';
import type { SourceOptions } from '../connectors/ldap/source-options.ts';
import type { TargetOptions } from '../connectors/graph/target-options.ts';
import type { LoadedProfile } from './profile.ts';
import { proxyOf } from './proxy.ts';
import { resolveSecret, type SecretContext } from './secrets.ts';

/** How a person signs in, for the auth kinds that need one. */
export type SignIn = {
  /** Shows the address in a browser. */
  readonly openBrowser: (url: string) => Promise<void>;
  /** Shows the device code and where to type it. */
  readonly showDeviceCode: (message: string) => void;
};

const photoPageSize = 100;

function pemFile(name: string, where: string, folder: string): string {
  const path = resolve(folder, name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem('usage', `${where}: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, 'Correct the path; relative names start at the folder of the profile.', { cause: error });
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Problem('usage', `${where}: ${path} holds no PEM certificate.`, 'Export the certificate as Base64 (PEM): it begins with -----BEGIN CERTIFICATE-----.');
  return text;
}

function optionalPem(name: string | null | undefined, where: string, folder: string): string | null {
  return name === undefined || name === null ? null : pemFile(name, where, folder);
}

/** What the LDAP connector needs, from a profile; `entry` is one of its sources, the first when left out. Reads the password and certificate files now. */
export function sourceOptionsOf(loaded: LoadedProfile, secrets: SecretContext, log: Log, entry?: SourceEntry): SourceOptions {
  const entries = sourcesOf(loaded.profile);
  const { source, where, title } = entry ?? entries[0] ?? { source: loaded.profile.source, where: 'source', title: '' };
  const secretAt = entries.length === 1 ? `${where}.password` : `The password of ${title} (${where}.password)`;
  return {
    urls: source.url === undefined ? [] : [source.url].flat(),
    domain: source.domain ?? null,
    username: source.username,
    password: resolveSecret(source.password, secretAt, secrets),
    startTls: source.startTls,
    allowPlainText: source.allowPlainText,
    tls: { ca: optionalPem(source.tls.caFile, `${where}.tls.caFile`, loaded.folder), pin: source.tls.pin ?? null },
    baseDn: source.baseDn ?? null,
    // A page of a thousand pictures would be a hundred megabytes (decision 0005).
    pageSize: loaded.profile.rules.photos ? Math.min(source.pageSize, photoPageSize) : source.pageSize,
    delta: source.delta,
    extraAttributes: extraAttributesOf(loaded.profile.rules, joinAttributes(loaded.profile.join)),
    log,
  };
}

/** What the Graph connector needs, from a profile. `readOnly` makes its transport refuse every write. */
export function targetOptionsOf(loaded: LoadedProfile, secrets: SecretContext, signIn: SignIn, readOnly: boolean, log: Log): TargetOptions {
  const { profile, folder } = loaded;
  const { target } = profile;
  const proxy = proxyOf(profile);
  return {
    cloud: typeof target.cloud === 'string' ? target.cloud : { authority: target.cloud.authority, graph: target.cloud.graph, ca: optionalPem(target.cloud.caFile, 'target.cloud.caFile', folder) },
    tenantId: target.tenantId,
    clientId: target.clientId,
    auth: authOf(target.auth, folder, secrets, signIn),
    proxy: proxy === null ? null : { url: proxy.url, ca: optionalPem(proxy.caFile, 'proxy.caFile', folder) },
    quota: target.quota,
    readOnly,
    extensions: extensionsOf(profile.rules),
    log,
  };
}

function authOf(auth: Profile['target']['auth'], folder: string, secrets: SecretContext, signIn: SignIn): TargetOptions['auth'] {
  switch (auth.kind) {
    case 'clientSecret':
      return { kind: 'clientSecret', secret: resolveSecret(auth.secret, 'target.auth.secret', secrets) };
    case 'certificate':
      return {
        kind: 'certificate',
        certificatePem: pemFile(auth.certificateFile, 'target.auth.certificateFile', folder),
        privateKeyPem: resolveSecret(auth.privateKey, 'target.auth.privateKey', secrets),
      };
    case 'interactive':
      return { kind: 'interactive', openBrowser: signIn.openBrowser };
    case 'deviceCode':
      return { kind: 'deviceCode', show: (code) => signIn.showDeviceCode(code.message) };
  }
}
