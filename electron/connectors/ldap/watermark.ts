import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sourceAttributes } from '../../sync/attributes.ts';
import { requestedAttributes } from './source-object.ts';
import type { Directory } from './session.ts';
import type { SourceOptions } from './source-options.ts';

/** How far an import got. Belongs to one domain controller: update sequence numbers are its own. */
const watermarkSchema = z.object({
  version: z.literal(1),
  method: z.enum(['dirSync', 'usnChanged']),
  /** DirSync cookie in base64, or the highest update sequence number read, in decimal. */
  position: z.string().min(1),
  /** DirSync showed only what the account may see (LDAP_DIRSYNC_OBJECT_SECURITY). */
  objectSecurity: z.boolean(),
  server: z.string(),
  url: z.string(),
  invocationId: z.string().nullable(),
  baseDn: z.string(),
  account: z.string(),
  /** Of the attributes that were asked for: what an older version did not read must be read in full once. */
  attributes: z.string(),
  when: z.string(),
});
export type Watermark = z.infer<typeof watermarkSchema>;

/** Domain controllers keep tombstones for 60 days at least by default; an older position may have missed deletions. */
const maximumAgeDays = 55;

/** `:plain`: before, names of objects were staged with identifiers in front, so that they have to be read anew. */
function attributesDigest({ extraAttributes = [] }: SourceOptions): string {
  return createHash('sha256').update([...requestedAttributes(), ...sourceAttributes, ...extraAttributes.map(({ name }) => `${name}:plain`)].join(' ')).digest('hex').slice(0, 16);
}

/** The position as the opaque text that the store keeps. */
export function writeWatermark(directory: Directory, options: SourceOptions, position: Pick<Watermark, 'method' | 'position' | 'objectSecurity'>, now: Date): string {
  const watermark: Watermark = {
    version: 1,
    ...position,
    server: directory.facts.name,
    url: directory.facts.url,
    invocationId: directory.facts.invocationId,
    baseDn: directory.baseDn,
    account: options.username,
    attributes: attributesDigest(options),
    when: now.toISOString(),
  };
  return JSON.stringify(watermark);
}

/** Reads the text; null when it is none of ours. */
export function readWatermark(text: string): Watermark | null {
  try {
    const parsed = watermarkSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Why a delta import cannot go on from this watermark; null when it can. */
export function obstacle(watermark: Watermark, directory: Directory, options: SourceOptions, now: Date): string | null {
  const { facts, baseDn } = directory;
  if (options.delta === 'none') return 'the profile asks for full imports only';
  if (options.delta !== 'auto' && options.delta !== watermark.method) return `the profile asks for ${options.delta}, the last import used ${watermark.method}`;
  if (watermark.server.toLowerCase() !== facts.name.toLowerCase()) return `another domain controller (${facts.name}, the last import read ${watermark.server})`;
  if (watermark.invocationId !== facts.invocationId) return `${facts.name} was restored or promoted again (invocation id changed)`;
  if (watermark.baseDn.toLowerCase() !== baseDn.toLowerCase()) return `another base (${baseDn} instead of ${watermark.baseDn})`;
  if (watermark.account.toLowerCase() !== options.username.toLowerCase()) return `another account (${options.username} instead of ${watermark.account}), which may see other objects`;
  if (watermark.attributes !== attributesDigest(options)) return 'other attributes are in use than in the last import';
  const ageDays = (now.getTime() - Date.parse(watermark.when)) / 86_400_000;
  if (!(ageDays <= maximumAgeDays)) return `the last import is more than ${maximumAgeDays} days old, deletions may have been forgotten since`;
  if (watermark.method === 'usnChanged' && (facts.highestCommittedUsn === null || BigInt(facts.highestCommittedUsn) < BigInt(watermark.position))) {
    return `${facts.name} went back in time (update sequence number below the last one read)`;
  }
  return null;
}
