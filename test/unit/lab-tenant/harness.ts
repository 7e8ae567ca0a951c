import { Agent, fetch } from 'undici';
import { afterEach } from 'vitest';
import type { JsonObject, JsonValue, LabTenant, TenantOptions } from '../../../electron/lab/tenant/tenant.ts';
import { startTenant } from '../../../electron/lab/tenant/tenant.ts';
import { createLabCertificate } from '../../../electron/lab/certificate.ts';

/** Real HTTPS requests to a sample tenant, as a client without any library would send them. */
export type Reply = { readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: Readonly<Record<string, unknown>>; readonly text: string };

export type Client = {
  readonly tenant: LabTenant;
  readonly token: string;
  send(method: string, path: string, body?: JsonValue, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Reply>;
  raw(method: string, path: string, options?: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> }): Promise<Reply>;
};

const open: { tenant: LabTenant; agent: Agent }[] = [];
const certificate = createLabCertificate();

afterEach(async () => {
  for (const { tenant, agent } of open.splice(0)) {
    await agent.destroy();
    await tenant.stop();
  }
});

export async function connect(options: TenantOptions = {}): Promise<Client> {
  const tenant = await startTenant({ certificate: await certificate, ...options });
  const agent = new Agent({ connect: { ca: tenant.ca } });
  open.push({ tenant, agent });
  const request = async (url: string, method: string, body: string | undefined, headers: Readonly<Record<string, string>>): Promise<Reply> => {
    const response = await fetch(url, { method, headers, dispatcher: agent, redirect: 'manual', ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: response.status, headers: new Map(response.headers), body: parsed as Readonly<Record<string, unknown>>, text };
  };
  const form: Client['form'] = (path, fields) => request(`${tenant.authority}/${path}`, 'POST', new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  const signed = await form('oauth2/v2.0/token', { grant_type: 'client_credentials', client_id: tenant.clientId, client_secret: tenant.clientSecret, scope: 'https://graph.microsoft.com/.default' });
  const token = String(signed.body['access_token']);
  const standard = { authorization: `Bearer ${token}`, 'accept-language': 'en-US' };
  const address = (path: string): string => (path.startsWith('https:') ? path : `${tenant.graph}${path}`);
  return {
    tenant,
    token,
    form,
    get: (path, headers = {}) => request(address(path), 'GET', undefined, { ...standard, ...headers }),
    send: (method, path, body, headers = {}) =>
      request(address(path), method, body === undefined ? undefined : JSON.stringify(body), { ...standard, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }),
    raw: (method, path, options = {}) => request(address(path), method, options.body, { ...standard, ...options.headers }),
  };
}

export const advanced = { ConsistencyLevel: 'eventual' } as const;

export function newUser(name: string, more: JsonObject = {}): JsonObject {
  return { accountEnabled: true, displayName: name, mailNickname: name.replaceAll(' ', '.'), userPrincipalName: `${name.replaceAll(' ', '.')}@contoso.com`, passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' }, ...more };
}

export function newGroup(name: string, more: JsonObject = {}): JsonObject {
  return { displayName: name, mailEnabled: false, mailNickname: name.replaceAll(' ', '.'), securityEnabled: true, ...more };
}

export type GraphError = { readonly code: string; readonly message: string; readonly details?: readonly { readonly code: string; readonly target?: string }[]; readonly innerError: Readonly<Record<string, string>> };

/** Status, code and message in one value, to compare with the documented refusal. */
export function refusal(reply: Reply): readonly [number, string, string] {
  const error = reply.body['error'] as GraphError | undefined;
  return [reply.status, error?.code ?? '', error?.message ?? ''];
}

export function errorOf(reply: Reply): GraphError {
  return reply.body['error'] as GraphError;
}

export function values(reply: Reply): readonly JsonObject[] {
  return (reply.body['value'] ?? []) as readonly JsonObject[];
}

/** Creates a user or group and returns its id; throws with the tenant's words when it is refused. */
export async function created(client: Client, path: string, body: JsonObject): Promise<string> {
  const reply = await client.send('POST', path, body);
  if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.text}`);
  return String(reply.body['id']);
}

/** Follows a delta query to its delta link. */
export async function deltaRound(client: Client, start: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly items: readonly JsonObject[]; readonly link: string; readonly pages: number }> {
  const items: JsonObject[] = [];
  let next: string | undefined = start;
  let pages = 0;
  let link = '';
  while (next !== undefined) {
    const reply: Reply = await client.get(next, headers);
    if (reply.status !== 200) throw new Error(`${next}: ${reply.status} ${reply.text}`);
    items.push(...values(reply));
    pages += 1;
    next = reply.body['@odata.nextLink'] as string | undefined;
    link = String(reply.body['@odata.deltaLink'] ?? '');
  }
  return { items, link, pages };
}
