import { fromLatin1, fromUtf8, toHex } from '../bytes/text.ts';
import { oidText, readChildren, type Der } from './der.ts';

/** One part of a distinguished name: `CN=Kate`. */
export type NamePart = { readonly oid: string; readonly value: string };
/** Relative names in the order of the certificate: the least specific first. */
export type CertificateName = readonly (readonly NamePart[])[];

/** Short names as .NET's X500DistinguishedName writes them. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'S',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.42': 'G',
  '2.5.4.43': 'I',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'E',
};

/** A string of any of the ASN.1 string types. */
export function derText({ tag, content }: Der): string {
  if (tag === 0x0c) return fromUtf8(content);
  if (tag === 0x1e) return Array.from({ length: content.length >> 1 }, (_, index) => String.fromCharCode(((content[index * 2] ?? 0) << 8) | (content[index * 2 + 1] ?? 0))).join('');
  return [0x12, 0x13, 0x14, 0x16, 0x1a].includes(tag) ? fromLatin1(content) : `#${toHex(content)}`;
}

/** Null when it is no name. */
export function readName(name: Der | undefined): CertificateName | null {
  if (name?.tag !== 0x30) return null;
  const sets = readChildren(name.content);
  const parts = sets?.map((set) => readChildren(set.content)?.map((pair): NamePart | null => {
    const [oid, value] = readChildren(pair.content) ?? [];
    return oid?.tag === 0x06 && value !== undefined ? { oid: oidText(oid.content), value: derText(value) } : null;
  }));
  if (parts === undefined || parts.some((set) => set === undefined || set.includes(null))) return null;
  return parts as CertificateName;
}

function quoted(value: string): string {
  return /[,+="\n<>#;]|^\s|\s$/.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value;
}

/** `CN=Kate, O=Contoso, C=DE`: the most specific first, as .NET shows it. */
export function nameText(name: CertificateName): string {
  return [...name].reverse().map((set) => set.map(({ oid, value }) => `${shortNames[oid] ?? `OID.${oid}`}=${quoted(value)}`).join(' + ')).join(', ');
}

/** The most specific part of a kind; null when there is none. */
export function partOf(name: CertificateName, oid: string): string | null {
  return [...name].reverse().flat().find((part) => part.oid === oid)?.value ?? null;
}
