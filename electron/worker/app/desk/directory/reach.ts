import { Problem } from '../../../../../shared/errors.ts';
import type { DirectoryOf } from '../../../../../shared/ipc/directory.ts';
import type { SourceOptions } from '../../../../connectors/ldap/source-options.ts';
import type { TenantDomain } from '../../../../sync/directory.ts';
import { sourceOptionsOf } from '../../../connector-options.ts';
import type { Desk } from '../context.ts';

/** How to reach a directory, and the tenant's domains where they are known. */
export type Reach = { readonly options: SourceOptions; readonly domains: readonly TenantDomain[] | null };

/** Credentials of a profile, or of the setup under way. */
export async function reachOf(desk: Desk, of: DirectoryOf): Promise<Reach> {
  if (of.kind === 'setup') throw new Problem('usage', 'No setup is under way.', 'Start the setup, and connect to Active Directory first.');
  const { loaded, secrets, log } = await desk.workspace(of.profileId);
  return { options: sourceOptionsOf(loaded, secrets, log), domains: desk.store(of.profileId).facts.get()?.domains ?? null };
}
