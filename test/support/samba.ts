/**
 * A real Active Directory for integration tests: Samba AD DC from Debian's packages, one process per domain controller,
 * bound to one loopback address each (its ports are fixed). Provisioned folders are kept under test/.cache and copied.
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';

const run = promisify(execFile);
const cache = resolve(import.meta.dirname, '../.cache/samba');
const packages = ['samba', 'samba-ad-dc', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind', 'ldb-tools', 'ldap-utils'] as const;
const programs = ['/usr/sbin/samba', '/usr/bin/samba-tool', '/usr/bin/ldbmodify', '/usr/bin/ldapsearch'] as const;
const adminPassword = 'P@ssw0rd!23';

export type SambaOptions = {
  /** Loopback address of its own: 127.0.0.1, 127.0.0.2, … */
  readonly address?: string;
  readonly realm?: string;
  /** NetBIOS name. */
  readonly domain?: string;
  readonly hostName?: string;
  /** LDIF to load before the start; as a function it is told the base DN. */
  readonly population?: string | ((baseDn: string) => string);
  /** Adds `mailNickname` to the schema, which Samba lacks. */
  readonly mailNickname?: boolean;
  /** A folder of another, stopped domain controller to start from: the same domain with the same content. */
  readonly copyOf?: string;
};

export type Samba = {
  readonly url: string;
  /** ldap:// on port 389. */
  readonly plainUrl: string;
  /** PEM of the certificate, which is its own CA. */
  readonly ca: string;
  readonly baseDn: string;
  /** `DOMAIN\Administrator`. */
  readonly admin: string;
  readonly password: string;
  readonly dir: string;
  /** Applies LDIF (with changetype lines) directly to the database. */
  modify(ldif: string): Promise<void>;
  /** Runs samba-tool on the database of this domain controller; answers its output. */
  tool(...args: readonly string[]): Promise<string>;
  /** Starts it again after `stop` or `kill`. */
  start(): Promise<void>;
  /** Ends the process, kindly. */
  stop(): Promise<void>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  /** Stops and deletes the folder. */
  remove(): Promise<void>;
};

