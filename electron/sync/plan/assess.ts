import type { Situation } from '../../../shared/situation.ts';
import { addressKey } from '../flow/address.ts';
import type { FlowContext } from '../flow/context.ts';
import { suffixOf } from '../flow/text.ts';
import { matchOf, type Match } from '../match/match.ts';
import type { TargetEntry } from '../match/target-index.ts';
import type { Draft } from '../review/draft.ts';
import type { Decisions } from '../review/decisions.ts';
import type { LinkOrigin } from '../store.ts';
import { comparesOnly, draftAbout, objectionsTo, type CandidateContext, type Hit } from './candidate.ts';
import { departures } from './departures.ts';
import { unifiedDrafts } from './microsoft-365.ts';
import { duplicateDrafts } from './duplicates.ts';
import type { Identity } from './identity.ts';
import { settleTakenValues } from './taken.ts';
import { hold, verdictFor, type Verdict } from './verdict.ts';

export type AssessContext = CandidateContext & {
  readonly flow: FlowContext;
  readonly decisions: Decisions;
  /** AD objects whose target object is left alone although they are not in scope: excluded by a resolution. */
  readonly keptGuids: ReadonlySet<string>;
  /** Microsoft 365 groups to be that have groups as members: their names. */
  readonly nested: ReadonlyMap<string, readonly string[]>;
};

const originOf: Readonly<Record<Extract<Match, { kind: 'found' }>['by'], LinkOrigin>> = {
  anchor: 'hardMatch',
  address: 'softMatch',
  principalName: 'softMatch',
  join: 'softMatch',
  uniqueName: 'uniqueName',
  sid: 'sid',
  displayName: 'displayName',
};

function candidateVerdict(identity: Identity, entry: TargetEntry, origin: LinkOrigin, hit: Hit | null, context: AssessContext): Verdict {
  const verdict = verdictFor(identity, 'link', 'found', entry.id);
  verdict.origin = origin;
  hold(verdict, ...objectionsTo(identity, entry, hit, context, context.decisions));
  const soft = origin === 'softMatch' || origin === 'displayName';
  if (soft && context.policies.softMatch === 'review' && verdict.drafts.length === 0) {
    hold(verdict, draftAbout(identity, 'found', { others: [{ side: 'target', id: entry.id }], value: hit?.value ?? null, detail: origin, facts: { target: entry.id }, resolutions: ['link', 'createNew', 'exclude'], recommended: 'link' }));
  }
  return verdict;
}

function linkedVerdict(identity: Identity, match: Extract<Match, { kind: 'linked' }>, context: AssessContext): Verdict {
  const { entry } = match;
  const verdict = verdictFor(identity, 'linked', match.link.state === 'linked' ? 'confirmed' : 'returned', entry.id);
  if (entry.synced === true && !comparesOnly(identity, entry, context)) {
    hold(verdict, draftAbout(identity, 'managedElsewhere', { others: [{ side: 'target', id: entry.id }], detail: 'onPremisesSyncEnabled is true', facts: { target: entry.id } }));
  }
  if (identity.type === 'user' && entry.immutableId !== null && entry.immutableId !== identity.anchor && !context.decisions.reanchor.has(identity.guid)) {
    hold(
      verdict,
      draftAbout(identity, 'anchorMismatch', {
        attribute: 'onPremisesImmutableId',
        value: identity.anchor,
        others: [{ side: 'target', id: entry.id }],
        detail: entry.immutableId,
        facts: { anchor: identity.anchor, targetAnchor: entry.immutableId, target: entry.id },
        resolutions: entry.synced === true ? ['exclude'] : ['reanchor', 'exclude'],
      }),
    );
  }
  return verdict;
}

