import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attribute, Change, Client, Control } from 'ldapts';
import { guidText } from '../../electron/connectors/ldap/identifiers.ts';
import { startTenant, type JsonObject, type LabTenant, type TenantOptions, type WireExchange } from '../../electron/lab/tenant/tenant.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import type { RunDocument } from '../../shared/run.ts';
import { runCli, startCli, type Ended, type Started } from './cli-process.ts';
import { startSamba, type Samba, type SambaOptions } from './samba.ts';

/** A real domain controller, the sample tenant and the command line as child processes, for tests from end to end. */

/** `source` and `target` are merged key by key. */
export type ProfileChanges = Partial<Omit<ProfileInput, 'source' | 'target'>> & { readonly source?: Partial<ProfileInput['source']>; readonly target?: Partial<ProfileInput['target']> };

export type Stage = {
  readonly dc: Samba;
  readonly tenant: LabTenant;
  /** What went over the wire to the tenant, in order. */
  readonly wire: readonly WireExchange[];
  readonly env: Readonly<Record<string, string>>;
  /** Folder of the profiles. */
  readonly folder: string;
  /** Writes another profile with a data folder of its own, and answers a command line for it. */
  profile(name: string, changes?: ProfileChanges): Promise<CommandLine>;
  stop(): Promise<void>;
};

export type CommandLine = {
  /** Profile file and data folder. */
  readonly path: string;
  readonly data: string;
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  start(words: readonly string[]): Started;
  /** `preview` or `sync` with `--json`; throws when there is no document. */
  document(...words: readonly string[]): Promise<{ readonly code: number | null; readonly document: RunDocument }>;
};

/** Fast enough for a test: the sample tenant enforces no quota. */
const quota = { writes: 100_000, perSeconds: 100 };

