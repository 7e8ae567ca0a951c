import { createHash } from 'node:crypto';
import type { Write } from '../../sync/ports.ts';
import type { BatchAnswer } from './batch.ts';
import { NetworkFailure } from './connection-problem.ts';
import type { Transport } from './transport.ts';
import { photoUrl } from './write-request.ts';

/** Graph takes less than 4 MB in one request (https://learn.microsoft.com/graph/api/profilephoto-update). */
const largestPhoto = 4 * 1024 * 1024;

function refusal(status: number, code: string, message: string): BatchAnswer {
  return { status, header: () => null, body: { error: { code, message } } };
}

/** Reads one picture from Active Directory and writes it. Null: the answer was lost. */
export async function sendPhoto(transport: Pick<Transport, 'putBytes'>, { id, dn, digest }: Extract<Write, { readonly kind: 'setPhoto' }>, photoOf: (dn: string) => Promise<Uint8Array | null>): Promise<BatchAnswer | null> {
  const bytes = await photoOf(dn);
  const isPlanned = bytes !== null && createHash('sha256').update(bytes).digest('base64') === digest;
  if (!isPlanned) return refusal(409, 'photoChanged', 'The photo in Active Directory is not the planned one any more; the next run plans it anew.');
  if (bytes.length >= largestPhoto) return refusal(400, 'photoTooLarge', `The photo has ${bytes.length} bytes; Microsoft Graph takes less than 4 MB.`);
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return refusal(400, 'photoFormat', 'The photo is no JPEG, and Microsoft Graph takes no other image.');
  try {
    return await transport.putBytes(photoUrl(id), bytes, 'image/jpeg');
  } catch (error) {
    if (error instanceof NetworkFailure) return null;
    throw error;
  }
}
