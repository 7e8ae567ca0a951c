import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import type { WireExchange } from '../../../electron/lab/tenant/tenant.ts';
import { startCli, type Ended } from '../../support/cli-process.ts';
import { smallCompany } from '../../support/small-company.ts';
import { filesBelow, leaks, spellingsOf, type Place } from './spellings.ts';

/** Invariant I8: no secret in the store, logs, plans, history, exported profile, output, error texts or process arguments. */

const adPassword = 'Ädmin p@ss/"w\\örd"&+%41?=Zx9';
const clientSecret = 'lab~S3cr.t/&="+x y\\z-0123456789';
const wrongSecret = 'wrong~Secr3t+of/the&day=88';
const wrongPassword = 'Wr0ng "Pässword"/&+%42';
const proxyPassword = 'pr0xyPassw0rd77';

let lab: Lab;
let folder: string;
let privateKey = '';
const wire: WireExchange[] = [];
const outputs: Place[] = [];
let onWrite: (() => void) | null = null;

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** Every value of that key, however deep. */
function valuesOf(value: Json | undefined, key: string): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each) => valuesOf(each, key));
  return Object.entries(value as { readonly [key: string]: Json }).flatMap(([name, each]) => (name === key ? [each] : valuesOf(each, key)));
}

function bodyOf(exchange: WireExchange): Json {
  return exchange.body.startsWith('{') ? (JSON.parse(exchange.body) as Json) : null;
}

/** Sign-in name and password of every user that was to be created. A request that is sent again carries the same one. */
function creations(value: Json | undefined): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(creations);
  const { userPrincipalName, passwordProfile, ...rest } = value as { readonly [key: string]: Json };
  const own = typeof userPrincipalName === 'string' && passwordProfile !== undefined ? [[userPrincipalName, String(valuesOf(passwordProfile, 'password')[0])] as const] : [];
  return [...own, ...Object.values(rest).flatMap(creations)];
}

const passwords = (): readonly string[] => wire.flatMap((exchange) => valuesOf(valuesOf(bodyOf(exchange), 'passwordProfile') as Json, 'password')).map(String);
const tokens = (): readonly string[] => wire.flatMap((exchange) => ['access_token', 'refresh_token', 'id_token'].flatMap((key) => valuesOf(exchange.answer as Json, key))).map(String);
const assertions = (): readonly string[] => wire.flatMap((exchange) => new URLSearchParams(exchange.body.startsWith('{') ? '' : exchange.body).getAll('client_assertion'));

/** Name → secret, everything that went over the wire included; signatures of tokens count alone too. */
function secrets(): ReadonlyMap<string, string> {
  const named = new Map<string, string>([['AD password', adPassword], ['client secret', clientSecret], ['wrong secret', wrongSecret], ['wrong password', wrongPassword]]);
  for (const [index, password] of passwords().entries()) named.set(`initial password ${index}`, password);
  for (const [index, token] of [...tokens(), ...assertions()].entries()) {
    named.set(`token ${index}`, token);
    const signature = token.split('.')[2];
    if (signature !== undefined && signature.length > 20) named.set(`signature ${index}`, signature);
  }
  for (const [index, line] of privateKey.split('\n').entries()) if (line.length > 40 && !line.startsWith('-')) named.set(`private key line ${index}`, line.trim());
  return named;
}

