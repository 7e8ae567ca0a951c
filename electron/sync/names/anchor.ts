import type { SourceRow } from '../store.ts';
import { base64OfGuid, bytesOfBase64, guidOfBase64 } from './guid.ts';

/** The immutable key of an identity, base64 of 16 bytes, and what was wrong with mS-DS-ConsistencyGuid if anything. */
export type Anchor = { readonly value: string; readonly ignoredBytes: number | null };

/**
 * mS-DS-ConsistencyGuid if it holds 16 bytes, else objectGUID, for users and groups alike (design, sections 4 and 12).
 * As Entra Connect does since 1.1.524.0, but AD is never written to.
 */
export function anchorOf(row: Pick<SourceRow, 'guid' | 'attributes'>): Anchor {
  const consistencyGuid = row.attributes['mS-DS-ConsistencyGuid']?.[0];
  if (consistencyGuid === undefined || consistencyGuid === '') return { value: base64OfGuid(row.guid), ignoredBytes: null };
  const bytes = bytesOfBase64(consistencyGuid);
  if (bytes?.length === 16) return { value: consistencyGuid, ignoredBytes: null };
  return { value: base64OfGuid(row.guid), ignoredBytes: bytes?.length ?? 0 };
}

/** The alternate key that makes creating a group idempotent: `ad-` and the anchor as GUID text, safe in a URL. */
export function uniqueNameOf(anchor: string): string {
  return `ad-${guidOfBase64(anchor) ?? anchor}`;
}
