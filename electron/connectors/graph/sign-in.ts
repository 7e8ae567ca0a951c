import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, InteractionRequiredAuthError, PublicClientApplication, type AuthenticationResult, type NodeAuthOptions } from '@azure/msal-node';
import type { Dispatcher } from 'undici';
import { Problem } from '../../../shared/errors.ts';
import { connectionProblem, NetworkFailure } from './connection-problem.ts';
import type { Endpoints } from './endpoints.ts';
import { networkClient } from './network-client.ts';
import { signInProblem } from './sign-in-problem.ts';
import type { TargetAuth } from './target-options.ts';
import { backOffMs, type Timing } from './timing.ts';

/** Gives access tokens for Graph; the cache lives in memory only. */
export type SignIn = {
  /**
   * A token that still holds. `fresh` skips what is cached after a 401; `claims` is the decoded claims challenge of
   * continuous access evaluation, https://learn.microsoft.com/entra/identity-platform/claims-challenge.
   * Throws a Problem of kind `credentials` or `connection`; then no request was sent.
   */
  token(renew?: { readonly fresh: true; readonly claims: string | null }): Promise<string>;
};

export type SignInOptions = {
  readonly endpoints: Endpoints;
  readonly tenantId: string;
  readonly clientId: string;
  readonly auth: TargetAuth;
  readonly dispatcher: Dispatcher;
  readonly timing: Timing;
  /** host:port of the proxy, for messages. */
  readonly proxy: string | null;
};

type Renewal = { readonly fresh: boolean; readonly claims: string | null };
type Acquire = (renewal: Renewal) => Promise<AuthenticationResult | null>;
type Token = { readonly text: string; readonly renewAtMs: number };

const renewBeforeMs = 5 * 60_000;
/** A first sign-in tells soon that nobody answers; later, an outage of a minute must not end a run of hours. */
const firstTries = 3;
const laterTries = 8;

/** Prepares a sign-in; nothing is sent before the first token is asked for. */
export function openSignIn(options: SignInOptions): SignIn {
  const network = networkClient(options.dispatcher);
  let acquire: Acquire | null = null;
  let cached: Token | null = null;
  let pending: Promise<Token> | null = null;

  async function acquireToken(renewal: Renewal): Promise<Token> {
    for (let attempt = 0; ; attempt += 1) {
      network.takeFailure();
      try {
        acquire ??= acquirer(options, network.client);
        const result = await acquire(renewal);
        if (result === null || result.accessToken === '') throw new Problem('credentials', 'The sign-in service answered without a token.', 'Sign in again.');
        const lifeMs = (result.expiresOn?.getTime() ?? Date.now() + 2 * renewBeforeMs) - Date.now();
        return { text: result.accessToken, renewAtMs: options.timing.nowMs() + Math.max(lifeMs / 2, lifeMs - renewBeforeMs) };
      } catch (error) {
        const failure = error instanceof NetworkFailure ? error : network.takeFailure();
        if (failure === null) throw signInProblem(error, options);
        if (failure.permanent || attempt + 1 >= (cached === null ? firstTries : laterTries)) throw await connectionProblem(failure, options.proxy);
        await options.timing.sleep(backOffMs(attempt, options.timing.random()), null);
      }
    }
  }

  return {
    async token(renew) {
      if (renew === undefined && cached !== null && options.timing.nowMs() < cached.renewAtMs) return cached.text;
      pending ??= acquireToken({ fresh: renew !== undefined, claims: renew?.claims ?? null }).finally(() => {
        pending = null;
      });
      cached = await pending;
      return cached.text;
    },
  };
}

function acquirer(options: SignInOptions, client: ReturnType<typeof networkClient>['client']): Acquire {
  const { auth, endpoints } = options;
  const scopes = [endpoints.scope];
  const common: NodeAuthOptions = {
    clientId: options.clientId,
    authority: endpoints.authority,
    knownAuthorities: [...endpoints.knownAuthorities],
    clientCapabilities: ['CP1'],
  };
  const system = { networkClient: client };
  switch (auth.kind) {
    case 'clientSecret':
    case 'certificate': {
      const credential = auth.kind === 'clientSecret' ? { clientSecret: auth.secret } : { clientCertificate: clientCertificate(auth) };
      const application = new ConfidentialClientApplication({ auth: { ...common, ...credential }, system });
      return ({ fresh, claims }) => application.acquireTokenByClientCredential({ scopes, skipCache: fresh, ...(claims === null ? {} : { claims }) });
    }
    case 'interactive': {
      const application = new PublicClientApplication({ auth: common, system });
      return silentFirst(application, scopes, (claims) =>
        application.acquireTokenInteractive({ scopes, openBrowser: async (url) => auth.openBrowser(url), ...(claims === null ? {} : { claims }) }),
      );
    }
    case 'deviceCode': {
      const application = new PublicClientApplication({ auth: common, system });
      return silentFirst(application, scopes, (claims) =>
        application.acquireTokenByDeviceCode({
          scopes,
          deviceCodeCallback: ({ userCode, verificationUri, message }) => auth.show({ userCode, verificationUri, message }),
          ...(claims === null ? {} : { claims }),
        }),
      );
    }
  }
}

/** Asks a person only when the refresh token does not do. */
function silentFirst(application: PublicClientApplication, scopes: string[], ask: (claims: string | null) => Promise<AuthenticationResult | null>): Acquire {
  let account: AuthenticationResult['account'] = null;
  return async ({ fresh, claims }) => {
    if (account !== null) {
      try {
        return await application.acquireTokenSilent({ account, scopes, forceRefresh: fresh, ...(claims === null ? {} : { claims }) });
      } catch (error) {
        if (!(error instanceof InteractionRequiredAuthError)) throw error;
      }
    }
    const result = await ask(claims);
    account = result?.account ?? null;
    return result;
  };
}

type CertificateAuth = Extract<TargetAuth, { kind: 'certificate' }>;

function clientCertificate(auth: CertificateAuth): NonNullable<NodeAuthOptions['clientCertificate']> {
  const certificate = readCertificate(auth.certificatePem);
  let matches: boolean;
  try {
    matches = certificate.checkPrivateKey(createPrivateKey(auth.privateKeyPem));
  } catch {
    throw new Problem('credentials', 'The private key of the certificate sign-in cannot be read.', 'Give an unencrypted private key in PEM form (-----BEGIN PRIVATE KEY-----).');
  }
  if (!matches) throw new Problem('credentials', `The private key does not belong to the certificate ${certificate.subject.replaceAll('\n', ', ')}.`, 'Use the key that was created with this certificate.');
  return { thumbprintSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(), privateKey: auth.privateKeyPem, x5c: auth.certificatePem };
}

/** The certificate of a certificate sign-in; a Problem when it is no PEM certificate. */
export function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Problem('credentials', 'The certificate of the sign-in cannot be read.', 'Give the certificate in PEM form (-----BEGIN CERTIFICATE-----).');
  }
}
