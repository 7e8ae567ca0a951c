import type { Surprise } from '../../../../../shared/ipc/setup.ts';
import type { PlanSummary } from '../../../../../shared/plan.ts';
import type { StagingStore } from '../../../../sync/store.ts';

const many = (count: number, one: string, more: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

const lossTexts: Readonly<Record<string, (count: number) => string>> = {
  contact: (count) => `${many(count, 'contact', 'contacts')} cannot be created through Microsoft Graph.`,
  distributionList: (count) => `${many(count, 'distribution list', 'distribution lists')} cannot be created through Microsoft Graph.`,
  microsoft365Address: (count) => `${many(count, 'distribution list becomes a Microsoft 365 group', 'distribution lists become Microsoft 365 groups')}, with the address that the tenant gives.`,
  groupMail: (count) => `${many(count, 'mail-enabled group becomes a plain security group', 'mail-enabled groups become plain security groups')}, without mail.`,
  proxyAddresses: (count) => `${many(count, 'user has', 'users have')} additional addresses (proxyAddresses) that Exchange Online has to be told another way.`,
  passwordHash: (count) => `${many(count, 'new user gets', 'new users get')} a random password that nobody knows: give them a Temporary Access Pass, or let them reset it.`,
  hiddenFromAddressLists: (count) => `${many(count, 'user is', 'users are')} hidden from address lists in AD; that cannot be carried over.`,
  mailCannotBeCleared: (count) => `${many(count, 'user keeps', 'users keep')} a mail address in Entra that AD no longer has.`,
  formerlySynced: (count) => `${many(count, 'object keeps', 'objects keep')} some values that Graph refuses to change, because it was once synchronized by another tool.`,
  roleHolderSensitive: (count) => `${many(count, 'administrator keeps', 'administrators keep')} values that only a higher role may change.`,
  dynamicGroup: (count) => `${many(count, 'group has', 'groups have')} members that a rule sets; they are left to the rule.`,
};

/** Users whose new or changed sign-in name ends in the initial domain although AD says otherwise. */
function computedNames(store: StagingStore, planId: string, initialDomain: string | null): number {
  if (initialDomain === null) return 0;
  let count = 0;
  for (const { attributes, type } of store.plans.changes(planId)) {
    if (type === 'user' && attributes.some(({ name, to }) => name === 'userPrincipalName' && typeof to === 'string' && to.endsWith(`@${initialDomain}`))) count += 1;
  }
  return count;
}

function countSurprises(plan: PlanSummary, read: number): readonly Surprise[] {
  const { users, groups, scope } = plan;
  return [
    ...(scope.inScope === 0 ? [{ id: 'nothingInScope', severity: 'warning', text: 'No object is in scope: nothing would be synchronized. Check the containers and the account\'s rights to read.' } as const] : []),
    ...(users.link > 0 ? [{ id: 'linked', severity: 'note', text: `${many(users.link, 'existing cloud user is', 'existing cloud users are')} linked to an AD account; from then on AD decides their values.` } as const] : []),
    ...(groups.link > 0 ? [{ id: 'linkedGroups', severity: 'note', text: `${many(groups.link, 'existing cloud group is', 'existing cloud groups are')} linked; members that AD lacks stay.` } as const] : []),
    ...(users.delete + groups.delete > 0 ? [{ id: 'deletes', severity: 'warning', text: `${many(users.delete + groups.delete, 'object would be', 'objects would be')} deleted in Entra.` } as const] : []),
    ...(plan.protection.tripped ? [{ id: 'protection', severity: 'warning', text: plan.protection.texts.join(' ') } as const] : []),
    ...(plan.conflicts > 0 ? [{ id: 'conflicts', severity: 'warning', text: `${many(plan.conflicts, 'object is', 'objects are')} held for your decision and not written; the others go on.` } as const] : []),
    ...(read > 0 && scope.inScope > 0 && scope.inScope < read / 10 ? [{ id: 'fewInScope', severity: 'warning', text: `Only ${scope.inScope.toLocaleString('en')} of ${read.toLocaleString('en')} objects are in scope.` } as const] : []),
  ];
}

function holders(store: StagingStore): readonly Surprise[] {
  const count = store.conflicts.all().filter(({ situation }) => situation === 'roleHolder').length;
  return count === 0 ? [] : [{ id: 'roleHolders', severity: 'warning', text: `${many(count, 'AD account matches', 'AD accounts match')} a cloud user who holds an Entra role; linking gives the AD account control over it, so each needs your confirmation.` }];
}

/** The handful of findings that a careful colleague would mention before the first write. */
export function surprisesOf(store: StagingStore): readonly Surprise[] {
  const stored = store.plans.latest();
  if (stored === null) return [];
  const { summary } = stored;
  const initial = store.facts.get()?.domains.find((domain) => domain.initial)?.name ?? null;
  const renamed = computedNames(store, summary.id, initial);
  const losses = Object.entries(summary.notSynchronizable).flatMap(([reason, count]): readonly Surprise[] => {
    const text = lossTexts[reason];
    return count === 0 || text === undefined ? [] : [{ id: `loss.${reason}`, severity: 'note', text: text(count) }];
  });
  return [
    ...countSurprises(summary, store.source.count()),
    ...(renamed === 0 || initial === null ? [] : [{ id: 'computedNames', severity: 'warning', text: `${many(renamed, 'user will', 'users will')} sign in as …@${initial}, because the suffix of the AD sign-in name is not verified in the tenant.` } as const]),
    ...holders(store),
    ...losses,
  ];
}
