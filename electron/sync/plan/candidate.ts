import type { Situation } from '../../../shared/situation.ts';
import type { TargetEntry } from '../match/target-index.ts';
import type { MatchContext } from '../match/match.ts';
import type { Draft } from '../review/draft.ts';
import type { Decisions } from '../review/decisions.ts';
import type { Identity } from './identity.ts';
import { situationTable } from '../../../shared/situation.ts';

/** A draft about an identity and target objects, with the situation's own resolutions. */
export function draftAbout(identity: Pick<Identity, 'type' | 'guid' | 'anchor'>, situation: Situation, rest: Partial<Draft> & { readonly detail: string; readonly facts: Draft['facts'] }): Draft {
  return {
    situation,
    type: identity.type,
    guid: identity.guid,
    anchor: identity.anchor,
    attribute: null,
    value: null,
    others: [],
    resolutions: situationTable[situation].resolutions,
    recommended: null,
    ...rest,
  };
}

function aboutTarget(identity: Identity, situation: Situation, entry: TargetEntry, detail: string, facts: Readonly<Record<string, string>>, rest: Partial<Draft> = {}): Draft {
  return draftAbout(identity, situation, { others: [{ side: 'target', id: entry.id }], detail, facts: { target: entry.id, ...facts }, ...rest });
}

/** Whether a target group is of the kind that this identity becomes: it cannot be changed. */
export function isKindOf({ unified }: Pick<Identity, 'unified'>, { group }: TargetEntry): boolean {
  return unified ? group?.unified === true : group?.plainSecurity === true;
}

export function groupKindOf({ group }: TargetEntry): string {
  if (group?.unified === true) return 'Microsoft 365 group';
  return group?.plainSecurity === true ? 'security group' : 'group that cannot be written through Microsoft Graph';
}

/** The value that led to a candidate. */
export type Hit = { readonly attribute: 'mail' | 'userPrincipalName' | 'onPremisesSecurityIdentifier'; readonly value: string | null };

/**
 * While another tool synchronizes the tenant no run writes (run.ts), so the account that carries this identity's anchor, or
 * the group that carries its SID, is compared attribute by attribute: the plan shows what would be different.
 */
export function comparesOnly(identity: Identity, entry: TargetEntry, { index }: Pick<MatchContext, 'index'>): boolean {
  const counterpart = identity.type === 'user' ? entry.immutableId === identity.anchor : identity.sid !== null && entry.group?.sid?.toUpperCase() === identity.sid.toUpperCase();
  return index.synchronizedByOther && counterpart;
}

export type CandidateContext = MatchContext & {
  /** Whether the AD object of this linked target object is gone: an admin may hand the account over to another one. */
  isOrphan(targetId: string): boolean;
};

/**
 * Why an unlinked identity may not simply be linked to this candidate (design, section 5): another tool synchronizes it,
 * it carries another anchor, it is of another type or a guest, or it holds a role.
 */
export function objectionsTo(identity: Identity, entry: TargetEntry, hit: Hit | null, context: CandidateContext, decisions: Decisions): readonly Draft[] {
  const drafts: Draft[] = [];
  const value = hit?.value ?? null;
  if (entry.kind !== identity.type || entry.guest || (identity.type === 'group' && !isKindOf(identity, entry))) {
    const type = entry.guest ? 'guest' : entry.kind !== identity.type ? entry.kind : groupKindOf(entry);
    drafts.push(aboutTarget(identity, 'typeMismatch', entry, type, { type, value: value ?? '' }, { attribute: hit?.attribute ?? null, value, ...(hit?.attribute === 'onPremisesSecurityIdentifier' ? { resolutions: ['exclude'] } : {}) }));
    return drafts;
  }
  if (entry.synced === true && !comparesOnly(identity, entry, context)) drafts.push(aboutTarget(identity, 'managedElsewhere', entry, 'onPremisesSyncEnabled is true', {}, { value }));
  const owner = context.links.byTarget(entry.id);
  const ofAnother = owner !== undefined && owner.anchor !== identity.anchor && owner.state !== 'released';
  const orphan = ofAnother && identity.type === 'user' && context.isOrphan(entry.id);
  const foreignLink = ofAnother && !orphan;
  const foreignAnchor = identity.type === 'user' && entry.immutableId !== null && entry.immutableId !== identity.anchor;
  if ((foreignAnchor || ofAnother) && !(decisions.reanchor.has(identity.guid) && !foreignLink)) {
    const cloudOnly = entry.synced !== true && !foreignLink;
    drafts.push(
      aboutTarget(identity, 'anchorMismatch', entry, entry.immutableId ?? owner?.anchor ?? '', { anchor: identity.anchor, targetAnchor: entry.immutableId ?? '', ...(orphan ? { handOver: owner.guid } : {}) }, {
        attribute: 'onPremisesImmutableId',
        value: identity.anchor,
        resolutions: cloudOnly ? ['reanchor', 'exclude'] : ['exclude'],
      }),
    );
  }
  const roles = identity.type === 'group' ? (entry.group?.assignable === true ? ['a role-assignable group'] : []) : context.index.roles(entry.id);
  if ((roles === null || roles.length > 0) && !decisions.confirmedRole.has(identity.guid)) {
    drafts.push(aboutTarget(identity, 'roleHolder', entry, roles === null ? 'unknown' : roles.join(', '), { roles: roles === null ? 'unknown' : roles.join(', ') }, { value }));
  }
  return drafts;
}
