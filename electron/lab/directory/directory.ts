import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions } from 'node:tls';
import { createLabCertificate } from '../certificate.ts';
import { addEntry, deleteTree, linkEntries, modifyEntry, moveEntry, recycleEntry, restoreEntry, type EntryInput, type Modification, type PendingLink } from './changes.ts';
import { serveConnection, type Connection } from './connection.ts';
import type { Context, LoggedSearch } from './context.ts';
import { dnOf, type Entry } from './entry.ts';
import { refusals } from './failure.ts';
import { faultSetters, noFaults, type LabDirectoryFaults } from './faults.ts';
import { guidBytes, seededGuid } from './identifiers.ts';
import { dnOfDomain, splitDn } from './names.ts';
import { newDomain } from './new-domain.ts';
import { attributeValues } from './reading.ts';
import { dsServiceName } from './root-dse.ts';
import { emptyTree, entryOfDn, resolveName, touch, type Tree } from './tree.ts';
import { valuesOf, type AttributeInput } from './values.ts';

/** An object to start with. References may name entries that come later. */
export type SeedEntry = { readonly dn: string; readonly attributes: EntryInput };

export type DirectoryOptions = {
  readonly domain?: string;
  readonly netbios?: string;
  readonly entries?: Iterable<SeedEntry>;
  /** GUIDs and SIDs follow from it; the same seed and entries give the same directory. */
  readonly seed?: string;
  readonly username?: string;
  readonly password?: string;
  readonly adminPassword?: string;
  /** Refuse simple binds without TLS, as a hardened domain controller does. Default true. */
  readonly requireTls?: boolean;
  /** Deleted objects keep their attributes and links until they are recycled. Default true. */
  readonly recycleBin?: boolean;
  /** MaxPageSize and MaxValRange of AD's LDAP policies: 1000 and 1500. */
  readonly maxPageSize?: number;
  readonly maxValues?: number;
  readonly now?: () => Date;
};

/** A running sample directory. Direct changes act as an AD administrator and follow the rules of AD. */
export type LabDirectory = {
  /** ldaps:// */
  readonly url: string;
  /** ldap://, for StartTLS. */
  readonly plainUrl: string;
  /** PEM of the CA that issued the server's certificate. */
  readonly ca: string;
  readonly baseDn: string;
  readonly domain: string;
  readonly netbios: string;
  /** Service account as `DOMAIN\user`. */
  readonly username: string;
  readonly password: string;
  readonly admin: { readonly username: string; readonly password: string };
  readonly faults: LabDirectoryFaults;
  add(dn: string, attributes: EntryInput): string;
  /** Replaces the named attributes; null clears one. */
  modify(dn: string, changes: Readonly<Record<string, AttributeInput | null>>): void;
  addMembers(groupDn: string, memberDns: readonly string[]): void;
  removeMembers(groupDn: string, memberDns: readonly string[]): void;
  /** Renames, moves, or both. */
  move(dn: string, newDn: string): void;
  /** Deletes the object and what is below it; answers its objectGUID. */
  remove(dn: string): string;
  /** Brings a deleted object back, to its old place unless another DN is given. */
  restore(guid: string, newDn?: string): void;
  /** Ends the deleted-object lifetime of a deleted object. */
  recycle(guid: string): void;
  /** objectGUID as lower-case text. Throws when there is no such object. */
  guidOf(dn: string): string;
  /** Base64 of objectGUID: the default source anchor. */
  anchorOf(dn: string): string;
  dnOf(guid: string): string;
  /** Values as text, binary ones as base64. */
  read(dn: string, attribute: string): readonly string[];
  /** Every live DN. */
  dns(): readonly string[];
  searches(): readonly LoggedSearch[];
  clearSearches(): void;
  stop(): Promise<void>;
};

