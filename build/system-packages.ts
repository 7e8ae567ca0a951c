import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

type Group = { readonly title: string; readonly packages: readonly string[] };

/** What the integration tests run against: a real Samba AD DC and a real OpenLDAP server (Debian package names). */
export const systemPackages = ['samba', 'samba-ad-dc', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind', 'ldb-tools', 'ldap-utils', 'slapd'] as const;
/** What the e2e tests run in where Electron's binary cannot be had, with fonts for the names of the sample company. */
export const browserPackages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'] as const;

export const integration: Group = { title: 'integration tests', packages: systemPackages };
export const browser: Group = { title: 'e2e tests', packages: browserPackages };

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

function missingPackages(packages: readonly string[]): readonly string[] {
  return packages.filter((name) => !isInstalled(name));
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

/** Sees to the packages of a group of tests. Answers null when all are there, else one line that says why not. */
export function prepareSystem({ title, packages }: Group = integration): string | null {
  if (!isDebian()) return `${title} are skipped: they need Debian with ${packages.join(' ')}`;
  const missing = missingPackages(packages);
  if (missing.length === 0) return null;
  if (process.getuid?.() !== 0) return `${title} are skipped: missing ${missing.join(' ')} (sudo apt-get install --no-install-recommends ${missing.join(' ')})`;
  console.log(`installing ${missing.join(' ')}`);
  install(missing);
  const still = missingPackages(packages);
  return still.length === 0 ? null : `${title} are skipped: ${still.join(' ')} could not be installed`;
}
