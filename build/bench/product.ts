import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { ProfileInput } from '../../shared/profile.ts';
import type { Phase } from '../../shared/run.ts';
import type { RunRecord, RunStep } from '../../electron/sync/store.ts';
import type { Slapd } from './slapd.ts';
import type { BenchTenant } from './tenant.ts';
import type { WriteQuota } from './tenant-messages.ts';
import type { Usage } from './usage.ts';

/** One run of the command line, as it recorded itself and as the operating system saw its process. */
export type MeasuredRun = Usage & { readonly record: RunRecord; readonly steps: readonly RunStep[]; readonly wallSeconds: number };

/** The product on one data folder: the real command line in a process of its own. */
export type Product = { run(command: 'preview' | 'sync'): Promise<MeasuredRun> };

const root = resolve(import.meta.dirname, '../..');
const usageHook = pathToFileURL(join(import.meta.dirname, 'usage.ts')).href;
const goodExitCodes: readonly (number | null)[] = [0, 3, 4];

/** The words after `node` of `npm run causeway`: whatever Node.js options the product runs with are measured too. */
function commandLine(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  const [program, ...words] = (scripts['causeway'] ?? '').split(' ');
  if (program !== 'node') throw new Error('The script "causeway" of package.json does not start with "node".');
  return words;
}

/** Seconds a phase took by the product's own record; 0 when it did not run. */
export function secondsOf(run: MeasuredRun, phase: Phase): number {
  return run.steps.filter((step) => step.phase === phase).reduce((sum, step) => sum + (Date.parse(step.endedAt) - Date.parse(step.startedAt)) / 1000, 0);
}

function profileFor(slapd: Slapd, tenant: BenchTenant, quota: WriteQuota): ProfileInput {
  return {
    version: 1,
    name: 'bench',
    source: { url: slapd.url, username: slapd.username, password: { env: 'CAUSEWAY_AD_PASSWORD' }, baseDn: slapd.base, tls: { caFile: slapd.caFile } },
    target: {
      cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' },
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      auth: { kind: 'clientSecret', secret: { env: 'CAUSEWAY_CLIENT_SECRET' } },
      quota,
    },
  };
}

/** Prepares a profile and an empty data folder in `folder`. `nodeOptions`: for the measured process, such as `--cpu-prof`. */
export function createProduct(folder: string, slapd: Slapd, tenant: BenchTenant, quota: WriteQuota, nodeOptions: readonly string[] = []): Product {
  mkdirSync(folder, { recursive: true });
  const profile = join(folder, 'profile.json');
  const usageFile = join(folder, 'usage.json');
  writeFileSync(join(folder, 'tenant-ca.pem'), tenant.ca);
  writeFileSync(profile, JSON.stringify(profileFor(slapd, tenant, quota), null, 2));
  const env = { ...process.env, CAUSEWAY_AD_PASSWORD: slapd.password, CAUSEWAY_CLIENT_SECRET: tenant.clientSecret, CAUSEWAY_BENCH_USAGE: usageFile };

  const causeway = async (options: readonly string[], words: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> => {
    const child = spawn(process.execPath, [...options, ...commandLine(), ...words, '--profile', profile, '--data-dir', join(folder, 'data')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit') as Promise<[number | null]>]);
    if (!goodExitCodes.includes(code)) throw new Error(`causeway ${words.join(' ')} ended with code ${String(code)}:\n${complaints}${said}`.slice(0, 4_000));
    return { code, said };
  };

  return {
    async run(command) {
      const started = performance.now();
      await causeway(['--import', usageHook, ...nodeOptions], [command]);
      const wallSeconds = (performance.now() - started) / 1000;
      const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as Usage;
      const { runs } = JSON.parse((await causeway([], ['runs', '--limit', '1', '--json'])).said) as { readonly runs: readonly RunRecord[] };
      const [record] = runs;
      if (record === undefined) throw new Error(`causeway ${command} recorded no run.`);
      const { steps } = JSON.parse((await causeway([], ['runs', record.id, '--json'])).said) as { readonly steps: readonly RunStep[] };
      return { ...usage, record, steps, wallSeconds };
    },
  };
}
