import { commonNameOf } from '../names/dn.ts';
import type { Draft } from '../review/draft.ts';
import type { SourceMember } from '../store.ts';
import type { AssessContext } from './assess.ts';
import { draftAbout, groupKindOf, isKindOf } from './candidate.ts';
import type { Composition } from './context.ts';
import type { Verdict } from './verdict.ts';

/**
 * Microsoft 365 groups from distribution lists. Such a group holds users only, is a member of nothing, and its mail nickname
 * is unique among its like (https://learn.microsoft.com/graph/api/group-post-groups, group-post-members).
 */

/** What holds a group because of its kind: it has groups as members, its nickname is taken, or it is linked to another kind. */
export function unifiedDrafts(verdict: Verdict, context: Pick<AssessContext, 'nested' | 'index' | 'decisions'>): readonly Draft[] {
  const { identity, targetId } = verdict;
  if (identity.type !== 'group') return [];
  const drafts: Draft[] = [];
  const linked = verdict.base === 'linked' && targetId !== null ? context.index.get(targetId) : undefined;
  if (linked !== undefined && linked.group !== null && (identity.unified || linked.group.unified) && !isKindOf(identity, linked)) {
    const type = groupKindOf(linked);
    drafts.push(draftAbout(identity, 'typeMismatch', { others: [{ side: 'target', id: linked.id }], detail: type, facts: { type, wanted: identity.unified ? 'Microsoft 365 group' : 'security group', target: linked.id }, resolutions: ['exclude'] }));
  }
  if (!identity.unified) return drafts;
  const nested = context.nested.get(identity.guid) ?? [];
  if (nested.length > 0 && context.decisions.overrides.get(identity.guid)?.dropped.has('members') !== true) {
    const named = nested.join(', ');
    drafts.push(
      draftAbout(identity, 'invalidValue', {
        attribute: 'members',
        value: named,
        detail: `a Microsoft 365 group holds users only, and ${nested.length === 1 ? 'a group is a member' : `${nested.length} groups are members`} of it`,
        facts: { members: named },
        resolutions: ['dropAttribute', 'exclude'],
      }),
    );
  }
  const owner = identity.nickname === null ? undefined : context.index.byNickname(identity.nickname);
  if (owner !== undefined && owner.id !== targetId && verdict.base !== 'none') {
    drafts.push(
      draftAbout(identity, 'takenInTarget', {
        attribute: 'mailNickname',
        value: identity.nickname,
        others: [{ side: 'target', id: owner.id }],
        detail: 'held by another object',
        facts: { attribute: 'mailNickname', value: (identity.nickname ?? '').toLowerCase(), target: owner.id },
        resolutions: verdict.base === 'create' && owner.synced !== true ? ['link', 'setValue', 'exclude'] : ['setValue', 'exclude'],
      }),
    );
  }
  return drafts;
}

/** Why an object with this verdict cannot be a member, because one of the two is a Microsoft 365 group; null when nothing speaks against it. */
export function obstacleOf(member: SourceMember, verdict: Verdict | undefined, group: Verdict, { store, index }: Pick<Composition, 'store' | 'index'>): string | null {
  const target = verdict?.targetId ?? null;
  if (verdict?.identity.unified === true || (target !== null && index.get(target)?.group?.unified === true)) return `${commonNameOf(member.dn)} is a Microsoft 365 group in Entra, which cannot be a member of another group, so it is left out`;
  if (!group.identity.unified || verdict?.identity.type === 'user') return null;
  const kind = verdict?.identity.type ?? (member.guid === null ? undefined : store.source.get(member.guid)?.kind);
  if (kind === undefined || kind === 'user') return null;
  return `${commonNameOf(member.dn)} is a ${kind}; a Microsoft 365 group holds users only, so it is left out`;
}
