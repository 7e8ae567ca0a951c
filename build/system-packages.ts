import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** What the integration tests run against: a real Samba AD DC, a real OpenLDAP server and, for the end-to-end tests, a browser (Debian package names). */
export const systemPackages = ['samba', 'samba-ad-dc', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind', 'ldb-tools', 'ldap-utils', 'slapd', 'chromium'] as const;

const policyFile = '/usr/sbin/policy-rc.d';
const aptLimitMs = 8 * 60_000;

function isDebian(): boolean {
  try {
    return /^ID(?:_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get');
  } catch {
    return false;
  }
}

function isInstalled(name: string): boolean {
  const { status, stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === 'installed';
}

function missingPackages(): readonly string[] {
  return systemPackages.filter((name) => !isInstalled(name));
}

function apt(...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: aptLimitMs });
  return status === 0;
}

/** Installs with a policy that starts no daemon (https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt); an own policy is left alone. */
function install(names: readonly string[]): void {
  const ownPolicy = existsSync(policyFile);
  if (!ownPolicy) writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...names);
  } finally {
    if (!ownPolicy) rmSync(policyFile, { force: true });
  }
}

/** Sees to the packages of the integration tests. Answers null when all are there, else one line that says why not. */
export function prepareSystem(): string | null {
  if (!isDebian()) return `integration tests are skipped: they need Debian with ${systemPackages.join(' ')}`;
  const missing = missingPackages();
  if (missing.length === 0) return null;
  if (process.getuid?.() !== 0) return `integration tests are skipped: missing ${missing.join(' ')} (sudo apt-get install --no-install-recommends ${missing.join(' ')})`;
  console.log(`installing ${missing.join(' ')}`);
  install(missing);
  const still = missingPackages();
  return still.length === 0 ? null : `integration tests are skipped: ${still.join(' ')} could not be installed`;
}
