import type { DirectoryOf } from '../../../../../shared/ipc/directory.ts';
import type { SourceOptions } from '../../../../connectors/ldap/source-options.ts';
import type { TenantDomain } from '../../../../sync/directory.ts';
import { sourceOptionsOf } from '../../../connector-options.ts';
import { Problem } from '../../../../../shared/errors.ts';
import { draftSources } from '../../../../../shared/draft-sources.ts';
import { sourcesOf } from '../../../../../shared/profile.ts';
import type { SetupDraft } from '../../../../../shared/setup.ts';
import type { Desk } from '../context.ts';
import { secretsOf } from '../setup/checks.ts';
import { sourceProfile } from '../setup/draft-profile.ts';

/** How to reach a directory, and the tenant's domains where they are known. */
export type Reach = { readonly options: SourceOptions; readonly domains: readonly TenantDomain[] | null };

/** The setup as the directory sees it: what was entered so far, and the folder of its files. */
export type SetupInProgress = { draft(): SetupDraft; readonly folder: string };

function present<T>(entry: T | undefined, name: string): T {
  if (entry === undefined) throw new Problem('usage', `There is no source ${name} in this profile any more.`, 'Go back to the list of sources.');
  return entry;
}

async function reachOfSetup(desk: Desk, { draft, folder }: SetupInProgress, name: string): Promise<Reach> {
  const now = draft();
  const { facts } = now;
  const loaded = sourceProfile(present(draftSources(now).find((each) => each.name === name), name).source, folder);
  const options = sourceOptionsOf(loaded, await secretsOf(loaded, desk.host), (level, text) => desk.host.log(level, text));
  const domains = facts.verifiedDomains.map((name): TenantDomain => ({ name, verified: true, federated: false, initial: name === facts.initialDomain }));
  return { options, domains: domains.length === 0 ? null : domains };
}

/** Credentials of a profile, or of the setup under way. */
export async function reachOf(desk: Desk, setup: SetupInProgress, of: DirectoryOf): Promise<Reach> {
  const name = of.source ?? '';
  if (of.kind === 'setup') return await reachOfSetup(desk, setup, name);
  const { loaded, secrets, log } = await desk.workspace(of.profileId);
  const entry = present(sourcesOf(loaded.profile).find((each) => each.name === name), name);
  return { options: sourceOptionsOf(loaded, secrets, log, entry), domains: desk.store(of.profileId).facts.get()?.domains ?? null };
}
