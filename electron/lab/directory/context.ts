import { isBelow, first, type Entry } from './entry.ts';
import { groupsOf } from './changes.ts';
import type { FaultState } from './faults.ts';
import { resolveName, type Tree } from './tree.ts';

/** What every operation of one running directory shares. */
export type Context = {
  readonly tree: Tree;
  readonly domain: string;
  readonly netbios: string;
  /** DNS name of the domain controller. */
  readonly host: string;
  readonly maxPageSize: number;
  readonly maxValues: number;
  readonly requireTls: boolean;
  readonly faults: FaultState;
  readonly serviceAccount: Entry;
  readonly searches: LoggedSearch[];
  invocationId: string;
  nextSession: number;
};

/** A search as it came in, for assertions of tests. */
export type LoggedSearch = {
  readonly account: string;
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: string;
  readonly attributes: readonly string[];
  readonly controls: readonly string[];
  /** Entries sent and the result code. */
  readonly entries: number;
  readonly code: number;
};

export type Session = {
  readonly id: number;
  account: Entry | null;
  tls: boolean;
};

export type Rights = { readonly read: boolean; readonly write: boolean; readonly deletedObjects: boolean; readonly replicate: boolean };

/** What the bound account may do: everybody reads, administrators write, the service account replicates. */
export function rightsOf(context: Context, session: Session): Rights {
  const account = session.account;
  if (account === null || account.deleted) return { read: false, write: false, deletedObjects: false, replicate: false };
  const admin = isAdministrator(account);
  const service = account === context.serviceAccount;
  return {
    read: true,
    write: admin,
    deletedObjects: admin || (service && !context.faults.noDeletedObjectsRight),
    replicate: admin || (service && !context.faults.noReplicationRight),
  };
}

function isAdministrator(account: Entry): boolean {
  for (const group of groupsOf(account)) if (first(group, 'objectsid') === 'S-1-5-32-544') return true;
  return false;
}

/** Whether the client sees the entry, with the controls it sent. */
export function sightOf(context: Context, rights: Rights, show: { readonly deleted: boolean; readonly recycled: boolean }): (entry: Entry) => boolean {
  const hidden = context.faults.hiddenBelow === null || rights.write ? undefined : resolveName(context.tree, context.faults.hiddenBelow);
  const mayShow = (show.deleted || show.recycled) && rights.deletedObjects;
  return (entry) => {
    if (entry.deleted) return mayShow && (show.recycled || first(entry, 'isrecycled') !== 'TRUE');
    if (entry.rdnValue === 'Deleted Objects' && entry.parent?.parent === null) return mayShow;
    return hidden === undefined || !isBelow(entry, hidden);
  };
}
