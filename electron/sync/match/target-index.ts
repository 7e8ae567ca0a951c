import type { AttributeValue } from '../../../shared/plan.ts';
import type { TargetKind, TenantFacts } from '../directory.ts';
import { addressKey } from '../flow/address.ts';
import type { StagingStore, TargetRow } from '../store.ts';

/** The few facts about a target object that matching needs; one per object of the tenant, so it is kept small. */
export type TargetEntry = {
  readonly id: string;
  readonly kind: TargetKind;
  readonly principalName: string | null;
  readonly immutableId: string | null;
  /** onPremisesSyncEnabled: true is synchronized by another tool, false was once, null never. */
  readonly synced: boolean | null;
  readonly guest: boolean;
  /** `sid`: objectSid of the AD group that Entra Connect or Cloud Sync made it of; it stays after the hand-over. */
  readonly group: { readonly uniqueName: string | null; readonly sid: string | null; readonly displayName: string; readonly plainSecurity: boolean; readonly unified: boolean; readonly dynamic: boolean; readonly assignable: boolean } | null;
};

export type TargetIndex = {
  get(id: string): TargetEntry | undefined;
  byImmutableId(anchor: string): TargetEntry | undefined;
  byUniqueName(uniqueName: string): TargetEntry | undefined;
  /** Groups whose onPremisesSecurityIdentifier is this SID. */
  bySid(sid: string): readonly TargetEntry[];
  byDisplayName(name: string): readonly TargetEntry[];
  /** The Microsoft 365 group with this mail nickname: no other can have it. */
  byNickname(nickname: string): TargetEntry | undefined;
  /** Every object that holds this address: as UPN, mail or proxy address. */
  holders(address: string): readonly TargetEntry[];
  /** Roles held directly or through a role-assignable group; null: not readable, so unknown. */
  roles(id: string): readonly string[] | null;
  /** Another tool synchronizes the tenant: no run writes. */
  readonly synchronizedByOther: boolean;
};

function text(value: AttributeValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function list(value: AttributeValue | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}

/** Addresses of a target object in comparable form, UPN included. */
export function addressesOf(row: Pick<TargetRow, 'attributes'>): readonly string[] {
  const { userPrincipalName, mail, proxyAddresses } = row.attributes;
  const own = [text(userPrincipalName), text(mail), ...list(proxyAddresses)].filter((value) => value !== null);
  return [...new Set(own.map(addressKey))];
}

/** `mail` and the `SMTP:` entry: what the soft match may match on. */
export function primaryAddressesOf(row: Pick<TargetRow, 'attributes'>): readonly string[] {
  const primary = list(row.attributes['proxyAddresses']).filter((value) => value.startsWith('SMTP:'));
  const mail = text(row.attributes['mail']);
  return [...new Set([...(mail === null ? [] : [mail]), ...primary].map(addressKey))];
}

function entryOf(row: TargetRow): TargetEntry {
  const { attributes } = row;
  const groupTypes = list(attributes['groupTypes']);
  const synced = attributes['onPremisesSyncEnabled'];
  return {
    id: row.id,
    kind: row.kind,
    principalName: text(attributes['userPrincipalName']),
    immutableId: text(attributes['onPremisesImmutableId']),
    synced: typeof synced === 'boolean' ? synced : null,
    guest: row.kind === 'user' && text(attributes['userType'])?.toLowerCase() === 'guest',
    group:
      row.kind === 'group'
        ? {
            uniqueName: text(attributes['uniqueName']),
            sid: text(attributes['onPremisesSecurityIdentifier']),
            displayName: text(attributes['displayName']) ?? '',
            plainSecurity: attributes['securityEnabled'] === true && attributes['mailEnabled'] !== true && !groupTypes.includes('Unified'),
            unified: groupTypes.includes('Unified'),
            dynamic: groupTypes.includes('DynamicMembership'),
            assignable: attributes['isAssignableToRole'] === true,
          }
        : null,
  };
}

function push<K>(map: Map<K, TargetEntry | readonly TargetEntry[]>, key: K, entry: TargetEntry): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, entry);
  else map.set(key, Array.isArray(known) ? [...known, entry] : [known as TargetEntry, entry]);
}

function pull<K>(map: ReadonlyMap<K, TargetEntry | readonly TargetEntry[]>, key: K): readonly TargetEntry[] {
  const known = map.get(key);
  return known === undefined ? [] : Array.isArray(known) ? (known as readonly TargetEntry[]) : [known as TargetEntry];
}

/** Users that hold a role through a role-assignable group, nested groups included. */
function rolesByObject(facts: TenantFacts, target: StagingStore['target']): ReadonlyMap<string, readonly string[]> {
  const roles = new Map<string, string[]>();
  for (const assignment of facts.roles ?? []) {
    const reached = new Set<string>();
    const open = [assignment.memberId.toLowerCase()];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      roles.set(id, [...new Set([...(roles.get(id) ?? []), assignment.role])].sort());
      if (assignment.memberKind === 'group') open.push(...target.members(id));
    }
  }
  return roles;
}

/** Reads the target connector space once and answers the questions of matching from memory. */
export function indexTarget(target: StagingStore['target'], facts: TenantFacts): TargetIndex {
  const entries = new Map<string, TargetEntry>();
  const immutableIds = new Map<string, TargetEntry>();
  const uniqueNames = new Map<string, TargetEntry>();
  const sids = new Map<string, TargetEntry | readonly TargetEntry[]>();
  const nicknames = new Map<string, TargetEntry>();
  const displayNames = new Map<string, TargetEntry | readonly TargetEntry[]>();
  const holders = new Map<string, TargetEntry | readonly TargetEntry[]>();
  for (const row of target.iterate(['user', 'group', 'contact'])) {
    if (row.state !== 'present') continue;
    const entry = entryOf(row);
    entries.set(entry.id, entry);
    if (entry.immutableId !== null) immutableIds.set(entry.immutableId, entry);
    if (entry.group !== null) {
      if (entry.group.uniqueName !== null) uniqueNames.set(entry.group.uniqueName.toLowerCase(), entry);
      if (entry.group.sid !== null) push(sids, entry.group.sid.toUpperCase(), entry);
      const nickname = entry.group.unified ? text(row.attributes['mailNickname']) : null;
      if (nickname !== null) nicknames.set(nickname.toLowerCase(), entry);
      push(displayNames, entry.group.displayName.toLowerCase(), entry);
    }
    for (const address of addressesOf(row)) push(holders, address, entry);
  }
  const roles = facts.roles === null ? null : rolesByObject(facts, target);
  return {
    get: (id) => entries.get(id),
    byImmutableId: (anchor) => immutableIds.get(anchor),
    byUniqueName: (uniqueName) => uniqueNames.get(uniqueName.toLowerCase()),
    bySid: (sid) => pull(sids, sid.toUpperCase()),
    byDisplayName: (name) => pull(displayNames, name.toLowerCase()),
    byNickname: (nickname) => nicknames.get(nickname.toLowerCase()),
    holders: (address) => pull(holders, addressKey(address)),
    roles: (id) => (roles === null ? null : (roles.get(id) ?? [])),
    synchronizedByOther: facts.synchronizedByOther,
  };
}
