import { addressKey } from '../flow/address.ts';
import { addressesOf } from '../match/target-index.ts';
import type { Draft } from '../review/draft.ts';
import type { AssessContext } from './assess.ts';
import { draftAbout } from './candidate.ts';
import type { Verdict } from './verdict.ts';

/** A value that must be unique and that this identity would write. UPNs and addresses are one name space. */
export type Claim = { readonly attribute: 'userPrincipalName' | 'mail' | 'onPremisesImmutableId'; readonly key: string; readonly value: string };

/** What an identity claims: its UPN (a kept cloud UPN too), mail, primary address. Held identities claim as well. */
export function claimsOf(verdict: Verdict): readonly Claim[] {
  const { identity } = verdict;
  if (identity.type === 'group') return [];
  const claims: Claim[] = [];
  const principalName = verdict.keptPrincipalName ?? identity.principalName;
  if (principalName !== null) claims.push({ attribute: 'userPrincipalName', key: addressKey(principalName), value: principalName });
  for (const value of [identity.mail, identity.primaryAddress]) {
    if (value === null) continue;
    const key = addressKey(value);
    if (!claims.some((claim) => claim.key === key)) claims.push({ attribute: 'mail', key, value });
  }
  return claims;
}

type Claimant = { readonly verdict: Verdict; readonly claim: Claim };

/** The claimant that already holds the value in the target; null when none or several do. */
function linkedOwner(claimants: readonly Claimant[], context: AssessContext): Verdict | null {
  const owners = claimants.filter(({ verdict, claim }) => {
    if (verdict.base !== 'linked' || verdict.targetId === null) return false;
    if (claim.attribute === 'onPremisesImmutableId') return context.links.byAnchor(verdict.identity.type, verdict.identity.anchor)?.guid === verdict.identity.guid;
    const row = context.target.get(verdict.targetId);
    return row !== null && addressesOf(row).includes(claim.key);
  });
  return owners.length === 1 ? (owners[0]?.verdict ?? null) : null;
}

function draftFor(claimant: Claimant, claimants: readonly Claimant[]): Draft {
  const { verdict, claim } = claimant;
  const guids = claimants.map((other) => other.verdict.identity.guid).sort();
  return draftAbout(verdict.identity, 'duplicateInSource', {
    attribute: claim.attribute,
    value: claim.value,
    others: guids.filter((guid) => guid !== verdict.identity.guid).map((guid) => ({ side: 'source', guid })),
    detail: `${guids.length} AD objects claim it`,
    facts: { value: claim.key, claimants: guids.join(' ') },
  });
}

/** Several AD objects claim one value: all are held, except an owner that is linked and has it, or that was picked. */
export function duplicateDrafts(verdicts: readonly Verdict[], context: AssessContext): readonly (readonly [Verdict, Draft])[] {
  const first = new Map<string, Claimant>();
  const shared = new Map<string, Claimant[]>();
  const register = (claimant: Claimant, key: string): void => {
    const known = first.get(key);
    if (known === undefined) first.set(key, claimant);
    else if (known.verdict !== claimant.verdict) shared.set(key, [...(shared.get(key) ?? [known]), claimant]);
  };
  for (const verdict of verdicts) {
    const { anchor, type } = verdict.identity;
    register({ verdict, claim: { attribute: 'onPremisesImmutableId', key: anchor.toLowerCase(), value: anchor } }, `${type} ${anchor}`);
    for (const claim of claimsOf(verdict)) register({ verdict, claim }, claim.key);
  }
  const drafts: (readonly [Verdict, Draft])[] = [];
  const drafted = new Set<Verdict>();
  for (const claimants of shared.values()) {
    const [some] = claimants;
    const picked = some === undefined ? undefined : context.decisions.owners.get(some.claim.key);
    const owner = claimants.find(({ verdict }) => verdict.identity.guid === picked)?.verdict ?? linkedOwner(claimants, context);
    for (const claimant of claimants) {
      if (claimant.verdict === owner || drafted.has(claimant.verdict)) continue;
      drafted.add(claimant.verdict);
      drafts.push([claimant.verdict, draftFor(claimant, claimants)]);
    }
  }
  return drafts;
}
