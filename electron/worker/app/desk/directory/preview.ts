import type { DirectoryMatch, ObjectPreview } from '../../../../../shared/ipc/directory.ts';
import type { FoundObject } from '../../../../connectors/ldap/browse/browser.ts';
import type { TenantDomain } from '../../../../sync/directory.ts';
import { flowContext } from '../../../../sync/flow/context.ts';
import { lossesOf, previewFlows } from '../../../../sync/flow/preview.ts';
import { project } from '../../../../sync/flow/project.ts';
import { suffixOf } from '../../../../sync/flow/text.ts';
import { anchorOf } from '../../../../sync/names/anchor.ts';
import { commonNameOf } from '../../../../sync/names/dn.ts';
import { exclusionOf } from '../../../../sync/scope/exclusions.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { SourceRow } from '../../../../sync/store.ts';
import { systemClock } from '../../../system.ts';

/** A found object as a list shows it. */
export function matchOf({ guid, dn, kind, attributes }: FoundObject): DirectoryMatch {
  const first = (name: string): string | null => attributes[name]?.[0] ?? null;
  const account = kind === 'user' ? (first('userPrincipalName') ?? first('sAMAccountName')) : kind === 'group' ? first('sAMAccountName') : first('mail');
  return { guid, dn, kind, name: first('displayName') ?? first('cn') ?? commonNameOf(dn), account: account ?? '', description: first('description') };
}

/** Without the tenant's domains the object's own suffix counts as verified. */
function domainsFor(row: SourceRow, rules: Settings['rules'], known: readonly TenantDomain[] | null): readonly TenantDomain[] {
  if (known !== null) return known;
  if (row.kind !== 'user') return [];
  const name = project(row, anchorOf(row).value, flowContext({ rules }, [], systemClock.now()), null).sourcePrincipalName;
  const suffix = name === null ? null : suffixOf(name);
  return suffix === null ? [] : [{ name: suffix, verified: true, federated: false, initial: true }];
}

/** What the rules would make of an object as it is in AD right now. */
export function previewOf(found: FoundObject, rules: Settings['rules'], known: readonly TenantDomain[] | null): ObjectPreview {
  const { guid, dn, kind, attributes } = found;
  const row: SourceRow = { guid, source: '', dn, kind, attributes, managerGuid: null, managerDn: null, memberCount: 0, state: 'present' };
  const exclusion = exclusionOf(row);
  return {
    match: matchOf(found),
    excluded: exclusion === null ? null : { rule: exclusion.name, means: exclusion.means },
    anchor: anchorOf(row).value,
    flows: kind === 'contact' ? [] : previewFlows(row, flowContext({ rules }, domainsFor(row, rules, known), systemClock.now())),
    lost: lossesOf(row, rules),
    domainsKnown: known !== null,
  };
}
