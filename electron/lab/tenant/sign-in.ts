import { createHash } from 'node:crypto';
import type { Directory, Entity } from './directory.ts';
import type { FaultState } from './faults.ts';
import type { JsonObject } from './json.ts';
import type { Random } from './ids.ts';
import type { TokenIssuer } from './access-token.ts';
import { decodedPart, isSignedBy } from './access-token.ts';
import { rolesOf } from './directory.ts';
import { nextGuid } from './ids.ts';
import { isText, textOf } from './json.ts';
import { roleTemplateId } from './roles.ts';

/**
 * The security token service: client credentials (secret, certificate), authorization code with PKCE, device code and
 * refresh tokens. learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and its neighbours;
 * errors as in learn.microsoft.com/entra/identity-platform/reference-error-codes.
 */
export type SignInOptions = {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificates: () => readonly string[];
  /** Application roles granted to the client, and scopes an administrator consented to. */
  readonly permissions: readonly string[];
  readonly scopes: readonly string[];
  readonly origin: () => string;
  readonly tenantName: string;
};

export type SignInAnswer = { readonly status: number; readonly body: JsonObject | string; readonly type: 'json' | 'html' };

export type SignIn = {
  /** `segment` is the tenant in the path, `path` what follows it. */
  handle(method: string, segment: string, path: string, query: URLSearchParams, form: URLSearchParams): SignInAnswer;
  /** Approves a pending device code, as the person at the browser does. */
  approveDevice(userCode: string): boolean;
  /** Number of access tokens issued. */
  issued(): number;
};

type Pending = { readonly clientId: string; readonly redirectUri: string; readonly challenge: string; readonly nonce: string | null; readonly scope: string; used: boolean };
type Device = { readonly userCode: string; readonly scope: string; readonly expiresAt: number; approved: boolean };

const graphResources = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'];
const codeSeconds = 900;

