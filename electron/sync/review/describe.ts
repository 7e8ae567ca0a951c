import type { Conflict, OtherObject } from '../../../shared/conflict.ts';
import type { Digest } from '../ports.ts';
import { commonNameOf } from '../names/dn.ts';
import type { StagingStore } from '../store.ts';
import { draftKey, type Draft } from './draft.ts';

/** Turns drafts into conflicts people can read: names instead of keys, one sentence of reason, one of fix. */

export function conflictId(draft: Pick<Draft, 'guid' | 'situation' | 'attribute'>, digest: Digest): string {
  return digest(draftKey(draft)).slice(0, 12);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A soft-deleted user's UPN carries the object id without dashes in front; people know it without. */
export function unmangled(principalName: string | null, id: string): string | null {
  const prefix = id.replaceAll('-', '');
  return principalName?.toLowerCase().startsWith(prefix) === true ? principalName.slice(prefix.length) : principalName;
}

function describeOther(other: Draft['others'][number], store: StagingStore): OtherObject {
  if (other.side === 'source') {
    const row = store.source.get(other.guid);
    return { id: other.guid, name: row?.dn ?? other.guid, side: 'source', type: row?.kind === 'group' ? 'group' : 'user' };
  }
  const row = store.target.get(other.id);
  const deleted = row === null ? store.facts.get()?.deleted.find((object) => object.id === other.id) : undefined;
  const name = unmangled(textOf(row?.attributes['userPrincipalName']), other.id) ?? textOf(row?.attributes['mail']) ?? textOf(row?.attributes['displayName']) ?? unmangled(deleted?.userPrincipalName ?? null, other.id) ?? deleted?.displayName ?? other.id;
  const guest = textOf(row?.attributes['userType'])?.toLowerCase() === 'guest';
  return { id: other.id, name, side: 'target', type: guest ? 'guest' : (row?.kind ?? deleted?.kind ?? 'user') };
}

type Words = { readonly reason: string; readonly fix: string };

function words(draft: Draft, name: string, others: readonly OtherObject[]): Words {
  const other = others[0]?.name ?? 'an object that is gone';
  const all = others.map((each) => each.name).join(' and ');
  const what = draft.attribute ?? 'value';
  const value = draft.value ?? '';
  switch (draft.situation) {
    case 'missingInTarget':
      return {
        reason: `${name} belongs to ${other}, which is not in the tenant any more (${draft.detail}).`,
        fix: draft.facts['state'] === 'deleted' ? `Restore ${other} from the recycle bin and link it, or create ${name} again.` : `Create ${name} again, or leave it alone.`,
      };
    case 'sourceMissing':
      return { reason: `${name} is deleted or out of scope in Active Directory; ${other} would be ${draft.detail}.`, fix: `Let it be ${draft.detail} by approving the plan, keep ${other} and forget the link, or only disable it.` };
    case 'invalidValue':
      if (what === 'members') return { reason: `Microsoft Graph would refuse ${name}: ${draft.detail} (${value}).`, fix: `Put the users of ${value} into ${name} in Active Directory, or leave these groups out here (dropAttribute).` };
      return { reason: `Microsoft Graph would refuse ${name}: ${draft.detail}. The value is “${value}”.`, fix: `Correct ${what} of ${name} in Active Directory, or decide on another value here.` };
    case 'duplicateInSource':
      return { reason: `${name} and ${all} all claim ${what} ${value}.`, fix: `Give all but one of them another value in Active Directory, pick the owner, or exclude the others.` };
    case 'ambiguousMatch':
      return { reason: `${name} cannot be matched to one object: ${all} (${draft.detail}).`, fix: draft.type === 'group' ? `Pick the group that belongs to ${name}; the others are left alone.` : `Pick the object that belongs to ${name}, or correct the addresses so that only one matches.` };
    case 'managedElsewhere':
      return { reason: `${other} matches ${name}, but Entra Connect or Cloud Sync synchronizes it.`, fix: `Take ${other} out of the other tool's scope first, or exclude ${name}.` };
    case 'anchorMismatch':
      if (draft.facts['handOver'] !== undefined) {
        return { reason: `${other} would fit ${name}, but belongs to an object that is deleted or out of scope in Active Directory (source anchor ${draft.detail}).`, fix: `Re-anchor ${other} to hand it over to ${name}; else choose other values for ${name}, or exclude it.` };
      }
      return {
        reason: `${name} has the source anchor ${draft.anchor}, but ${other} carries ${draft.detail}.`,
        fix: draft.resolutions.includes('reanchor') ? `Re-anchor ${other} when it belongs to ${name}; else correct mS-DS-ConsistencyGuid in Active Directory or exclude ${name}.` : `Correct the addresses or mS-DS-ConsistencyGuid of ${name} in Active Directory, or exclude it.`,
      };
    case 'typeMismatch':
      if (draft.facts['wanted'] !== undefined) return { reason: `${name} is to be a ${draft.facts['wanted']} now, but its object ${other} is a ${draft.detail}, and Entra cannot change that.`, fix: `Change the group type of ${name} back in Active Directory, or exclude it: ${other} is then left alone. For a new group, make a new one in Active Directory.` };
      if (draft.attribute === 'onPremisesSecurityIdentifier') return { reason: `${other} was made of ${name} (onPremisesSecurityIdentifier ${value}), but is a ${draft.detail}.`, fix: `Change ${other} in Exchange Online from now on, and exclude ${name}: both are then left alone.` };
      return { reason: `${what} ${value} of ${name} belongs to ${other}, a ${draft.detail}.`, fix: `Remove the value from ${other}, choose another one for ${name}, or exclude ${name}.` };
    case 'roleHolder':
      return draft.detail === 'unknown'
        ? { reason: `${other} matches ${name}, but Causeway may not read who holds Entra roles.`, fix: 'Grant the app RoleManagement.Read.Directory, or confirm the link by naming the roles.' }
        : { reason: `${other} matches ${name}, and holds ${draft.detail}.`, fix: `Confirm the link by naming the roles, or remove them from ${other} first.` };
    case 'takenInTarget':
      return { reason: `${what} ${value} of ${name} belongs to ${other} (${draft.detail}).`, fix: `Link ${name} to ${other} when it is the same ${draft.type === 'group' ? 'group' : 'person'}, free the value there, or choose another value.` };
    case 'refused':
      return { reason: `Microsoft Graph refused to write ${name}: ${draft.detail}`, fix: draft.facts['fix'] ?? 'Correct the cause and retry.' };
    case 'drift':
      return { reason: `${what} of ${other} was changed in Entra to “${draft.value ?? ''}”; Active Directory still says “${draft.detail}” for ${name}.`, fix: `Take over the Active Directory value, or keep the cloud value for ${what}.` };
    case 'found':
      return { reason: `${name} would be linked to ${other} (${draft.detail}).`, fix: `Confirm the link, create ${name} as a new object, or exclude it.` };
    default:
      return { reason: `${name}: ${draft.detail}.`, fix: 'Decide what to do with it.' };
  }
}

/** One conflict of one AD object; `also` are the other situations it is in. */
export function describe(draft: Draft, also: Conflict['also'], reopened: Conflict['reopened'], dn: string, store: StagingStore, digest: Digest): Conflict {
  const others = draft.others.map((other) => describeOther(other, store));
  const { reason, fix } = words(draft, commonNameOf(dn), others);
  return {
    id: conflictId(draft, digest),
    situation: draft.situation,
    also,
    type: draft.type,
    anchor: draft.anchor,
    guid: draft.guid,
    dn,
    attribute: draft.attribute,
    value: draft.value,
    other: others[0] ?? null,
    others,
    reason,
    fix,
    resolutions: draft.resolutions,
    recommended: draft.recommended,
    facts: draft.facts,
    reopened,
  };
}