/** The arguments of a process as anybody on the machine can read them, while it runs. */
async function watchArguments(pid: number | undefined, isOver: () => boolean): Promise<string> {
  let seen = '';
  while (pid !== undefined && !isOver()) {
    try {
      const now = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/comm`, 'utf8');
      if (!seen.includes(now)) seen += now;
    } catch {
      // Over, or a system without /proc.
    }
    await sleep(20);
  }
  return seen;
}

async function causeway(profile: string, words: readonly string[], env: Readonly<Record<string, string>> = {}, killAfterMs: number | null = null): Promise<Ended> {
  const { child, ended } = startCli([...words, '--profile', join(folder, profile), '--data-dir', join(folder, 'data')], { ...lab.env, ...env });
  let over = false;
  const seen = watchArguments(child.pid, () => over);
  if (killAfterMs !== null) {
    const before = lab.tenant.writes();
    while (lab.tenant.writes() - before < 5 && child.exitCode === null) await sleep(1);
    await sleep(killAfterMs);
    child.kill('SIGKILL');
  }
  const result = await ended;
  over = true;
  outputs.push({ name: `stdout of ${words.join(' ')}`, bytes: Buffer.from(result.stdout) }, { name: `stderr of ${words.join(' ')}`, bytes: Buffer.from(result.stderr) }, { name: `arguments of ${words.join(' ')}`, bytes: Buffer.from(await seen) });
  // Also what is only there while nothing was closed yet, or right after a kill: the WAL.
  outputs.push(...filesBelow(join(folder, 'data')).filter((file) => file.name.endsWith('-wal')).map((file) => ({ ...file, name: `${file.name} after ${words.join(' ')}` })));
  return result;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-i8-'));
  lab = await startLab({
    company: smallCompany(40),
    directory: { seed: 'secrets', password: adPassword },
    tenant: {
      clientSecret,
      observe: (exchange) => {
        wire.push(exchange);
        if (exchange.method === 'POST' && exchange.url.endsWith('/$batch') && exchange.body.includes('"PATCH"')) onWrite?.();
      },
    },
  });
  await lab.writeProfile(folder);
  const certificate = await generate([{ name: 'commonName', value: 'causeway' }], { keySize: 2048, algorithm: 'sha256' });
  privateKey = certificate.private;
  lab.tenant.registerCertificate(certificate.cert);
  await writeFile(join(folder, 'app.pem'), certificate.cert);
  await writeFile(join(folder, 'app.key'), privateKey, { mode: 0o600 });
  await chmod(join(folder, 'app.key'), 0o600);
  const base = lab.profile();
  await writeFile(join(folder, 'certificate.json'), JSON.stringify({ ...base, target: { ...base.target, auth: { kind: 'certificate', certificateFile: 'app.pem', privateKey: { file: 'app.key' } } } }));
  await writeFile(join(folder, 'proxy.json'), JSON.stringify({ ...base, proxy: `http://proxy-user:${proxyPassword}@127.0.0.1:9` }));
});

afterAll(async () => {
  await lab?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the search for leaks', () => {
  test('finds a secret in each spelling, and inside what is encoded as a whole', () => {
    const named = new Map([['it', clientSecret]]);
    const hidden = [
      `x${clientSecret}y`, JSON.stringify({ deep: JSON.stringify({ clientSecret }) }), `client_secret=${encodeURIComponent(clientSecret)}&x`, new URLSearchParams({ clientSecret }).toString(),
      ...['', 'a', 'ab', 'user:'].map((prefix) => Buffer.from(`${prefix}${clientSecret}!`).toString('base64')), Buffer.from(`u:${clientSecret}`).toString('base64url'), Buffer.from(clientSecret).toString('hex'),
    ];
    expect(hidden.map((text) => leaks(named, [{ name: 'here', bytes: Buffer.from(text) }]))).toEqual(hidden.map(() => ['it in here']));
    expect(leaks(named, [{ name: 'here', bytes: Buffer.from(clientSecret, 'utf16le') }])).toEqual(['it in here']);
    expect(leaks(named, [{ name: 'here', bytes: Buffer.from(clientSecret.slice(1)) }])).toEqual([]);
    expect([...spellingsOf(clientSecret)].every((spelling) => spelling.length > 12)).toBe(true);
  });
});

describe('whatever is done with the command line', () => {
  test('checks, previews, runs, kills, failures and expired tokens happen as meant', async () => {
    expect((await causeway('profile.json', ['check', '--json'])).code).toBe(0);
    expect((await causeway('profile.json', ['preview', '--json'])).code).toBe(0);
    const killed = await causeway('profile.json', ['sync'], {}, 1);
    expect(killed.signal).toBe('SIGKILL');
    // Every token issued so far stops working between two batches of writes.
    let expired = 0;
    onWrite = () => {
      onWrite = null;
      expired += 1;
      lab.tenant.faults.expireTokens();
    };
    const issued = lab.tenant.tokensIssued();
    expect((await causeway('profile.json', ['sync', '--json'])).code).toBe(0);
    expect({ expired, renewed: lab.tenant.tokensIssued() - issued }).toEqual({ expired: 1, renewed: 2 });
    expect((await causeway('certificate.json', ['sync', '--full'])).code).toBe(0);

    const refused = await causeway('profile.json', ['sync', '--json'], { CAUSEWAY_CLIENT_SECRET: wrongSecret });
    expect({ code: refused.code, text: refused.stdout.includes('secret') }).toEqual({ code: 1, text: true });
    expect((await causeway('profile.json', ['sync'], { CAUSEWAY_AD_PASSWORD: wrongPassword })).code).toBe(1);
    expect((await causeway('profile.json', ['check'], { CAUSEWAY_AD_PASSWORD: wrongPassword, CAUSEWAY_CLIENT_SECRET: wrongSecret })).code).toBe(1);

    lab.tenant.admin.createUser({ userPrincipalName: 'taken@contoso.com', displayName: 'Somebody Else', mailNickname: 'taken', onPremisesImmutableId: 'AAAAAAAAAAAAAAAAAAAAAA==' });
    lab.directory.modify('CN=Person 1,OU=Small,DC=corp,DC=contoso,DC=test', { userPrincipalName: 'taken@contoso.com' });
    lab.directory.add('CN=Later,OU=Small,DC=corp,DC=contoso,DC=test', { objectClass: 'user', sAMAccountName: 'later', userPrincipalName: 'later@contoso.com', displayName: 'Later' });
    lab.tenant.faults.resetAfter(1);
    expect((await causeway('profile.json', ['sync', '--json'])).code).toBe(3);
    for (const words of [['explain', 'person2@contoso.com', '--json'], ['conflicts', 'list', '--json'], ['status', '--json'], ['runs', '--json'], ['health'], ['profile', 'export'], ['profile', 'validate']]) {
      expect((await causeway('profile.json', words)).stdout).toMatch(/\S/);
    }
    const exported = await causeway('proxy.json', ['profile', 'export']);
    expect(exported.stdout).toContain('"env": "CAUSEWAY_AD_PASSWORD"');
    expect(exported.stdout).toContain('proxy-user@');
    expect(`${exported.stdout}${exported.stderr}`).not.toContain(proxyPassword);
  }, 120_000);

  test('the secrets were really in use: passwords differ and are strong, tokens of every kind were issued', () => {
    const created = passwords();
    expect(created.length).toBeGreaterThan(30);
    const nameOf = new Map(wire.flatMap((exchange) => creations(bodyOf(exchange)).map(([name, password]) => [password, name] as const)));
    expect(new Set(created)).toEqual(new Set(nameOf.keys()));
    // No two people ever have the same one.
    for (const [name, password] of wire.flatMap((exchange) => creations(bodyOf(exchange)))) expect(nameOf.get(password)).toBe(name);
    for (const password of created) expect(password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9]).{32}$/);
    expect(tokens().length).toBeGreaterThan(6);
    expect(assertions().length).toBeGreaterThan(0);
    expect(wire.some((exchange) => exchange.body.includes(encodeURIComponent(wrongSecret)))).toBe(true);
    expect([...secrets().keys()].filter((name) => name.startsWith('private key')).length).toBeGreaterThan(20);
  });

  test('no secret is in the data folder, in any output, or in the arguments of a process', () => {
    const data = filesBelow(join(folder, 'data'));
    expect(data.map((file) => file.name).sort()).toEqual(expect.arrayContaining([join(folder, 'data', 'causeway.db'), join(folder, 'data', 'logs', 'causeway.log')]));
    expect(outputs.some((place) => place.name.includes('-wal after sync'))).toBe(true);
    if (process.platform === 'linux') expect(outputs.find((place) => place.name === 'arguments of check --json')?.bytes.toString()).toContain('check');
    expect(leaks(secrets(), [...data, ...outputs])).toEqual([]);
  });

  test('the data folder can be read by its owner only', async () => {
    if (process.platform === 'win32') return;
    for (const path of ['data', 'data/causeway.db', 'data/logs/causeway.log']) expect(((await stat(join(folder, path))).mode & 0o077).toString(8)).toBe('0');
  });
});