export function createSignIn(options: SignInOptions, directory: Directory, issuer: TokenIssuer, faults: FaultState, random: Random): SignIn {
  const codes = new Map<string, Pending>();
  const devices = new Map<string, Device>();
  const refreshTokens = new Set<string>();
  let serial = 0;

  function refusal(status: number, error: string, code: number, text: string): SignInAnswer {
    const [trace, correlation] = [nextGuid(random), nextGuid(random)];
    const timestamp = `${new Date(directory.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    const description = `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
    return { status, type: 'json', body: { error, error_description: description, error_codes: [code], timestamp, trace_id: trace, correlation_id: correlation, error_uri: `${options.origin()}/error?code=${code}` } };
  }

  function issuerUrl(): string {
    return `${options.origin()}/${options.tenantId}/v2.0`;
  }

  /** The signed-in person: the first Global Administrator, else the first holder of any role. */
  function administrator(): Entity | undefined {
    const roles = [...directory.roles.values()].sort((left, right) => Number(right.name === 'Global Administrator') - Number(left.name === 'Global Administrator'));
    const ids = roles.flatMap((role) => [...role.members]);
    return ids.map((id) => directory.entities.get(id)).find((entity) => entity?.kind === 'user' && entity.deletedAt === null);
  }

  function accessToken(claims: JsonObject): { readonly token: string; readonly seconds: number } {
    serial += 1;
    const now = Math.floor(directory.now() / 1000);
    const seconds = faults.current.tokenSeconds;
    const token = issuer.sign({ aud: 'https://graph.microsoft.com', iss: `https://sts.windows.net/${options.tenantId}/`, iat: now, nbf: now, exp: now + seconds, appid: options.clientId, tid: options.tenantId, ver: '1.0', uti: String(serial), ...claims });
    return { token, seconds };
  }

  function forApplication(): SignInAnswer {
    const oid = '5e7a1c0e-0000-4000-8000-000000000001';
    const { token, seconds } = accessToken({ idtyp: 'app', oid, sub: oid, roles: options.permissions, app_displayname: 'Causeway' });
    return { status: 200, type: 'json', body: { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: token } };
  }

  function forPerson(scope: string, nonce: string | null): SignInAnswer {
    const person = administrator();
    if (person === undefined) return refusal(400, 'invalid_grant', 50034, 'The user account does not exist in the tenant.');
    const name = textOf(person.properties['userPrincipalName']) ?? '';
    const wids = rolesOf(directory, person.id).flatMap((role) => roleTemplateId(role) ?? []);
    const { token, seconds } = accessToken({ idtyp: 'user', oid: person.id, sub: person.id, scp: options.scopes.join(' '), upn: name, unique_name: name, wids });
    const now = Math.floor(directory.now() / 1000);
    const idToken = issuer.sign({ aud: options.clientId, iss: issuerUrl(), iat: now, nbf: now, exp: now + seconds, oid: person.id, sub: person.id, tid: options.tenantId, preferred_username: name, name: textOf(person.properties['displayName']) ?? name, ver: '2.0', ...(nonce === null ? {} : { nonce }) });
    const refresh = `0.${nextGuid(random)}`;
    refreshTokens.add(refresh);
    const clientInfo = Buffer.from(JSON.stringify({ uid: person.id, utid: options.tenantId })).toString('base64url');
    return { status: 200, type: 'json', body: { token_type: 'Bearer', scope, expires_in: seconds, ext_expires_in: seconds, access_token: token, id_token: idToken, refresh_token: refresh, client_info: clientInfo } };
  }

  function unknownClient(id: string | null): SignInAnswer {
    return refusal(400, 'unauthorized_client', 700016, `Application with identifier '${id ?? ''}' was not found in the directory '${options.tenantName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`);
  }

  function checkAssertion(assertion: string): SignInAnswer | null {
    const claims = decodedPart(assertion.split('.')[1]);
    const audiences = [`${options.origin()}/${options.tenantId}/oauth2/v2.0/token`, issuerUrl()];
    if (!options.certificates().some((certificate) => isSignedBy(assertion, certificate))) return refusal(401, 'invalid_client', 700027, 'The certificate with identifier used to sign the client assertion is not registered on application. Client assertion failed signature validation.');
    if (claims?.['iss'] !== options.clientId || claims['sub'] !== options.clientId) return refusal(401, 'invalid_client', 700021, 'Client assertion application identifier does not match client_id parameter.');
    if (!isText(claims['aud']) || !audiences.includes(claims['aud'])) return refusal(401, 'invalid_client', 700023, `Client assertion audience claim does not match Realm issuer.`);
    const now = directory.now() / 1000;
    if (typeof claims['exp'] !== 'number' || claims['exp'] < now - 300 || (typeof claims['nbf'] === 'number' && claims['nbf'] > now + 300)) return refusal(401, 'invalid_client', 700024, 'Client assertion is not within its valid time range.');
    return null;
  }

  function clientCredentials(form: URLSearchParams): SignInAnswer {
    const secret = form.get('client_secret');
    const assertion = form.get('client_assertion');
    if (secret === null && assertion === null) return refusal(401, 'invalid_client', 7000216, "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.");
    if (secret !== null) {
      if (faults.current.signIn === 'secretExpired') return refusal(401, 'invalid_client', 7000222, `The provided client secret keys for app '${options.clientId}' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.`);
      if (secret !== options.clientSecret) return refusal(401, 'invalid_client', 7000215, `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${options.clientId}'.`);
    } else {
      const problem = checkAssertion(assertion ?? '');
      if (problem !== null) return problem;
    }
    const scope = form.get('scope') ?? '';
    if (!scope.endsWith('/.default') || scope.includes(' ')) return refusal(400, 'invalid_scope', 1002012, `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`);
    const resource = scope.slice(0, -'/.default'.length);
    if (resource !== options.origin() && !graphResources.includes(resource)) return refusal(400, 'invalid_resource', 500011, `The resource principal named ${resource} was not found in the tenant named ${options.tenantName}.`);
    return forApplication();
  }

  function redeemCode(form: URLSearchParams): SignInAnswer {
    const pending = codes.get(form.get('code') ?? '');
    if (pending === undefined) return refusal(400, 'invalid_grant', 70008, 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.');
    if (pending.used) return refusal(400, 'invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.');
    if (form.get('redirect_uri') !== pending.redirectUri) return refusal(400, 'invalid_client', 500112, 'The reply address does not match the reply address provided when requesting Authorization code.');
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (verifier !== pending.challenge) return refusal(400, 'invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');
    pending.used = true;
    return forPerson(pending.scope, pending.nonce);
  }

  function redeemDevice(form: URLSearchParams): SignInAnswer {
    const device = devices.get(form.get('device_code') ?? '');
    if (device === undefined) return refusal(400, 'invalid_grant', 70000, 'The provided device code is malformed or has been redeemed.');
    if (device.expiresAt < directory.now()) return refusal(400, 'expired_token', 70020, "The provided value for the input parameter 'device_code' is not valid. This device code has expired.");
    if (!device.approved) return refusal(400, 'authorization_pending', 70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.');
    devices.delete(form.get('device_code') ?? '');
    return forPerson(device.scope, null);
  }

  function token(form: URLSearchParams): SignInAnswer {
    if (form.get('client_id') !== options.clientId || faults.current.signIn === 'appMissing') return unknownClient(form.get('client_id'));
    switch (form.get('grant_type')) {
      case 'client_credentials':
        return clientCredentials(form);
      case 'authorization_code':
        return redeemCode(form);
      case 'device_code':
      case 'urn:ietf:params:oauth:grant-type:device_code':
        return redeemDevice(form);
      case 'refresh_token':
        if (!refreshTokens.delete(form.get('refresh_token') ?? '')) return refusal(400, 'invalid_grant', 70008, 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.');
        return forPerson(form.get('scope') ?? '', null);
      default:
        return refusal(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${form.get('grant_type') ?? ''}'.`);
    }
  }

  function authorize(query: URLSearchParams): SignInAnswer {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== options.clientId) return unknownClient(query.get('client_id'));
    if (!/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(redirectUri)) return refusal(400, 'invalid_request', 50011, `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${options.clientId}'.`);
    const challenge = query.get('code_challenge');
    if (challenge === null || query.get('code_challenge_method') !== 'S256') return refusal(400, 'invalid_request', 9002325, 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.');
    const code = `1.${nextGuid(random)}`;
    codes.set(code, { clientId: options.clientId, redirectUri, challenge, nonce: query.get('nonce'), scope: query.get('scope') ?? '', used: false });
    const fields = { code, state: query.get('state') ?? '', client_info: Buffer.from(JSON.stringify({ uid: administrator()?.id ?? '', utid: options.tenantId })).toString('base64url'), session_state: nextGuid(random) };
    const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`).join('');
    return { status: 200, type: 'html', body: `<!doctype html><html><head><title>Working...</title></head><body><form method="POST" name="hiddenform" action="${escaped(redirectUri)}">${inputs}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit();</script></body></html>` };
  }

  function deviceCode(form: URLSearchParams): SignInAnswer {
    if (form.get('client_id') !== options.clientId) return unknownClient(form.get('client_id'));
    const userCode = nextGuid(random).replaceAll('-', '').slice(0, 9).toUpperCase();
    const code = nextGuid(random);
    devices.set(code, { userCode, scope: form.get('scope') ?? '', expiresAt: directory.now() + codeSeconds * 1000, approved: false });
    const uri = `${options.origin()}/devicelogin`;
    return { status: 200, type: 'json', body: { user_code: userCode, device_code: code, verification_uri: uri, expires_in: codeSeconds, interval: 1, message: `To sign in, use a web browser to open the page ${uri} and enter the code ${userCode} to authenticate.` } };
  }

  function metadata(): JsonObject {
    const base = `${options.origin()}/${options.tenantId}`;
    return {
      token_endpoint: `${base}/oauth2/v2.0/token`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`, end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`, issuer: issuerUrl(), token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'], response_modes_supported: ['query', 'fragment', 'form_post'],
      response_types_supported: ['code', 'id_token', 'code id_token'], scopes_supported: ['openid', 'profile', 'email', 'offline_access'], subject_types_supported: ['pairwise'], id_token_signing_alg_values_supported: ['RS256'],
      tenant_region_scope: 'EU', cloud_instance_name: 'microsoftonline.com', msgraph_host: new URL(options.origin()).host,
    };
  }

  return {
    issued: () => serial,
    approveDevice(userCode) {
      const device = [...devices.values()].find((candidate) => candidate.userCode === userCode);
      if (device === undefined) return false;
      device.approved = true;
      return true;
    },
    handle(method, segment, path, query, form) {
      if (faults.current.signIn === 'unavailable') return refusal(503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.');
      const isTenant = segment.toLowerCase() === options.tenantId || segment.toLowerCase() === 'organizations' || segment.toLowerCase() === 'common';
      if (!isTenant) return refusal(400, 'invalid_tenant', 90002, `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`);
      switch (`${method} ${path.toLowerCase()}`) {
        case 'GET v2.0/.well-known/openid-configuration':
          return { status: 200, type: 'json', body: metadata() };
        case 'GET discovery/v2.0/keys':
          return { status: 200, type: 'json', body: { keys: [issuer.key] } };
        case 'POST oauth2/v2.0/token':
          return token(form);
        case 'GET oauth2/v2.0/authorize':
          return authorize(query);
        case 'POST oauth2/v2.0/devicecode':
          return deviceCode(form);
        default:
          return { status: 404, type: 'json', body: { error: 'not_found', error_description: 'No such endpoint.' } };
      }
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