export async function startStage(samba: SambaOptions, tenantOptions: TenantOptions = {}): Promise<Stage> {
  const dc = await startSamba(samba);
  const wire: WireExchange[] = [];
  const tenant = await startTenant({ ...tenantOptions, observe: (exchange) => void wire.push(exchange) }).catch(async (error: unknown) => {
    await dc.remove();
    throw error;
  });
  const folder = await mkdtemp(join(tmpdir(), 'causeway-samba-'));
  await writeFile(join(folder, 'ad-ca.pem'), dc.ca);
  await writeFile(join(folder, 'tenant-ca.pem'), tenant.ca);
  const env = { CAUSEWAY_AD_PASSWORD: dc.password, CAUSEWAY_CLIENT_SECRET: tenant.clientSecret };
  return {
    dc, tenant, wire, env, folder,
    async profile(name, changes = {}) {
      const profile: ProfileInput = {
        version: 1,
        name,
        ...changes,
        source: { url: dc.url, username: dc.admin, password: { env: 'CAUSEWAY_AD_PASSWORD' }, tls: { caFile: 'ad-ca.pem' }, ...changes.source },
        target: {
          cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' },
          tenantId: tenant.tenantId, clientId: tenant.clientId, auth: { kind: 'clientSecret', secret: { env: 'CAUSEWAY_CLIENT_SECRET' } }, quota, ...changes.target,
        },
      };
      const path = join(folder, `${name}.json`);
      const data = join(folder, 'data', name);
      await mkdir(data, { recursive: true });
      await writeFile(path, `${JSON.stringify(profile, null, 2)}\n`);
      return commandLine(path, data, env);
    },
    async stop() {
      await tenant.stop();
      await dc.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function commandLine(path: string, data: string, env: Readonly<Record<string, string>>): CommandLine {
  const options = ['--profile', path, '--data-dir', data] as const;
  return {
    path,
    data,
    run: (words, more = {}) => runCli([...words, ...options], { ...env, ...more }),
    start: (words) => startCli([...words, ...options], env),
    async document(...words) {
      const ended = await runCli([...words, '--json', ...options], env);
      if (ended.stdout === '') throw new Error(`No document: ${ended.stderr}`);
      return { code: ended.code, document: JSON.parse(ended.stdout) as RunDocument };
    },
  };
}

/** Acts in AD as an administrator with an LDAP tool of their own. */
export async function asAdmin<T>(dc: Samba, work: (admin: Admin) => Promise<T>): Promise<T> {
  const client = new Client({ url: dc.url, tlsOptions: { ca: [dc.ca] }, strictDN: false });
  await client.bind(dc.admin, dc.password);
  try {
    return await work(adminOf(client));
  } finally {
    await client.unbind();
  }
}

export type Admin = {
  add(dn: string, attributes: Readonly<Record<string, string | string[]>>): Promise<void>;
  /** Null takes the attribute away. */
  set(dn: string, attributes: Readonly<Record<string, string | null>>): Promise<void>;
  addMember(group: string, ...dns: readonly string[]): Promise<void>;
  removeMember(group: string, ...dns: readonly string[]): Promise<void>;
  /** Renames and moves. */
  move(from: string, to: string): Promise<void>;
  remove(dn: string): Promise<void>;
  /** objectGUID as text. */
  guid(dn: string): Promise<string>;
  /** LDAP reanimation of a tombstone ([MS-ADTS] 3.1.1.5.3.7), and the attributes that a tombstone loses. */
  restore(guid: string, baseDn: string, dn: string, attributes: Readonly<Record<string, string>>): Promise<void>;
};

const showDeleted = '1.2.840.113556.1.4.417';

function change(operation: 'add' | 'replace' | 'delete', type: string, values: readonly string[]): Change {
  return new Change({ operation, modification: new Attribute({ type, values: [...values] }) });
}

function adminOf(client: Client): Admin {
  const set: Admin['set'] = (dn, attributes) => client.modify(dn, Object.entries(attributes).map(([type, value]) => change('replace', type, value === null ? [] : [value])));
  return {
    add: (dn, attributes) => client.add(dn, { ...attributes }),
    set,
    addMember: (group, ...dns) => client.modify(group, change('add', 'member', dns)),
    removeMember: (group, ...dns) => client.modify(group, change('delete', 'member', dns)),
    move: (from, to) => client.modifyDN(from, to),
    remove: (dn) => client.del(dn),
    async guid(dn) {
      const { searchEntries } = await client.search(dn, { scope: 'base', attributes: ['objectGUID'], explicitBufferAttributes: ['objectGUID'] });
      const value = searchEntries[0]?.['objectGUID'];
      if (!Buffer.isBuffer(value)) throw new Error(`${dn} has no objectGUID.`);
      return guidText(value);
    },
    async restore(guid, baseDn, dn, attributes) {
      const name = dn.slice(0, dn.indexOf(','));
      await client.modify(`${name}\\0ADEL:${guid},CN=Deleted Objects,${baseDn}`, [change('delete', 'isDeleted', []), change('replace', 'distinguishedName', [dn])], new Control(showDeleted, { critical: true }));
      await set(dn, attributes);
    },
  };
}

/** A user of the tenant by sign-in name, as the snapshot has it. */
export function cloudUser(tenant: LabTenant, principalName: string): JsonObject | undefined {
  return tenant.snapshot().users.find((user) => String(user['userPrincipalName']).toLowerCase() === principalName.toLowerCase());
}

export function cloudGroup(tenant: LabTenant, displayName: string): JsonObject | undefined {
  return tenant.snapshot().groups.find((group) => group['displayName'] === displayName);
}

/** Members of a cloud group as the snapshot names them: `user:UPN`, `group:UNIQUENAME`. */
export function memberNames(tenant: LabTenant, displayName: string): readonly unknown[] {
  const members = cloudGroup(tenant, displayName)?.['members'];
  return Array.isArray(members) ? members : [];
}

/** The object id of a live cloud object; throws when there is none. */
export function cloudId(tenant: LabTenant, name: string): string {
  const found = tenant.admin.find(name);
  if (found === undefined || found.deleted) throw new Error(`The tenant has no ${name}.`);
  return found.id;
}
