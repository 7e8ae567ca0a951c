import { resolveSrv } from 'node:dns/promises';
import { Problem } from '../../../shared/errors.ts';
import type { ServiceRecord, SourceOptions } from './source-options.ts';

/**
 * Order of RFC 2782: lowest priority first; within one priority at random, a record's weight being its share.
 * `random` answers numbers in [0, 1).
 */
export function orderRecords(records: readonly ServiceRecord[], random: () => number): readonly ServiceRecord[] {
  const left = [...records].sort((a, b) => a.priority - b.priority || a.weight - b.weight);
  const ordered: ServiceRecord[] = [];
  while (left.length > 0) {
    const priority = left[0]?.priority;
    const group = left.filter((record) => record.priority === priority);
    let share = random() * group.reduce((sum, record) => sum + record.weight, 0);
    const found = group.find((record) => (share -= record.weight) <= 0) ?? group[0];
    if (found === undefined) break;
    ordered.push(found);
    left.splice(left.indexOf(found), 1);
  }
  return ordered;
}

async function lookUp(name: string, resolve: (name: string) => Promise<readonly ServiceRecord[]>): Promise<readonly ServiceRecord[]> {
  try {
    return await resolve(name);
  } catch {
    return [];
  }
}

/**
 * The servers to try, in order: the profile's URLs, or the domain controllers that DNS names for the domain.
 * SRV records name the port of plain LDAP (389): without StartTLS, port 636 of the same hosts is used.
 */
export async function findServers(options: SourceOptions, random: () => number = Math.random): Promise<readonly string[]> {
  if (options.domain === null) return options.urls;
  const resolve = options.resolveService ?? resolveSrv;
  const names = [`_ldap._tcp.dc._msdcs.${options.domain}`, `_ldap._tcp.${options.domain}`];
  for (const name of names) {
    const records = await lookUp(name, resolve);
    if (records.length === 0) continue;
    return orderRecords(records, random).map(({ name: target, port }) => {
      const host = target.replace(/\.$/, '');
      return options.startTls ? `ldap://${host}:${port}` : `ldaps://${host}${port === 389 ? '' : `:${port}`}`;
    });
  }
  throw new Problem(
    'connection',
    `DNS names no domain controller for ${options.domain} (${names.join(', ')}).`,
    'Check the domain name and that this computer asks the domain\'s DNS servers, or name a domain controller in source.url.',
  );
}
