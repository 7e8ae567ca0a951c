import { createHash } from 'node:crypto';

/** GUIDs, SIDs and times in the forms that AD stores and prints. */

const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** The 16 bytes of `xxxxxxxx-xxxx-…` in AD's order: the first three parts are little-endian (MS-DTYP 2.3.4.2). */
export function guidBytes(text: string): Buffer {
  const plain = Buffer.from(text.replaceAll('-', ''), 'hex');
  return Buffer.from(guidOrder.map((position) => plain[position] ?? 0));
}

/** Lower-case text of 16 GUID bytes. */
export function guidText(bytes: Buffer): string {
  const hex = Buffer.from(guidOrder.map((position) => bytes[position] ?? 0)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A GUID that looks random and is the same for the same seed (version 4, variant 1). */
export function seededGuid(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Bytes of `S-1-5-21-…` (MS-DTYP 2.4.2.2): revision, count, 48-bit authority, then little-endian 32-bit parts. */
export function sidBytes(text: string): Buffer {
  const [, revision = '1', authority = '0', ...parts] = text.split('-');
  const bytes = Buffer.alloc(8 + parts.length * 4);
  bytes.writeUInt8(Number(revision), 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(Number(authority), 2, 6);
  parts.forEach((part, index) => bytes.writeUInt32LE(Number(part), 8 + index * 4));
  return bytes;
}

export function sidText(bytes: Buffer): string {
  const parts = Array.from({ length: bytes.readUInt8(1) }, (_, index) => bytes.readUInt32LE(8 + index * 4));
  return ['S', bytes.readUInt8(0), bytes.readUIntBE(2, 6), ...parts].join('-');
}

/** `20261122150847.0Z`, the generalized time of whenChanged. */
export function generalizedTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '')}.0Z`;
}

/** 100-nanosecond steps since 1601, as accountExpires and pwdLastSet hold them. */
export function fileTime(date: Date): string {
  return (BigInt(date.getTime() + 11_644_473_600_000) * 10_000n).toString();
}

/** Milliseconds since 1970 of a FILETIME; null for "never" (0 and the largest value). */
export function millisecondsOfFileTime(text: string): number | null {
  if (!/^\d+$/.test(text)) return null;
  const value = BigInt(text);
  if (value === 0n || value >= 0x7fffffffffffffffn) return null;
  return Number(value / 10_000n) - 11_644_473_600_000;
}
