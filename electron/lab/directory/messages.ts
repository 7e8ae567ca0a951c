import { BerReader, BerWriter } from 'ldapts';
import { enter, readBytes, readFlag, readNumber, readText, write } from './ber.ts';
import type { RawControl } from './controls.ts';
import type { Value } from './entry.ts';
import { readFilter, type Filter } from './filter.ts';
import type { ReadAttribute } from './reading.ts';

/** LDAP messages on the wire (RFC 4511, 4.1 and appendix B). */

export type WireAttribute = { readonly name: string; readonly values: readonly Buffer[] };
export type WireModification = WireAttribute & { readonly operation: 'add' | 'delete' | 'replace' };

export type SearchRequest = {
  readonly kind: 'search';
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly sizeLimit: number;
  readonly typesOnly: boolean;
  readonly filter: Filter;
  readonly attributes: readonly string[];
};

export type Request =
  | { readonly kind: 'bind'; readonly name: string; readonly password: string | null }
  | { readonly kind: 'unbind' }
  | { readonly kind: 'abandon' }
  | SearchRequest
  | { readonly kind: 'modify'; readonly dn: string; readonly modifications: readonly WireModification[] }
  | { readonly kind: 'add'; readonly dn: string; readonly attributes: readonly WireAttribute[] }
  | { readonly kind: 'delete'; readonly dn: string }
  | { readonly kind: 'rename'; readonly dn: string; readonly newRdn: string; readonly newParent: string | null }
  | { readonly kind: 'compare'; readonly dn: string; readonly name: string; readonly value: Buffer }
  | { readonly kind: 'extended'; readonly oid: string };

export type Message = { readonly id: number; readonly request: Request; readonly controls: readonly RawControl[] };

/** Application tag of the answer to each kind of request. */
export const responseTag = { bind: 0x61, search: 0x65, modify: 0x67, add: 0x69, delete: 0x6b, rename: 0x6d, compare: 0x6f, extended: 0x78 } as const;

/** Length of the first message in the buffer, header included; null while its header is incomplete. */
export function messageLength(buffer: Buffer): number | null {
  if (buffer.length < 2) return null;
  const short = buffer[1] ?? 0;
  if (short < 0x80) return 2 + short;
  const count = short & 0x7f;
  if (count === 0 || count > 4) throw new Error('this is no LDAP message');
  return buffer.length < 2 + count ? null : 2 + count + buffer.readUIntBE(2, count);
}

export function readMessage(buffer: Buffer): Message {
  const content = enter(new BerReader(buffer), 0x30);
  const id = readNumber(content);
  const request = readRequest(content);
  const controls: RawControl[] = [];
  if (content.remain > 0 && content.peek() === 0xa0) {
    const list = enter(content, 0xa0);
    while (list.remain > 0) {
      const control = enter(list, 0x30);
      const oid = readText(control);
      const critical = control.peek() === 0x01 ? readFlag(control) : false;
      controls.push({ oid, critical, value: control.remain > 0 ? readBytes(control, 0x04) : null });
    }
  }
  return { id, request, controls };
}

function readRequest(reader: BerReader): Request {
  const tag = reader.peek();
  switch (tag) {
    case 0x60: {
      const bind = enter(reader, tag);
      readNumber(bind);
      const name = readText(bind);
      return { kind: 'bind', name, password: bind.peek() === 0x80 ? readText(bind, 0x80) : null };
    }
    case 0x42:
      return { kind: 'unbind' };
    case 0x50:
      readBytes(reader, tag);
      return { kind: 'abandon' };
    case 0x63:
      return readSearch(enter(reader, tag));
    case 0x66: {
      const modify = enter(reader, tag);
      const dn = readText(modify);
      const list = enter(modify);
      const modifications: WireModification[] = [];
      while (list.remain > 0) {
        const change = enter(list);
        const operation = (['add', 'delete', 'replace'] as const)[readNumber(change, 0x0a)];
        if (operation === undefined) throw new Error('unknown modification');
        modifications.push({ operation, ...readAttribute(enter(change)) });
      }
      return { kind: 'modify', dn, modifications };
    }
    case 0x68: {
      const add = enter(reader, tag);
      const dn = readText(add);
      const list = enter(add);
      const attributes: WireAttribute[] = [];
      while (list.remain > 0) attributes.push(readAttribute(enter(list)));
      return { kind: 'add', dn, attributes };
    }
    case 0x4a:
      return { kind: 'delete', dn: readText(reader, tag) };
    case 0x6c: {
      const rename = enter(reader, tag);
      const dn = readText(rename);
      const newRdn = readText(rename);
      readFlag(rename);
      return { kind: 'rename', dn, newRdn, newParent: rename.remain > 0 ? readText(rename, 0x80) : null };
    }
    case 0x6e: {
      const compare = enter(reader, tag);
      const dn = readText(compare);
      const assertion = enter(compare);
      return { kind: 'compare', dn, name: readText(assertion), value: readBytes(assertion, 0x04) };
    }
    case 0x77:
      return { kind: 'extended', oid: readText(enter(reader, tag), 0x80) };
    default:
      throw new Error(`unknown operation ${String(tag)}`);
  }
}

