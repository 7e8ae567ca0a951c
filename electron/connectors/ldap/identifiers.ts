/** Text forms of binary identifiers in AD ([MS-DTYP] 2.3.4 and 2.4.2). */

const hexPairs = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
/** The first three groups of a GUID are stored with the low byte first. */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** 16 bytes from `start` as lower-case GUID text. */
export function guidText(bytes: Buffer, start = 0): string {
  let text = '';
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += hexPairs[bytes[start + (guidOrder[index] ?? 0)] ?? 0] ?? '';
  }
  return text;
}

/** The bytes of a GUID as AD stores them; null when the text is no GUID. */
export function guidBytes(text: string): Buffer | null {
  const written = Buffer.from(text.replaceAll('-', ''), 'hex');
  if (written.length !== 16 || text.length > 36) return null;
  return Buffer.from(guidOrder.map((position) => written[position] ?? 0));
}

/** A security identifier in `bytes[start, end)` as `S-1-…`; null when it is none. */
export function sidText(bytes: Buffer, start: number, end: number): string | null {
  const count = bytes[start + 1];
  if (count === undefined || end - start !== 8 + 4 * count) return null;
  let text = `S-${bytes[start]}-${bytes.readUIntBE(start + 2, 6)}`;
  for (let index = 0; index < count; index += 1) text += `-${bytes.readUInt32LE(start + 8 + 4 * index)}`;
  return text;
}
