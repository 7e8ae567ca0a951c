import type { SourceKind, SourceObject, SourceReference } from '../../../electron/sync/directory.ts';
import type { SourcePage } from '../../../electron/sync/ports.ts';

/** Source objects for tests; without vitest, so that child processes can use them too. */

export const base = 'DC=corp,DC=example,DC=com';

/** A GUID that tells which object it is of. */
export function guid(number: number): string {
  return `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

type Parts = {
  readonly dn?: string;
  readonly kind?: SourceKind;
  readonly attributes?: SourceObject['attributes'];
  readonly members?: readonly SourceReference[];
  readonly manager?: SourceReference | null;
};

export function object(number: number, parts: Parts = {}): SourceObject {
  const kind = parts.kind ?? 'user';
  return {
    guid: guid(number),
    dn: parts.dn ?? `CN=object ${number},${base}`,
    kind,
    attributes: parts.attributes ?? { displayName: [`Object ${number}`] },
    members: parts.members ?? [],
    manager: parts.manager ?? null,
  };
}

export function container(number: number, dn: string): SourceObject {
  return { guid: guid(number), dn, kind: 'container', attributes: {}, members: [], manager: null };
}

/** A reference as a server gives it that does not know GUIDs. */
export const byName = (dn: string): SourceReference => ({ guid: null, dn });
export const byGuid = (of: SourceObject): SourceReference => ({ guid: of.guid, dn: of.dn });

export function page(objects: readonly SourceObject[], deleted: readonly string[] = [], watermark: string | null = null): SourcePage {
  return { objects, deleted, watermark };
}
