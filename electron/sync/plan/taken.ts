import type { Situation } from '../../../shared/situation.ts';
import { addressKey } from '../flow/address.ts';
import { addressesOf, type TargetEntry } from '../match/target-index.ts';
import type { Draft } from '../review/draft.ts';
import type { AssessContext } from './assess.ts';
import { draftAbout, objectionsTo } from './candidate.ts';
import { departures } from './departures.ts';
import { claimsOf, type Claim } from './duplicates.ts';
import { hold, isHeld, waitFor, type Verdict } from './verdict.ts';

/** Situations that already say whom the value belongs to. */
const aboutOwner: ReadonlySet<Situation> = new Set(['typeMismatch', 'takenInTarget', 'anchorMismatch', 'ambiguousMatch']);

type Want = { readonly verdict: Verdict; readonly claim: Claim; readonly owner: TargetEntry };

/** The UPN an identity will have in the target. */
export function wantedPrincipalName(verdict: Verdict): string | null {
  return verdict.keptPrincipalName ?? verdict.identity.principalName;
}

/** Claims on values that another target object holds now. Only values that would be written. */
function wants(verdicts: readonly Verdict[], context: AssessContext): readonly Want[] {
  const found: Want[] = [];
  for (const verdict of verdicts) {
    if (verdict.base === 'none' || verdict.identity.type !== 'user') continue;
    for (const claim of claimsOf(verdict)) {
      if (claim.attribute === 'mail' && verdict.identity.mail !== null && addressKey(verdict.identity.mail) !== claim.key) continue;
      for (const owner of context.index.holders(claim.key)) if (owner.id !== verdict.targetId) found.push({ verdict, claim, owner });
    }
  }
  return found;
}

/**
 * What must happen first so that the owner lets go of the value in this plan: its rename, or its deletion. Null: it keeps
 * it. An address once written stays with the object as a secondary one, so only UPNs are released by an update.
 */
function releaseBy(want: Want, context: AssessContext, verdictsByTarget: ReadonlyMap<string, Verdict>, leaving: ReadonlySet<string>): string | null {
  if (leaving.has(want.owner.id)) return `delete:${want.owner.id}`;
  const holder = verdictsByTarget.get(want.owner.id);
  if (holder === undefined || isHeld(holder) || (holder.base !== 'linked' && holder.base !== 'link')) return null;
  const next = wantedPrincipalName(holder);
  const current = want.owner.principalName;
  if (next === null || current === null || addressKey(current) !== want.claim.key || addressKey(next) === want.claim.key) return null;
  const row = context.target.get(want.owner.id);
  if (row === null || addressesOf({ attributes: { ...row.attributes, userPrincipalName: null } }).includes(want.claim.key)) return null;
  return holder.identity.guid;
}

/** A new identity that hits an object of another one is a mismatch of anchors, with whatever else speaks against it. */
function takenDrafts(want: Want, context: AssessContext): readonly Draft[] {
  const { verdict, claim, owner } = want;
  const linked = verdict.base === 'create' && context.links.byTarget(owner.id) !== undefined;
  const attribute = claim.attribute === 'mail' ? ('mail' as const) : ('userPrincipalName' as const);
  const objections = linked ? objectionsTo(verdict.identity, owner, { attribute, value: claim.value }, context, context.decisions) : [];
  return objections.length > 0 ? objections : [takenDraft(want)];
}

function takenDraft(want: Want): Draft {
  const { verdict, claim, owner } = want;
  const other = { side: 'target', id: owner.id } as const;
  if (owner.kind !== 'user' || owner.guest) {
    const type = owner.guest ? 'guest' : owner.kind;
    return draftAbout(verdict.identity, 'typeMismatch', { attribute: claim.attribute, value: claim.value, others: [other], detail: type, facts: { type, value: claim.key, target: owner.id } });
  }
  const linkable = verdict.base === 'create' && owner.immutableId === null && owner.synced !== true;
  return draftAbout(verdict.identity, 'takenInTarget', {
    attribute: claim.attribute,
    value: claim.value,
    others: [other],
    detail: 'held by another object',
    facts: { attribute: claim.attribute, value: claim.key, target: owner.id },
    resolutions: linkable ? ['link', 'setValue', 'exclude'] : ['setValue', 'exclude'],
  });
}

/**
 * Values that belong to another target object: taken, unless that object releases them in this plan. Whoever turns out to
 * be held no longer releases anything, so this repeats until nothing changes.
 */
export function settleTakenValues(verdicts: readonly Verdict[], context: AssessContext): void {
  const open = wants(verdicts, context);
  if (open.length === 0) return;
  const byTarget = new Map(verdicts.filter((verdict) => verdict.targetId !== null).map((verdict) => [verdict.targetId ?? '', verdict]));
  const leaving = context.policies.delete === 'delete' ? new Set(departures(verdicts, context).map((link) => link.targetId)) : new Set<string>();
  const settled = new Set<Want>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const want of open) {
      if (settled.has(want) || releaseBy(want, context, byTarget, leaving) !== null) continue;
      settled.add(want);
      if (!want.verdict.drafts.some((draft) => aboutOwner.has(draft.situation))) hold(want.verdict, ...takenDrafts(want, context));
      changed = true;
    }
  }
  for (const want of open) {
    const release = settled.has(want) ? null : releaseBy(want, context, byTarget, leaving);
    if (release !== null) waitFor(want.verdict, release);
  }
}
