import { toHex } from './text.ts';

/** GUIDs and SIDs between their binary and text forms ([MS-DTYP] 2.3.4 and 2.4.2). */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const guidPattern = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i;

export function isGuidText(text: string): boolean {
  return guidPattern.test(text.trim());
}

/** 16 bytes as Active Directory keeps them; null when it is no GUID. */
export function guidBytes(text: string): Uint8Array | null {
  if (!isGuidText(text)) return null;
  const digits = text.replace(/[^0-9a-fA-F]/g, '');
  const bytes = new Uint8Array(16);
  guidOrder.forEach((position, index) => { bytes[position] = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16); });
  return bytes;
}

/** Lower-case with dashes; null when it is not 16 bytes. */
export function guidText(bytes: Uint8Array): string | null {
  if (bytes.length !== 16) return null;
  const digits = toHex(Uint8Array.from(guidOrder, (position) => bytes[position] ?? 0)).toLowerCase();
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** `S-1-5-21-…`; null when the bytes are no SID. */
export function sidText(bytes: Uint8Array): string | null {
  const [revision, count = 0] = bytes;
  if (revision !== 1 || count > 15 || bytes.length !== 8 + count * 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const authority = view.getUint16(2) * 0x1_0000_0000 + view.getUint32(4);
  return ['S', revision, authority, ...Array.from({ length: count }, (_, index) => view.getUint32(8 + index * 4, true))].join('-');
}

/** Null when the text is no SID. */
export function sidBytes(text: string): Uint8Array | null {
  const parts = /^S-1-(\d+)((?:-\d+){1,15})$/i.exec(text.trim());
  if (parts === null) return null;
  const [, authority = '0', rest = ''] = parts;
  const subAuthorities = rest.slice(1).split('-').map(Number);
  const view = new DataView(new ArrayBuffer(8 + subAuthorities.length * 4));
  view.setUint8(0, 1);
  view.setUint8(1, subAuthorities.length);
  view.setUint16(2, Math.floor(Number(authority) / 0x1_0000_0000));
  view.setUint32(4, Number(authority) % 0x1_0000_0000);
  subAuthorities.forEach((value, index) => view.setUint32(8 + index * 4, value, true));
  return new Uint8Array(view.buffer);
}