/** Starts the directory on free ports of 127.0.0.1: LDAPS, and LDAP with StartTLS. */
export async function startDirectory(options: DirectoryOptions = {}): Promise<LabDirectory> {
  const domain = options.domain ?? 'corp.contoso.test';
  const netbios = options.netbios ?? 'CONTOSO';
  const host = `dc1.${domain}`;
  const seed = options.seed ?? 'contoso';
  const username = options.username ?? 'svc-causeway';
  const password = options.password ?? `${randomBytes(12).toString('base64url')}-aA1!`;
  const adminPassword = options.adminPassword ?? `${randomBytes(12).toString('base64url')}-aA1!`;
  const baseDn = dnOfDomain(domain);
  const tree = emptyTree({ domain, guidSeed: seed, recycleBin: options.recycleBin !== false, now: options.now ?? (() => new Date()) });
  const invocationId = seededGuid(`${seed}/invocation`);
  const created = newDomain({ domain, netbios, host, domainSid: tree.domainSid, adminPassword, invocationId: guidBytes(invocationId), recycleBin: tree.recycleBin });
  const serviceDn = `CN=${username},CN=Users,${baseDn}`;
  const service: SeedEntry = {
    dn: serviceDn,
    attributes: { objectClass: 'user', sAMAccountName: username, userPrincipalName: `${username}@${domain}`, displayName: 'Causeway service account', userAccountControl: 66048, userPassword: password },
  };
  load(tree, [...created, service]);
  load(tree, options.entries ?? []);

  const context: Context = {
    tree,
    domain,
    netbios,
    host,
    maxPageSize: options.maxPageSize ?? 1000,
    maxValues: options.maxValues ?? 1500,
    requireTls: options.requireTls !== false,
    faults: noFaults(),
    serviceAccount: entryAt(tree, serviceDn),
    searches: [],
    invocationId,
    nextSession: 1,
  };
  const { ca, certificate, key } = await createLabCertificate();
  const secure: SecureContextOptions = { cert: certificate, key };
  const connections = new Set<Connection>();
  const accept = (socket: Socket): void => {
    const connection = serveConnection(context, socket, secure, () => connections.delete(connection));
    connections.add(connection);
  };
  const tlsServer = createTlsServer(secure, accept);
  tlsServer.on('tlsClientError', () => undefined);
  const plainServer = createServer(accept);
  const [tlsPort, plainPort] = await Promise.all([listen(tlsServer), listen(plainServer)]);

  return {
    url: `ldaps://127.0.0.1:${tlsPort}`,
    plainUrl: `ldap://127.0.0.1:${plainPort}`,
    ca,
    baseDn,
    domain,
    netbios,
    username: `${netbios}\\${username}`,
    password,
    admin: { username: `${netbios}\\Administrator`, password: adminPassword },
    faults: faultSetters(context.faults, {
      changeInvocationId: () => changeInvocationId(context),
      applyIdleTimeout: () => connections.forEach((connection) => connection.applyIdleTimeout()),
    }),
    ...directChanges(tree),
    searches: () => [...context.searches],
    clearSearches: () => void (context.searches.length = 0),
    stop: async () => {
      connections.forEach((connection) => connection.destroy());
      await Promise.all([close(tlsServer), close(plainServer)]);
    },
  };
}

/** Adds entries in order, then their links, so that references may point forward. */
function load(tree: Tree, entries: Iterable<SeedEntry>): void {
  const pending: PendingLink[] = [];
  for (const { dn, attributes } of entries) addEntry(tree, dn, attributes, { pending, inventAccountName: false });
  for (const link of pending) linkEntries(tree, link);
}

type DirectChanges = Pick<LabDirectory, 'add' | 'modify' | 'addMembers' | 'removeMembers' | 'move' | 'remove' | 'restore' | 'recycle' | 'guidOf' | 'anchorOf' | 'dnOf' | 'read' | 'dns'>;

function directChanges(tree: Tree): DirectChanges {
  const change = (groupDn: string, operation: 'add' | 'delete', memberDns: readonly string[]): void =>
    modifyEntry(tree, entryAt(tree, groupDn), [{ operation, name: 'member', values: memberDns }]);
  return {
    add: (dn, attributes) => addEntry(tree, dn, attributes).guid,
    modify: (dn, changes) => {
      const modifications = Object.entries(changes).map(([name, value]): Modification => ({ operation: 'replace', name, values: value === null ? [] : valuesOf(value) }));
      modifyEntry(tree, entryAt(tree, dn), modifications);
    },
    addMembers: (groupDn, memberDns) => change(groupDn, 'add', memberDns),
    removeMembers: (groupDn, memberDns) => change(groupDn, 'delete', memberDns),
    move: (dn, newDn) => {
      const split = splitDn(newDn);
      if (split === null) throw refusals.badName(newDn);
      moveEntry(tree, entryAt(tree, dn), { rdn: split.rdn, parent: entryAt(tree, split.parent) });
    },
    remove: (dn) => {
      const entry = entryAt(tree, dn);
      deleteTree(tree, entry);
      return entry.guid;
    },
    restore: (guid, newDn) => restoreEntry(tree, entryWithGuid(tree, guid), newDn),
    recycle: (guid) => recycleEntry(tree, entryWithGuid(tree, guid)),
    guidOf: (dn) => entryAt(tree, dn).guid,
    anchorOf: (dn) => guidBytes(entryAt(tree, dn).guid).toString('base64'),
    dnOf: (guid) => dnOf(entryWithGuid(tree, guid)),
    read: (dn, attribute) => attributeValues(entryAt(tree, dn), attribute.toLowerCase()).map((value) => (Buffer.isBuffer(value) ? value.toString('base64') : value)),
    dns: () => tree.all.filter((entry) => !entry.deleted).map(dnOf),
  };
}

function entryAt(tree: Tree, dn: string): Entry {
  const entry = resolveName(tree, dn);
  if (entry === undefined) throw refusals.noSuchObject(entryOfDn(tree, dn).bestMatch);
  return entry;
}

function entryWithGuid(tree: Tree, guid: string): Entry {
  const entry = tree.byGuid.get(guid.toLowerCase());
  if (entry === undefined) throw refusals.noSuchObject('');
  return entry;
}

function changeInvocationId(context: Context): void {
  context.invocationId = seededGuid(`${context.invocationId}/next`);
  const settings = entryAt(context.tree, dsServiceName(context));
  settings.attributes.set('invocationid', [guidBytes(context.invocationId)]);
  touch(context.tree, settings, ['invocationid']);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