function missingVerdict(identity: Identity, match: Extract<Match, { kind: 'missing' }>, context: AssessContext): Verdict {
  const { guid } = identity;
  if (context.decisions.createAgain.has(guid)) return verdictFor(identity, 'create', 'new', null);
  if (match.restorable && context.decisions.restore.has(guid)) {
    const restored = verdictFor(identity, 'restore', 'returned', match.targetId);
    restored.origin = 'restored';
    return restored;
  }
  const verdict = verdictFor(identity, 'none', 'missingInTarget', match.targetId);
  hold(
    verdict,
    draftAbout(identity, 'missingInTarget', {
      others: [{ side: 'target', id: match.targetId }],
      detail: `${match.link === null ? 'unlinked' : 'linked'}, ${match.restorable ? 'in the recycle bin' : 'gone for good'}`,
      facts: { target: match.targetId, state: match.restorable ? 'deleted' : 'gone' },
      resolutions: match.restorable ? ['restore', 'createAgain', 'exclude'] : ['createAgain', 'exclude'],
      recommended: match.restorable ? 'restore' : 'createAgain',
    }),
  );
  return verdict;
}

function anchorChangedVerdict(identity: Identity, match: Extract<Match, { kind: 'anchorChanged' }>, context: AssessContext): Verdict {
  const { link, entry } = match;
  const verdict = verdictFor(identity, 'linked', 'confirmed', link.targetId);
  verdict.formerAnchor = link.anchor;
  if (context.decisions.reanchor.has(identity.guid) && entry !== undefined && entry.synced !== true) {
    verdict.base = 'link';
    verdict.origin = 'resolution';
    verdict.situation = 'found';
    return verdict;
  }
  hold(
    verdict,
    draftAbout(identity, 'anchorMismatch', {
      attribute: 'onPremisesImmutableId',
      value: identity.anchor,
      others: entry === undefined ? [] : [{ side: 'target', id: entry.id }],
      detail: link.anchor,
      facts: { anchor: identity.anchor, targetAnchor: link.anchor, target: link.targetId },
      resolutions: entry === undefined || entry.synced === true ? ['exclude'] : ['reanchor', 'exclude'],
      recommended: null,
    }),
  );
  return verdict;
}

function initialVerdict(identity: Identity, context: AssessContext): Verdict {
  const { decisions } = context;
  const decidedId = decisions.linkTo.get(identity.guid);
  const match = matchOf(identity, context);
  if (decidedId !== undefined && match.kind !== 'linked') {
    const entry = context.index.get(decidedId);
    if (entry !== undefined) {
      return candidateVerdict(identity, entry, 'resolution', null, context);
    }
  }
  switch (match.kind) {
    case 'linked':
      return linkedVerdict(identity, match, context);
    case 'missing':
      return missingVerdict(identity, match, context);
    case 'returned': {
      const verdict = verdictFor(identity, 'restore', 'returned', match.targetId);
      verdict.origin = 'restored';
      return verdict;
    }
    case 'anchorChanged':
      return anchorChangedVerdict(identity, match, context);
    case 'found':
      if (decisions.createNew.has(identity.guid)) return verdictFor(identity, 'create', 'new', null);
      return candidateVerdict(identity, match.entry, originOf[match.by], match.by === 'address' ? { attribute: 'mail', value: identity.primaryAddress } : match.by === 'principalName' ? { attribute: 'userPrincipalName', value: identity.principalName } : match.by === 'sid' ? { attribute: 'onPremisesSecurityIdentifier', value: identity.sid } : null, context);
    case 'ambiguous': {
      const verdict = verdictFor(identity, 'create', 'new', null);
      if (decisions.createNew.has(identity.guid)) return verdict;
      const ids = match.entries.map((entry) => entry.id).sort();
      hold(
        verdict,
        draftAbout(identity, 'ambiguousMatch', { value: identity.primaryAddress ?? identity.principalName, others: ids.map((id) => ({ side: 'target', id })), detail: match.why ?? `${ids.length} candidates`, facts: { candidates: ids.join(' ') }, ...(match.exists === true ? { resolutions: ['pick', 'exclude'] } : {}) }),
      );
      return verdict;
    }
    case 'secondary': {
      const verdict = verdictFor(identity, 'create', 'new', null);
      const { entry, attribute, value } = match;
      const objections = objectionsTo(identity, entry, { attribute, value }, context, decisions);
      hold(
        verdict,
        draftAbout(identity, 'takenInTarget', { attribute, value, others: [{ side: 'target', id: entry.id }], detail: 'a secondary address', facts: { attribute, value: addressKey(value), target: entry.id }, recommended: objections.length === 0 ? 'link' : null }),
        ...objections,
      );
      return verdict;
    }
    case 'none':
      return verdictFor(identity, 'create', 'new', null);
  }
}

