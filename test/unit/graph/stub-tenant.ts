import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { openTarget } from '../../../electron/connectors/graph/target-connector.ts';
import type { TargetOptions } from '../../../electron/connectors/graph/target-options.ts';
import type { TargetConnector } from '../../../electron/sync/ports.ts';

/** A request as a test's tenant sees it, whether it came alone or inside a $batch. */
export type StubRequest = {
  readonly method: string;
  /** Path below /v1.0 with its query, decoded. */
  readonly path: string;
  /** As sent. */
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly inBatch: boolean;
};

/** `reset`: the connection breaks instead of an answer. */
export type StubAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } | 'reset';

export type StubTenant = {
  readonly origin: string;
  readonly port: number;
  readonly ca: string;
  readonly key: string;
  readonly requests: StubRequest[];
  /** Form bodies sent to the token endpoint. */
  readonly tokenRequests: URLSearchParams[];
  /** Answers to whole $batch envelopes that come before the normal ones. */
  readonly envelopes: StubAnswer[];
  /** What the token endpoint answers instead of a token. */
  tokenError: { readonly error: string; readonly error_description: string } | null;
  tokenClaims: Readonly<Record<string, unknown>>;
  handle: (request: StubRequest) => StubAnswer | Promise<StubAnswer>;
  open(options?: Partial<TargetOptions>): Promise<TargetConnector>;
  close(): Promise<void>;
};

export const tenantId = '11111111-2222-3333-4444-555555555555';
export const clientId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
export const secret = 'correct-horse-battery-staple';
export const never = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

export function graphError(status: number, code: string, message: string, details?: unknown): Exclude<StubAnswer, 'reset'> {
  return { status, body: { error: { code, message, ...(details === undefined ? {} : { details }), innerError: { 'request-id': 'r-1' } } } };
}

/** A certificate for localhost with its key, as PEM. */
export async function selfSigned(name = 'localhost') {
  const pems = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }, { type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { certificate: pems.cert, key: pems.private };
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

/** A tenant on loopback over real TLS: sign-in for MSAL, $batch (answered in reverse order), and whatever a test handles. */
export async function startStubTenant(): Promise<StubTenant> {
  const { certificate, key } = await selfSigned();
  const server: Server = createServer({ cert: certificate, key }, (request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `https://localhost:${port}`;
  const connectors: TargetConnector[] = [];
  let tokens = 0;

  const tenant: StubTenant = {
    origin,
    port,
    ca: certificate,
    key,
    requests: [],
    tokenRequests: [],
    envelopes: [],
    tokenError: null,
    tokenClaims: { tid: tenantId, roles: [] },
    handle: () => graphError(404, 'Request_ResourceNotFound', 'nothing here'),
    async open(options = {}) {
      const connector = await openTarget({
        cloud: { authority: `${origin}/${tenantId}`, graph: `${origin}/v1.0`, ca: certificate },
        tenantId,
        clientId,
        auth: { kind: 'clientSecret', secret },
        proxy: null,
        quota: { writes: 3000, perSeconds: 150 },
        readOnly: false,
        log: () => undefined,
        ...options,
      });
      connectors.push(connector);
      return connector;
    },
    async close() {
      await Promise.all(connectors.map((connector) => connector.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', origin);
    const send = (status: number, content: unknown, headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(content === undefined || status === 204 ? undefined : JSON.stringify(content));
    };
    if (url.pathname.endsWith('/.well-known/openid-configuration')) {
      const base = `${origin}/${tenantId}`;
      return send(200, { token_endpoint: `${base}/oauth2/v2.0/token`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, issuer: `${base}/v2.0`, jwks_uri: `${base}/keys` });
    }
    if (url.pathname.endsWith('/oauth2/v2.0/token')) return token(new URLSearchParams(body), send);
    if (url.pathname.endsWith('/oauth2/v2.0/devicecode')) {
      return send(200, { device_code: 'd', user_code: 'ABC-123', verification_uri: `${origin}/device`, expires_in: 60, interval: 1, message: 'enter ABC-123' });
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const path = url.pathname.replace(/^\/v1\.0/, '') + url.search;
    if (path !== '/$batch') {
      const answer = await one({ method: request.method ?? '', path: decodeURIComponent(path), rawPath: path, headers, body: body === '' ? null : JSON.parse(body), inBatch: false });
      if (answer === 'reset') return void request.socket.destroy();
      return send(answer.status, answer.body, answer.headers);
    }
    const envelope = tenant.envelopes.shift();
    if (envelope === 'reset') return void request.socket.destroy();
    if (envelope !== undefined) return send(envelope.status, envelope.body, envelope.headers);
    type Item = { id: string; method: string; url: string; headers?: Record<string, string>; body?: unknown };
    const { requests } = JSON.parse(body) as { requests: Item[] };
    const answers = await Promise.all(
      requests.map(async (item) => {
        const itemHeaders = Object.fromEntries(Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
        const answer = await one({ method: item.method, path: decodeURIComponent(item.url), rawPath: item.url, headers: itemHeaders, body: item.body ?? null, inBatch: true });
        return answer === 'reset' ? null : { id: item.id, status: answer.status, headers: answer.headers ?? {}, body: answer.body ?? null };
      }),
    );
    send(200, { responses: answers.filter((answer) => answer !== null).reverse() });
  }

  function one(request: StubRequest): StubAnswer | Promise<StubAnswer> {
    tenant.requests.push(request);
    return tenant.handle(request);
  }

  function token(form: URLSearchParams, send: (status: number, content: unknown) => void): void {
    tenant.tokenRequests.push(form);
    if (tenant.tokenError !== null) return send(401, tenant.tokenError);
    tokens += 1;
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const access = `${encode({ alg: 'none' })}.${encode({ ...tenant.tokenClaims, jti: tokens })}.signature`;
    send(200, { token_type: 'Bearer', expires_in: 3599, access_token: access });
  }

  return tenant;
}

/** The running number of the token a request carries. */
export function tokenNumber(request: StubRequest): number {
  const payload = (request.headers['authorization'] ?? '').split('.')[1] ?? '';
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: number }).jti;
}
