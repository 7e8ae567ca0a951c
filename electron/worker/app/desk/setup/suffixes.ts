import { readSignInNames, type SignInName } from '../../../../connectors/ldap/sign-in-names.ts';
import { openTarget } from '../../../../connectors/graph/target-connector.ts';
import { deriveNickname, principalPrefix } from '../../../../sync/flow/nickname.ts';
import { prefixOf, suffixOf } from '../../../../sync/flow/text.ts';
import type { TenantDomain } from '../../../../sync/directory.ts';
import type { SuffixRow } from '../../../../../shared/ipc/setup.ts';
import { asProblem, Problem } from '../../../../../shared/errors.ts';
import { draftSources } from '../../../../../shared/draft-sources.ts';
import { sourcesOf } from '../../../../../shared/profile.ts';
import type { SetupDraft } from '../../../../../shared/setup.ts';
import { sourceOptionsOf, targetOptionsOf } from '../../../connector-options.ts';
import type { Host } from '../../endpoint.ts';
import { secretsOf, signInOf } from './checks.ts';
import { draftProfile } from './draft-profile.ts';

type Count = { users: number; readonly first: SignInName };

/** What an account with an unverified suffix signs in as: its nickname at the tenant's initial domain. */
function computed({ value, accountName, mail, mailNickname, commonName }: SignInName, initialDomain: string): string {
  const prefix = deriveNickname([mailNickname, prefixOf(mail), prefixOf(value), accountName, commonName], 'u-00000000', principalPrefix);
  return `${prefix}@${initialDomain}`;
}

/** One row per suffix; those that are not verified first, then by number of users. Pure. */
export function suffixRows(counts: ReadonlyMap<string, Count>, domains: readonly TenantDomain[]): readonly SuffixRow[] {
  const initial = domains.find((domain) => domain.initial)?.name ?? 'the initial domain';
  const rows = [...counts].map(([suffix, { users, first }]): SuffixRow => {
    const domain = domains.find(({ name, verified }) => verified && name === suffix);
    const from = first.value ?? first.accountName ?? '';
    return domain === undefined
      ? { suffix, users, verified: false, federated: false, becomes: initial, example: { from, to: computed(first, initial) } }
      : { suffix, users, verified: true, federated: domain.federated, becomes: suffix, example: { from, to: from } };
  });
  return rows.toSorted((left, right) => Number(left.verified) - Number(right.verified) || right.users - left.users || (left.suffix < right.suffix ? -1 : 1));
}

/** Counts the suffixes of all users of every source and compares them with the tenant's verified domains. */
export async function readSuffixes(draft: SetupDraft, folder: string, operation: string, host: Host, signal: AbortSignal): Promise<readonly SuffixRow[]> {
  const loaded = draftProfile(draft.profile, folder);
  const domainOf = new Map([['', draft.facts.domain], ...Object.entries(draft.further).map(([name, { domain }]) => [name, domain] as const)]);
  const entries = sourcesOf(loaded.profile);
  const titles = new Map(draftSources(draft).map(({ name, title }) => [name, title]));
  const secrets = await secretsOf(loaded, host);
  const quiet = (): void => undefined;
  const target = await openTarget(targetOptionsOf(loaded, secrets, signInOf(host), true, quiet));
  try {
    const { domains } = await target.tenantFacts();
    const counts = new Map<string, Count>();
    let done = 0;
    for (const entry of entries) {
      try {
        for await (const page of readSignInNames(sourceOptionsOf(loaded, secrets, quiet, entry), loaded.profile.rules.signInAttribute, signal)) {
          for (const name of page) {
            // An account without a sign-in name gets its account name at the domain (design, section 4).
            const value = name.value ?? (name.accountName === null ? '' : `${name.accountName}@${domainOf.get(entry.name) ?? ''}`);
            const suffix = suffixOf(value) ?? '';
            const known = counts.get(suffix);
            if (known === undefined) counts.set(suffix, { users: 1, first: name });
            else known.users += 1;
          }
          done += page.length;
          host.emit('operation.progress', { operation, done, total: null, text: `${done.toLocaleString('en')} users read` });
        }
      } catch (error) {
        if (entries.length === 1) throw error;
        const { kind, message, fix } = asProblem(error);
        throw new Problem(kind, `${titles.get(entry.name) ?? entry.title} cannot be read: ${message}`, fix, { cause: error });
      }
    }
    return suffixRows(counts, domains);
  } finally {
    await target.close();
  }
}