/** One target object may be linked to one identity only: a hard match wins, equal soft matches are all held. */
function settleSharedCandidates(verdicts: readonly Verdict[], context: AssessContext): void {
  const first = new Map<string, Verdict>();
  const shared = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    if (verdict.targetId === null || verdict.base === 'none') continue;
    const known = first.get(verdict.targetId);
    if (known === undefined) first.set(verdict.targetId, verdict);
    else shared.set(verdict.targetId, [...(shared.get(verdict.targetId) ?? [known]), verdict]);
  }
  for (const [targetId, group] of shared) {
    const owner = group.find((verdict) => verdict.base === 'linked') ?? group.find((verdict) => verdict.origin === 'hardMatch' || verdict.origin === 'resolution');
    for (const verdict of group) {
      if (verdict === owner || context.decisions.createNew.has(verdict.identity.guid)) continue;
      const { identity } = verdict;
      const others = group.filter((other) => other !== verdict).map((other) => ({ side: 'source', guid: other.identity.guid }) as const);
      const situation: Situation = owner === undefined ? 'ambiguousMatch' : 'anchorMismatch';
      hold(
        verdict,
        draftAbout(identity, situation, {
          attribute: owner === undefined ? null : 'onPremisesImmutableId',
          value: owner === undefined ? identity.principalName : identity.anchor,
          others: [{ side: 'target', id: targetId }, ...others],
          detail: owner === undefined ? `${group.length} AD objects match it` : `that of another AD object (${owner.identity.anchor})`,
          facts: { target: targetId, seekers: group.map((other) => other.identity.guid).sort().join(' ') },
          resolutions: owner === undefined ? ['pick', 'createNew', 'exclude'] : ['exclude'],
        }),
      );
    }
  }
}

/** A computed UPN never renames somebody who already signs in with a verified one; what is kept is a claim. */
function keepVerifiedPrincipalName(verdict: Verdict, context: AssessContext): void {
  if (!verdict.identity.principalNameComputed || verdict.targetId === null || verdict.base === 'none') return;
  const kept = context.index.get(verdict.targetId)?.principalName ?? null;
  const suffix = kept === null ? null : suffixOf(kept);
  if (suffix !== null && context.flow.verified.has(suffix)) verdict.keptPrincipalName = kept;
}

function invalidDrafts(identity: Identity): readonly Draft[] {
  const [first] = identity.invalid;
  if (first === undefined) return [];
  const optional = identity.invalid.some((invalid) => invalid.optional);
  return [
    draftAbout(identity, 'invalidValue', {
      attribute: first.attribute,
      value: first.value,
      detail: identity.invalid.map((invalid) => `${invalid.attribute} ${invalid.why} (rule “${invalid.rule}”)`).join('; '),
      facts: Object.fromEntries(identity.invalid.map((invalid) => [invalid.attribute, invalid.value])),
      resolutions: optional ? ['setValue', 'dropAttribute', 'exclude'] : ['setValue', 'exclude'],
    }),
  ];
}

/** Puts every identity into its situation: match, then claims on values. Pure; the order of `identities` decides ties only. */
export function assess(identities: readonly Identity[], given: Omit<AssessContext, 'isOrphan'>): readonly Verdict[] {
  let orphans: ReadonlySet<string> | null = null;
  const isOrphan = (targetId: string): boolean => {
    orphans ??= new Set(departures(identities.map((identity) => ({ identity })), given).map((link) => link.targetId));
    return orphans.has(targetId);
  };
  const context: AssessContext = { ...given, isOrphan };
  const verdicts = identities.map((identity) => initialVerdict(identity, context));
  settleSharedCandidates(verdicts, context);
  for (const verdict of verdicts) {
    keepVerifiedPrincipalName(verdict, context);
    hold(verdict, ...invalidDrafts(verdict.identity), ...unifiedDrafts(verdict, context));
  }
  for (const [verdict, draft] of duplicateDrafts(verdicts, context)) hold(verdict, draft);
  settleTakenValues(verdicts, context);
  return verdicts;
}
