import { Client } from 'ldapts';
import { openSource } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceOptions } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import type { Cancel, LargeGroupChange, SourceImport } from '../../../electron/sync/ports.ts';
import type { Samba } from '../../support/samba.ts';

export const never: Cancel = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

/** Options for a domain controller of the harness, signed in as its administrator. */
export function optionsFor(dc: Samba, changes: Partial<SourceOptions> = {}): SourceOptions {
  return {
    urls: [dc.url], domain: null, username: dc.admin, password: dc.password, startTls: false, allowPlainText: false,
    tls: { ca: dc.ca, pin: null }, baseDn: null, pageSize: 500, delta: 'auto', log: () => undefined, ...changes,
  };
}

export type Collected = Omit<SourceImport, 'pages'> & {
  readonly objects: readonly SourceObject[];
  readonly largeGroups: readonly LargeGroupChange[];
  readonly deleted: readonly string[];
  readonly watermark: string | null;
  /** Number of pages that carried a watermark. */
  readonly watermarks: number;
};

/** Reads an import to its end. */
export async function collect(opened: SourceImport): Promise<Collected> {
  const objects: SourceObject[] = [];
  const largeGroups: LargeGroupChange[] = [];
  const deleted: string[] = [];
  let watermark: string | null = null;
  let watermarks = 0;
  for await (const page of opened.pages) {
    objects.push(...page.objects);
    largeGroups.push(...(page.largeGroups ?? []));
    deleted.push(...page.deleted);
    if (page.watermark !== null) {
      watermark = page.watermark;
      watermarks += 1;
    }
  }
  const { mode, reason, method, tombstonesReadable } = opened;
  return { mode, reason, method, tombstonesReadable, objects, largeGroups, deleted, watermark, watermarks };
}

/** One import with a connector of its own. */
export async function importOnce(options: SourceOptions, watermark: string | null = null, full = false, largeGroups: readonly string[] = []): Promise<Collected> {
  const source = await openSource(options);
  try {
    return await collect(await source.openImport(watermark, { full, cancel: never, largeGroups: new Set(largeGroups) }));
  } finally {
    await source.close();
  }
}

/** The object whose DN starts so. */
export function byDn(objects: readonly SourceObject[], start: string): SourceObject {
  const found = objects.filter((object) => object.dn.startsWith(start));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} objects have a DN that starts with ${start}`);
  return first;
}

/** An independent LDAP client, signed in as the administrator. */
export async function adminClient(dc: Samba): Promise<Client> {
  const client = new Client({ url: dc.url, tlsOptions: { ca: [dc.ca] }, strictDN: false });
  await client.bind(dc.admin, dc.password);
  return client;
}
