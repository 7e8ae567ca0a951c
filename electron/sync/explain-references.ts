import type { ExplainedManager, ExplainedMembers } from '../../shared/explanation.ts';
import type { Situation } from '../../shared/situation.ts';
import { anchorOf } from './names/anchor.ts';
import type { Scope } from './scope/scope.ts';
import type { Link, SourceRow, StagingStore } from './store.ts';

const examples = 20;

/** The Entra object that a user or group is linked to; null when there is none. */
function linkOf(row: SourceRow, store: StagingStore): Link | null {
  const link = row.kind === 'user' || row.kind === 'group' ? store.links.get(anchorOf(row).value) : null;
  return link?.state === 'linked' || link?.state === 'disabled' ? link : null;
}

function whyNot(row: SourceRow | null, scope: Scope, conflicts: ReadonlyMap<string | null, Situation>): string {
  if (row === null) return 'not read: outside of what Causeway reads, or of another domain';
  if (row.state === 'gone') return 'deleted in Active Directory';
  if (row.kind === 'contact') return 'a contact, which Microsoft Graph cannot create';
  if (row.kind === 'foreign') return 'a foreign security principal: an account of another forest';
  if (row.kind === 'container') return 'not an account';
  const verdict = scope(row);
  if (!verdict.inScope) return `${verdict.means} (${verdict.rule})`;
  const conflict = conflicts.get(row.guid);
  return conflict === undefined ? 'not in Entra yet' : `held for review (${conflict})`;
}

/** What becomes of the direct members of a group, with why some are left out. */
export function explainMembers(group: SourceRow, link: Link | null, store: StagingStore, scope: Scope): ExplainedMembers {
  const conflicts = new Map(store.conflicts.all().map(({ guid, situation }) => [guid, situation]));
  let linked = 0;
  let leftOut = 0;
  let inSource = 0;
  const leftOutExamples: { dn: string; why: string }[] = [];
  for (const { guid, dn } of store.source.members(group.guid)) {
    inSource += 1;
    const row = guid === null ? null : store.source.get(guid);
    if (row !== null && linkOf(row, store) !== null) {
      linked += 1;
      continue;
    }
    leftOut += 1;
    if (leftOutExamples.length < examples) leftOutExamples.push({ dn, why: whyNot(row, scope, conflicts) });
  }
  return { inSource, linked, leftOut, leftOutExamples, inTarget: link === null ? null : store.target.members(link.targetId).length, foreign: link?.foreignMembers.length ?? 0 };
}

export function explainManager(user: SourceRow, store: StagingStore): ExplainedManager | null {
  if (user.managerDn === null) return null;
  const manager = user.managerGuid === null ? null : store.source.get(user.managerGuid);
  return { dn: user.managerDn, linkedTo: (manager === null ? null : linkOf(manager, store)?.targetId) ?? null };
}
