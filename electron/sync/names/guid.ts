/**
 * objectGUID in its three forms: 16 bytes, text and base64. AD stores the first three groups little-endian
 * ([MS-DTYP] 2.3.4.2), so the text is not the bytes in order.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const dashesBefore = new Set([4, 6, 8, 10]);

/** Bytes of a base64 text; null when it is none. */
export function bytesOfBase64(text: string): readonly number[] | null {
  const bare = text.replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1) return null;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of bare) {
    buffer = ((buffer << 6) | alphabet.indexOf(character)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return bytes;
}

/** One flat text: it is kept for every identity, and a text put together with `+=` keeps its pieces. */
function base64OfBytes(bytes: readonly number[]): string {
  const characters: string[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const second = bytes[index + 1];
    const third = bytes[index + 2];
    const group = ((bytes[index] ?? 0) << 16) | ((second ?? 0) << 8) | (third ?? 0);
    characters.push(alphabet.charAt((group >> 18) & 63), alphabet.charAt((group >> 12) & 63));
    characters.push(second === undefined ? '=' : alphabet.charAt((group >> 6) & 63), third === undefined ? '=' : alphabet.charAt(group & 63));
  }
  return characters.join('');
}

/** `6b1a…-….` → base64 of the 16 bytes as AD stores them: the default source anchor. */
export function base64OfGuid(guid: string): string {
  const hex = guid.replaceAll('-', '');
  return base64OfBytes(byteOrder.map((position) => Number.parseInt(hex.slice(position * 2, position * 2 + 2), 16)));
}

/** A 16-byte anchor as GUID text; null when it is not 16 bytes. */
export function guidOfBase64(anchor: string): string | null {
  const bytes = bytesOfBase64(anchor);
  if (bytes?.length !== 16) return null;
  return byteOrder.map((position, index) => (dashesBefore.has(index) ? '-' : '') + (bytes[position] ?? 0).toString(16).padStart(2, '0')).join('');
}

/** A GUID as people write it (`{6B1A…}`, upper case) in the form the store keys it by. */
export function guidKey(text: string): string {
  return text.trim().toLowerCase().replace(/^\{|\}$/g, '');
}
