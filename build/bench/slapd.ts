import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { createLabCertificate } from '../../electron/lab/certificate.ts';
import { generateForest, type ForestSize } from '../../electron/lab/company/generate.ts';
import { slapdSchema, toLdif } from '../../electron/lab/company/ldif.ts';
import { forestBase } from './forest.ts';

/** A running OpenLDAP server with a generated forest in it. */
export type Slapd = {
  /** `ldaps://127.0.0.1:PORT` */
  readonly url: string;
  readonly base: string;
  readonly username: string;
  readonly password: string;
  /** PEM file of the authority that signed its certificate. */
  readonly caFile: string;
  stop(): Promise<void>;
};

const schemas = ['core', 'cosine', 'inetorgperson', 'nis', 'msuser'];
const packages = ['slapd', 'ldap-utils'];
const policyFile = '/usr/sbin/policy-rc.d';
const server = '/usr/sbin/slapd';
const startTimeoutMs = 20_000;

function run(command: string, args: readonly string[], what: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (status !== 0) throw new Error(`${what} failed: ${error?.message ?? stderr.trim()}`);
}

/** Installs slapd and ldapsearch where they are missing and this is root on Debian; starts no system daemon. */
export function prepareSlapd(): void {
  if (existsSync(server) && existsSync('/usr/bin/ldapsearch') && schemas.every((name) => existsSync(`/etc/ldap/schema/${name}.schema`))) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(`The benchmark needs OpenLDAP: sudo apt-get install --no-install-recommends ${packages.join(' ')}`);
  const ownPolicy = existsSync(policyFile);
  if (!ownPolicy) writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', 'update'], 'apt-get update');
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '--no-install-recommends', ...packages], `Installing ${packages.join(' ')}`);
  } finally {
    if (!ownPolicy) rmSync(policyFile, { force: true });
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  listener.close();
  await once(listener, 'close');
  return port;
}

async function writeConfiguration(folder: string, password: string): Promise<{ readonly file: string; readonly caFile: string; readonly username: string }> {
  const { ca, certificate, key } = await createLabCertificate();
  const path = (name: string): string => join(folder, name);
  mkdirSync(path('data'), { recursive: true });
  writeFileSync(path('ca.pem'), ca);
  writeFileSync(path('certificate.pem'), certificate);
  writeFileSync(path('key.pem'), key, { mode: 0o600 });
  writeFileSync(path('causeway.schema'), slapdSchema);
  const username = `cn=admin,${forestBase}`;
  const lines = [
    ...schemas.map((name) => `include /etc/ldap/schema/${name}.schema`),
    `include ${path('causeway.schema')}`,
    `pidfile ${path('slapd.pid')}`,
    `TLSCACertificateFile ${path('ca.pem')}`,
    `TLSCertificateFile ${path('certificate.pem')}`,
    `TLSCertificateKeyFile ${path('key.pem')}`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'database mdb',
    `maxsize ${4 * 1024 ** 3}`,
    `suffix "${forestBase}"`,
    `rootdn "${username}"`,
    `rootpw ${password}`,
    `directory ${path('data')}`,
    'index objectClass eq',
  ];
  writeFileSync(path('slapd.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
  return { file: path('slapd.conf'), caFile: path('ca.pem'), username };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Fills a new database in `folder` with the forest and serves it over ldaps on a free port of this machine. */
export async function startSlapd(size: ForestSize, folder: string): Promise<Slapd> {
  mkdirSync(folder, { recursive: true });
  const password = `bench-${process.pid}-${size.users}`;
  const { file, caFile, username } = await writeConfiguration(folder, password);
  const ldif = join(folder, 'forest.ldif');
  await pipeline(Readable.from(toLdif(generateForest(size), size.domain === undefined ? {} : { domain: size.domain })), createWriteStream(ldif));
  run('/usr/sbin/slapadd', ['-q', '-f', file, '-l', ldif], 'Loading the forest into slapd');
  rmSync(ldif);

  const port = await freePort();
  const child = spawn(server, ['-d', '0', '-h', `ldaps://127.0.0.1:${port}`, '-f', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await exited;
  };
  for (const end = Date.now() + startTimeoutMs; !(await isListening(port)); await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`slapd ended with code ${child.exitCode}.`);
    if (Date.now() > end) {
      await stop();
      throw new Error('slapd does not listen.');
    }
  }
  return { url: `ldaps://127.0.0.1:${port}`, base: forestBase, username, password, caFile, stop };
}
