import { addressKey } from '../flow/address.ts';
import { addressesOf } from '../match/target-index.ts';
import type { Draft } from '../review/draft.ts';
import type { AssessContext } from './assess.ts';
import { draftAbout } from './candidate.ts';
import type { Verdict } from './verdict.ts';

/** A value that must be unique and that this identity would write. UPNs and addresses are one name space. */
export type Claim = { readonly attribute: 'userPrincipalName' | 'mail' | 'mailNickname' | 'onPremisesImmutableId'; readonly key: string; readonly value: string };

/** What an identity claims: its UPN (a kept cloud UPN too), mail, primary address. Held identities claim as well. */
export function claimsOf(verdict: Verdict): readonly Claim[] {
  const { identity } = verdict;
  if (identity.type === 'group') return identity.nickname === null ? [] : [{ attribute: 'mailNickname', key: addressKey(identity.nickname), value: identity.nickname }];
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
    if (claim.attribute === 'mailNickname') return context.index.byNickname(claim.value)?.id === verdict.targetId;
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

/** Every claim of an identity, the source anchor included, with the key that must not occur twice. */
function* keyedClaims(verdict: Verdict): Generator<{ readonly key: string; readonly claim: Claim }> {
  const { anchor, type } = verdict.identity;
  yield { key: `${type} ${anchor}`, claim: { attribute: 'onPremisesImmutableId', key: anchor.toLowerCase(), value: anchor } };
  for (const claim of claimsOf(verdict)) yield { key: claim.key, claim };
}

/** Keys that more than one identity claims. Two passes, so that only the contested claims are kept. */
function contested(verdicts: readonly Verdict[]): ReadonlyMap<string, readonly Claimant[]> {
  const seen = new Map<string, Verdict>();
  const shared = new Map<string, Claimant[]>();
  for (const verdict of verdicts) {
    for (const { key } of keyedClaims(verdict)) {
      const known = seen.get(key);
      if (known === undefined) seen.set(key, verdict);
      else if (known !== verdict) shared.set(key, []);
    }
  }
  if (shared.size === 0) return shared;
  for (const verdict of verdicts) for (const { key, claim } of keyedClaims(verdict)) shared.get(key)?.push({ verdict, claim });
  return shared;
}

/** Several AD objects claim one value: all are held, except an owner that is linked and has it, or that was picked. */
export function duplicateDrafts(verdicts: readonly Verdict[], context: AssessContext): readonly (readonly [Verdict, Draft])[] {
  const drafts: (readonly [Verdict, Draft])[] = [];
  const drafted = new Set<Verdict>();
  for (const claimants of contested(verdicts).values()) {
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