/** Makes sure that Samba is there: installs it when this is root on Debian, else says what to install. */
export async function ensureSamba(): Promise<void> {
  if (programs.every((program) => existsSync(program))) return;
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(`The integration tests need Samba AD as root. Run as root: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, maxBuffer: 1 << 26 });
}

function baseDnOf(realm: string): string {
  return realm.toUpperCase().split('.').map((part) => `DC=${part.toLowerCase()}`).join(',');
}

async function ldb(program: 'ldbadd' | 'ldbmodify', dir: string, ldif: string, extra: readonly string[] = []): Promise<void> {
  const file = join(dir, `change-${process.pid}-${Math.random().toString(36).slice(2)}.ldif`);
  await writeFile(file, ldif);
  await run(program, ['-H', join(dir, 'private/sam.ldb'), '--nosync', ...extra, file], { maxBuffer: 1 << 26 });
  await rm(file);
}

/** samba.md: two separate runs, for the schema is reloaded between them. */
async function addMailNickname(dir: string, baseDn: string): Promise<void> {
  const schema = `CN=Schema,CN=Configuration,${baseDn}`;
  const allowed = ['--option=dsdb:schema update allowed=true'];
  await ldb('ldbmodify', dir, [
    `dn: CN=ms-Exch-Mail-Nickname,${schema}`, 'changetype: add', 'objectClass: attributeSchema', 'lDAPDisplayName: mailNickname',
    'attributeID: 1.2.840.113556.1.2.447', 'attributeSyntax: 2.5.5.12', 'oMSyntax: 64', 'isSingleValued: TRUE', '',
  ].join('\n'), allowed);
  await ldb('ldbmodify', dir, [`dn: CN=Mail-Recipient,${schema}`, 'changetype: modify', 'add: mayContain', 'mayContain: mailNickname', ''].join('\n'), allowed);
}

/** A freshly provisioned folder, made once per realm and host name. */
async function provision(realm: string, domain: string, hostName: string, mailNickname: boolean): Promise<string> {
  const pristine = join(cache, `pristine-${realm.toLowerCase()}-${domain}-${hostName}${mailNickname ? '-nickname' : ''}`);
  if (existsSync(join(pristine, 'private/sam.ldb'))) return pristine;
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'provision-'));
  await run('samba-tool', [
    'domain', 'provision', `--realm=${realm}`, `--domain=${domain}`, `--adminpass=${adminPassword}`, '--server-role=dc', '--dns-backend=NONE',
    '--use-rfc2307', `--targetdir=${made}`, '--option=interfaces=127.0.0.1/8', '--option=bind interfaces only=yes', '--host-ip=127.0.0.1', `--host-name=${hostName}`,
  ], { maxBuffer: 1 << 26 });
  if (mailNickname) await addMailNickname(made, baseDnOf(realm));
  try {
    await rename(made, pristine);
  } catch {
    // Another test process was faster.
    await rm(made, { recursive: true, force: true });
  }
  return pristine;
}

/** A copy of a folder with a population loaded, made once per population: loading takes seconds per hundred objects. */
async function populated(pristine: string, population: string): Promise<string> {
  const hash = createHash('sha256').update(pristine).update(population).digest('hex').slice(0, 16);
  const kept = join(cache, `populated-${hash}`);
  if (existsSync(kept)) return kept;
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'populate-'));
  await run('cp', ['-a', `${pristine}/.`, made]);
  await ldb('ldbadd', made, population);
  try {
    await rename(made, kept);
  } catch {
    await rm(made, { recursive: true, force: true });
  }
  return kept;
}

async function configure(dir: string, address: string, realm: string, domain: string, hostName: string): Promise<string> {
  const fullName = `${hostName}.${realm}`.toLowerCase();
  const certificate = await generate([{ name: 'commonName', value: fullName }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: fullName }, { type: 2, value: 'localhost' }, { type: 7, ip: address }] },
    ],
  });
  const tls = join(dir, 'private/tls');
  await rm(tls, { recursive: true, force: true });
  await mkdir(tls, { recursive: true });
  await mkdir(join(dir, 'run'), { recursive: true });
  await writeFile(join(tls, 'cert.pem'), certificate.cert);
  await writeFile(join(tls, 'ca.pem'), certificate.cert);
  await writeFile(join(tls, 'key.pem'), certificate.private, { mode: 0o600 });
  await writeFile(join(dir, 'etc/smb.conf'), [
    '[global]',
    `netbios name = ${hostName.toUpperCase()}`, `workgroup = ${domain}`, `realm = ${realm}`,
    'server role = active directory domain controller', 'server services = ldap', 'ldap server require strong auth = allow_sasl_over_tls',
    `interfaces = ${address}/8`, 'bind interfaces only = yes', 'disable netbios = yes', 'idmap_ldb:use rfc2307 = yes',
    `private dir = ${dir}/private`, `state directory = ${dir}/state`, `cache directory = ${dir}/cache`, `lock directory = ${dir}`,
    `binddns dir = ${dir}/bind-dns`, `pid directory = ${dir}/run`, `ncalrpc dir = ${dir}/run/ncalrpc`,
    `tls certfile = ${tls}/cert.pem`, `tls keyfile = ${tls}/key.pem`, `tls cafile = ${tls}/ca.pem`, 'tls enabled = yes',
    `log file = ${dir}/samba.log`, '',
  ].join('\n'));
  return certificate.cert;
}

function listens(address: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host: address, port });
    socket.once('connect', () => { socket.destroy(); answer(true); });
    socket.once('error', () => { answer(false); });
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((ended) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      ended();
      return;
    }
    child.once('exit', () => { ended(); });
    process.kill(-child.pid, signal);
  });
}

/** Starts a domain controller. Call `remove` (or `stop`) when done; the end of the test process ends it too. */
export async function startSamba(options: SambaOptions = {}): Promise<Samba> {
  const { address = '127.0.0.1', realm = 'CORP.CONTOSO.TEST', domain = 'CONTOSO', hostName = 'dc1' } = options;
  await ensureSamba();
  if (await listens(address, 636)) throw new Error(`Something listens on ${address}:636 already; is another Samba test running?`);
  const baseDn = baseDnOf(realm);
  const population = typeof options.population === 'function' ? options.population(baseDn) : options.population;
  const pristine = options.copyOf ?? (await provision(realm, domain, hostName, options.mailNickname ?? false));
  const from = population === undefined ? pristine : await populated(pristine, population);
  await mkdir(cache, { recursive: true });
  const dir = await mkdtemp(join(cache, `${hostName}-`));
  await run('cp', ['-a', `${from}/.`, dir]);
  const ca = await configure(dir, address, realm, domain, hostName);

  let child: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = null;
    if (running !== null) await endGroup(running, signal);
  };
  const lastResort = (): void => {
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', lastResort);

  const start = async (): Promise<void> => {
    const started = spawn('samba', ['-i', '-M', 'single', '-s', join(dir, 'etc/smb.conf'), '-d', '1', '--no-process-group'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    child = started;
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if (await listens(address, 636)) return;
      if (started.exitCode !== null) break;
      await delay(100);
    }
    await end('SIGKILL');
    const log = await readFile(join(dir, 'samba.log'), 'utf8').catch(() => '');
    throw new Error(`Samba did not start on ${address}: ${log.slice(-2000)}`);
  };
  await start();

  return {
    url: `ldaps://${address}:636`,
    plainUrl: `ldap://${address}:389`,
    ca,
    baseDn,
    admin: `${domain}\\Administrator`,
    password: adminPassword,
    dir,
    start,
    modify: (ldif) => ldb('ldbmodify', dir, ldif),
    tool: async (...args) => (await run('samba-tool', [...args, '-H', join(dir, 'private/sam.ldb'), '-s', join(dir, 'etc/smb.conf')], { maxBuffer: 1 << 26 })).stdout,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async remove() {
      await end('SIGKILL');
      process.off('exit', lastResort);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