function readSearch(search: BerReader): SearchRequest {
  const base = readText(search);
  const scope = (['base', 'one', 'sub'] as const)[readNumber(search, 0x0a)];
  readNumber(search, 0x0a);
  const sizeLimit = readNumber(search);
  readNumber(search);
  const typesOnly = readFlag(search);
  const filter = readFilter(search);
  const list = enter(search);
  const attributes: string[] = [];
  while (list.remain > 0) attributes.push(readText(list));
  if (scope === undefined) throw new Error('unknown scope');
  return { kind: 'search', base, scope, sizeLimit, typesOnly, filter, attributes };
}

function readAttribute(reader: BerReader): WireAttribute {
  const name = readText(reader);
  const set = enter(reader);
  const values: Buffer[] = [];
  while (set.remain > 0) values.push(Buffer.from(readBytes(set, 0x04)));
  return { name, values };
}

export function entryMessage(id: number, dn: string, attributes: readonly ReadAttribute[], typesOnly: boolean): Buffer {
  const writer = new BerWriter();
  write(writer, 0x30, () => {
    writer.writeInt(id);
    write(writer, 0x64, () => {
      writer.writeString(dn);
      write(writer, 0x30, () => {
        for (const attribute of attributes) {
          write(writer, 0x30, () => {
            writer.writeString(attribute.name);
            write(writer, 0x31, () => {
              if (!typesOnly) for (const value of attribute.values) writeValue(writer, value);
            });
          });
        }
      });
    });
  });
  return writer.buffer;
}

function writeValue(writer: BerWriter, value: Value): void {
  if (Buffer.isBuffer(value)) writer.writeBuffer(value, 0x04);
  else writer.writeString(value);
}

export function referenceMessage(id: number, url: string): Buffer {
  const writer = new BerWriter();
  write(writer, 0x30, () => {
    writer.writeInt(id);
    write(writer, 0x73, () => writer.writeString(url));
  });
  return writer.buffer;
}

export type Result = {
  readonly code: number;
  readonly matchedDn: string;
  readonly message: string;
  readonly referrals: readonly string[];
  readonly controls: readonly RawControl[];
  /** Name and value of an extended response. */
  readonly extended?: { readonly oid: string | null; readonly value: string | null };
};

export function resultMessage(id: number, tag: number, result: Result): Buffer {
  const writer = new BerWriter();
  write(writer, 0x30, () => {
    writer.writeInt(id);
    write(writer, tag, () => {
      writer.writeEnumeration(result.code);
      writer.writeString(result.matchedDn);
      writer.writeString(result.message);
      if (result.referrals.length > 0) write(writer, 0xa3, () => { for (const url of result.referrals) writer.writeString(url); });
      if (typeof result.extended?.oid === 'string') writer.writeString(result.extended.oid, 0x8a);
      if (typeof result.extended?.value === 'string') writer.writeString(result.extended.value, 0x8b);
    });
    if (result.controls.length > 0) {
      write(writer, 0xa0, () => {
        for (const control of result.controls) {
          write(writer, 0x30, () => {
            writer.writeString(control.oid);
            if (control.critical) writer.writeBoolean(true);
            if (control.value !== null) writer.writeBuffer(control.value, 0x04);
          });
        }
      });
    }
  });
  return writer.buffer;
}
