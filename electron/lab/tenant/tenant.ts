import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonValue } from './json.ts';
import type { TenantAdmin } from './admin.ts';
import type { Faults } from './faults.ts';
import type { GraphAnswer } from './graph-service.ts';
import type { LoggedRequest } from './request-log.ts';
import type { TenantSeed } from './seed.ts';
import type { TenantSnapshot } from './snapshot.ts';
import type { Quota, Throttle } from './throttle.ts';
import type { World } from './world.ts';
import type { LabCertificate } from '../certificate.ts';
import { createLabCertificate } from '../certificate.ts';
import { createTokenIssuer } from './access-token.ts';
import { createAdmin } from './admin.ts';
import { createDirectory } from './directory.ts';
import { createExtensions } from './extensions.ts';
import { createFaults } from './faults.ts';
import { createGraphService } from './graph-service.ts';
import { nextGuid, seededRandom } from './ids.ts';
import { createRequestLog } from './request-log.ts';
import { defaultSeed, plantSeed } from './seed.ts';
import { createSignIn } from './sign-in.ts';
import { takeSnapshot } from './snapshot.ts';
import { domainsOf, newSynchronization, organizationOf } from './tenant-objects.ts';
import { createThrottle, unitsFor } from './throttle.ts';

export type { Faults, LoggedRequest, Quota, TenantAdmin, TenantSeed, TenantSnapshot };
export type { SeedContact, SeedDomain, SeedGroup, SeedUser } from './seed.ts';
export type { JsonObject, JsonValue } from './json.ts';

export type TenantOptions = {
  readonly seed?: TenantSeed;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** PEM certificates registered on the application, for client assertions. More with `registerCertificate`. */
  readonly certificates?: readonly string[];
  /** Application permissions in the token. Default: what a synchronization needs. */
  readonly permissions?: readonly string[];
  /** Delegated permissions an administrator consented to. Default: like `permissions`, and the synchronization settings. */
  readonly scopes?: readonly string[];
  /** Directory roles of the application's service principal. Default: none. */
  readonly appRoles?: readonly string[];
  /** The application's service principal owns its app registration. Default: true. */
  readonly appOwnsItself?: boolean;
  /** Default: the documented 3,000 writes per 150 s, not enforced. */
  readonly quota?: Quota;
  /** Resource units per 10 s, when the quota is enforced. Default: by the number of users. */
  readonly resourceUnits?: number;
  /** Objects on a delta page. Default 200. */
  readonly pageSize?: number;
  /** Link changes on a delta page; larger groups are told over several pages. Default: five times `pageSize`. */
  readonly linksPerPage?: number;
  /** The tenant's clock. Default: the real one. */
  readonly now?: () => Date;
  /** Seconds an access token lives. Default 3,900. */
  readonly tokenSeconds?: number;
  /** Ids, tokens and shuffling follow from this number. Default 1. */
  readonly randomSeed?: number;
  /** Two unordered writes to one object in one batch: the second gets 409. Default true. */
  readonly batchConcurrency?: boolean;
  /** Port on 127.0.0.1. Default: any free one. */
  readonly port?: number;
  /** Default: a fresh one. */
  readonly certificate?: LabCertificate;
  /** Told each request as it came over the wire, and its answer: for tests that look at bodies and tokens. */
  readonly observe?: (exchange: WireExchange) => void;
};

/** One HTTPS request of the sign-in or of Graph (a $batch is one) with its answer; `answer` is null when the connection was broken. */
export type WireExchange = { readonly method: string; readonly url: string; readonly authorization: string; readonly body: string; readonly answer: JsonValue };

export type LabTenant = {
  /** `https://127.0.0.1:PORT/TENANT` */
  readonly authority: string;
  /** `https://127.0.0.1:PORT/v1.0` */
  readonly graph: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
  readonly faults: Faults;
  /** Every Graph request so far, items of batches included. */
  requests(): readonly LoggedRequest[];
  /** State-changing requests, each item of a batch counted; `succeeded`: only those answered with 2xx. */
  writes(options?: { readonly succeeded?: boolean }): number;
  resetLog(): void;
  /** The picture of a user as it was written; null when there is none. */
  photo(id: string): Uint8Array | null;
  snapshot(): TenantSnapshot;
  readonly admin: TenantAdmin;
  /** Registers a certificate (PEM) for client assertions. */
  registerCertificate(pem: string): void;
  /** Approves a pending device code; false when there is none. */
  approveDevice(userCode: string): boolean;
  /** Access tokens issued so far. */
  tokensIssued(): number;
};

export const defaultPermissions: readonly string[] = [
  'User.ReadWrite.All', 'Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'OrgContact.Read.All', 'Domain.Read.All', 'Organization.Read.All', 'RoleManagement.Read.Directory', 'LicenseAssignment.Read.All',
];

