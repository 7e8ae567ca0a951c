import type { TenantFacts } from './directory.ts';
import type { Settings } from './settings.ts';
import type { StagingStore } from './store.ts';

export const synchronizedByOtherText = 'Entra Connect or Cloud Sync still synchronizes this tenant (onPremisesSyncEnabled): the plan is shown, nothing is written. Stop the other tool, then switch synchronization off in the tenant (README, "Coming from Entra Connect").';

/** Whether a run of this profile may write at all: not in staging mode, and not while another tool writes the tenant, for the two would undo each other. */
export function mayWrite({ policies }: Pick<Settings, 'policies'>, { synchronizedByOther }: Pick<TenantFacts, 'synchronizedByOther'>): boolean {
  return !policies.stagingMode && !synchronizedByOther;
}

/**
 * What says which tool it is, and where it runs: the account that Entra Connect makes in the tenant (`Sync_SERVER_ID`;
 * Microsoft, Add-ADSyncAADServiceAccount), that of Cloud Sync (`ADToAADSyncServiceAccount`; Microsoft, "Cloud sync
 * troubleshooting"), and those that Entra Connect makes in AD (`MSOL_…`, `AAD_…`), whose description names the computer.
 */
const inEntra = /^Sync_(.+)_[0-9a-f]{12}@/i;
const cloudSync = /^ADToAADSyncServiceAccount@/i;
const inActiveDirectory = /^(?:MSOL|AAD)_[0-9a-f]{12}$/i;
const computer = /\brunning on computer '?([^\s'.]+)/i;

type Sign = { readonly tool: 'Entra Connect' | 'Cloud Sync'; readonly server: string | null; readonly account: string };

function signsOf({ source, target }: Pick<StagingStore, 'source' | 'target'>): readonly Sign[] {
  const signs: Sign[] = [];
  for (const { state, attributes } of target.iterate(['user'])) {
    const name = attributes['userPrincipalName'];
    if (state !== 'present' || typeof name !== 'string') continue;
    const server = inEntra.exec(name)?.[1];
    if (server !== undefined) signs.push({ tool: 'Entra Connect', server, account: name });
    else if (cloudSync.test(name)) signs.push({ tool: 'Cloud Sync', server: null, account: name });
  }
  for (const { state, attributes } of source.iterate(['user'])) {
    const account = attributes['sAMAccountName']?.[0] ?? '';
    if (state !== 'gone' && inActiveDirectory.test(account)) signs.push({ tool: 'Entra Connect', server: computer.exec(attributes['description']?.[0] ?? '')?.[1] ?? null, account });
  }
  return signs;
}

/** Which other tool left its accounts here, on which servers, and when the tenant was last synchronized by it; for people. */
export function recognizedText(store: Pick<StagingStore, 'source' | 'target' | 'facts'>): string {
  const signs = signsOf(store);
  const tools = (['Entra Connect', 'Cloud Sync'] as const).flatMap((tool) => {
    const own = signs.filter((sign) => sign.tool === tool);
    if (own.length === 0) return [];
    const servers = [...new Set(own.flatMap(({ server }) => server?.toUpperCase() ?? []))].sort();
    return [`${tool}${servers.length === 0 ? '' : ` on ${servers.join(' and ')}`} (${own.map(({ account }) => account).sort().join(', ')})`];
  });
  const last = store.facts.get()?.lastSyncByOther ?? null;
  const found = tools.length === 0 ? 'No account of Entra Connect or Cloud Sync was found; Entra Connect from 2.5.3 signs in as an application.' : `Accounts found: ${tools.join('; ')}.`;
  return `${found}${last === null ? '' : ` Last synchronization: ${last}.`}`;
}
