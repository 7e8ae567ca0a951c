import type { TenantFacts } from './directory.ts';
import type { Settings } from './settings.ts';

export const synchronizedByOtherText = 'Entra Connect or Cloud Sync still synchronizes this tenant (onPremisesSyncEnabled): the plan is shown, nothing is written. Stop the other tool, then switch synchronization off in the tenant (README, "Coming from Entra Connect").';

/** Whether a run of this profile may write at all: not in staging mode, and not while another tool writes the tenant, for the two would undo each other. */
export function mayWrite({ policies }: Pick<Settings, 'policies'>, { synchronizedByOther }: Pick<TenantFacts, 'synchronizedByOther'>): boolean {
  return !policies.stagingMode && !synchronizedByOther;
}
