import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { kindsFilter } from '../../electron/connectors/ldap/object-classes.ts';
import { requestedAttributes, requestedMembers } from '../../electron/connectors/ldap/source-object.ts';
import { createProduct, type MeasuredRun } from './product.ts';
import type { Slapd } from './slapd.ts';
import type { BenchTenant } from './tenant.ts';
import type { WriteQuota } from './tenant-messages.ts';

/** A preview on an empty store (nothing is written) and ldapsearch reading the same, one after the other. */
export type Round = { readonly ldapsearchSeconds: number; readonly preview: MeasuredRun };

/** Wall time of ldapsearch with base, filter, attributes and page size of the product, over TLS too, into /dev/null. */
async function ldapsearch(slapd: Slapd): Promise<number> {
  const words = ['-LLL', '-x', '-H', slapd.url, '-D', slapd.username, '-w', slapd.password, '-E', 'pr=1000/noprompt', '-b', slapd.base, kindsFilter, ...requestedAttributes(), requestedMembers(undefined)];
  const started = performance.now();
  const child = spawn('ldapsearch', words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, LDAPTLS_CACERT: slapd.caFile } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`ldapsearch ended with code ${String(code)}.`);
  return (performance.now() - started) / 1000;
}

/** Alternates both, so that a busy moment of the machine hits both. The first ldapsearch only warms the server up. */
export async function alternate(count: number, folder: string, slapd: Slapd, tenant: BenchTenant, quota: WriteQuota, say: (text: string) => void): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  await ldapsearch(slapd);
  for (let round = 1; round <= count; round += 1) {
    const ldapsearchSeconds = await ldapsearch(slapd);
    const place = join(folder, `round-${round}`);
    const preview = await createProduct(place, slapd, tenant, quota).run('preview');
    rmSync(place, { recursive: true });
    rounds.push({ ldapsearchSeconds, preview });
    say(`round ${round}: ldapsearch ${ldapsearchSeconds.toFixed(2)} s, preview ${preview.wallSeconds.toFixed(2)} s, processor ${preview.cpuSeconds.toFixed(2)} s, peak ${preview.peakMib.toFixed(0)} MiB`);
  }
  return rounds;
}