const largestBody = 8 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const buffer = chunk as Buffer;
    size += buffer.length;
    if (size > largestBody) throw new Error('The body is too large.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}

function flatHeaders(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

function sendGraph(response: ServerResponse, answer: GraphAnswer): void {
  response.writeHead(answer.status, answer.headers);
  if (answer.body === null) response.end();
  else if (answer.headers['Content-Type'] === 'text/plain') response.end(String(answer.body['count'] ?? ''));
  else response.end(JSON.stringify(answer.body));
}

/** Starts the sample tenant: sign-in and Microsoft Graph over HTTPS on 127.0.0.1. */
export async function startTenant(options: TenantOptions = {}): Promise<LabTenant> {
  const seed = options.seed ?? defaultSeed;
  const random = seededRandom(options.randomSeed ?? 1);
  const clock = options.now ?? (() => new Date());
  const now = (): number => clock().getTime();
  const tenantId = (options.tenantId ?? nextGuid(random)).toLowerCase();
  const clientId = options.clientId ?? nextGuid(random);
  const clientSecret = options.clientSecret ?? `lab~${nextGuid(random).replaceAll('-', '')}`;
  const directory = createDirectory(now, random);
  plantSeed(directory, seed, () => nextGuid(random));
  const deltaSerial = { value: 0 };
  let tokensIssued = (): number => 0;
  const faults = createFaults(options.tokenSeconds ?? 3_900, { token: () => tokensIssued(), delta: () => deltaSerial.value, change: () => directory.sequence });
  let origin = '';
  const organization: Record<string, JsonValue> = { ...organizationOf(seed) };
  const pageSize = options.pageSize ?? 200;
  const world: World = {
    directory, photos: new Map(), domains: domainsOf(seed), extensions: createExtensions(seed.extensionProperties ?? [], now, () => faults.current.extensionDelayMs),
    application: { id: nextGuid(seededRandom(clientId.length)), appId: clientId.toLowerCase(), ownsItself: options.appOwnsItself ?? true }, organization, tenantId, faults,
    deltaPage: { objects: pageSize, links: options.linksPerPage ?? pageSize * 5 }, graph: () => `${origin}/v1.0`, now, deltaSerial, synchronization: newSynchronization(),
  };
  const permissions = options.permissions ?? defaultPermissions;
  const scopes = options.scopes ?? [...permissions, 'OnPremDirectorySynchronization.ReadWrite.All'];
  const certificates = [...(options.certificates ?? [])];
  const issuer = createTokenIssuer();
  const signIn = createSignIn({ tenantId, clientId, clientSecret, certificates: () => certificates, permissions, scopes, origin: () => origin, tenantName: String(organization['displayName']) }, directory, issuer, faults, random);
  tokensIssued = signIn.issued;
  const quota = options.quota ?? { writes: 3_000, perSeconds: 150, enforce: false };
  const throttle: Throttle = createThrottle(quota, options.resourceUnits ?? unitsFor(directory.live.user), now);
  const log = createRequestLog();
  const service = createGraphService({ world, issuer, throttle: () => throttle, log, clientId, appRoles: options.appRoles ?? [], batchConcurrency: options.batchConcurrency ?? true });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBody(request);
    const text = bytes.toString('utf8');
    const latencyMs = faults.current.latencyMs;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const url = request.url ?? '/';
    const observe = (said: JsonValue): void => options.observe?.({ method: request.method ?? 'GET', url, authorization: request.headers.authorization ?? '', body: text, answer: said });
    const version = /^\/v1\.0(?=\/)/i.exec(url);
    if (version !== null) {
      const done = service.handle({ method: request.method ?? 'GET', url: url.slice(version[0].length), headers: flatHeaders(request), text, bytes });
      observe(done === 'reset' ? null : done.body);
      if (done === 'reset') request.socket.destroy();
      else sendGraph(response, done);
      return;
    }
    const { pathname, searchParams } = new URL(url, origin);
    const [, segment = '', ...rest] = pathname.split('/');
    if (/^(beta|v\d+(\.\d+)?)$/i.test(segment)) {
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: { code: 'BadRequest', message: `Invalid version: ${segment}` } }));
      return;
    }
    const signed = signIn.handle(request.method ?? 'GET', segment, rest.join('/'), searchParams, new URLSearchParams(text));
    observe(signed.body);
    response.writeHead(signed.status, { 'Content-Type': signed.type === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(typeof signed.body === 'string' ? signed.body : JSON.stringify(signed.body));
  }

  const certificate = options.certificate ?? (await createLabCertificate());
  const server = createServer({ key: certificate.key, cert: certificate.certificate, keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A defect of the emulator, not a fault: say so loudly instead of looking like Graph.
      if (!response.headersSent) response.writeHead(599, { 'Content-Type': 'text/plain' });
      response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    authority: `${origin}/${tenantId}`,
    graph: `${origin}/v1.0`,
    ca: certificate.ca,
    tenantId,
    clientId,
    clientSecret,
    faults: faults.setters,
    requests: log.all,
    writes: log.writes,
    resetLog: log.reset,
    photo: (id) => world.photos.get(id) ?? null,
    snapshot: () => takeSnapshot(directory),
    admin: createAdmin(world, organization),
    registerCertificate: (pem) => void certificates.push(pem),
    approveDevice: signIn.approveDevice,
    tokensIssued: signIn.issued,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
