import { BerWriter, Control } from 'ldapts';
import { readBytes, readHeader, readInteger } from './message.ts';
import type { Cursor } from './message.ts';

/** Controls of Active Directory: [MS-ADTS] 3.1.1.3.4.1; paging: RFC 2696. */
export const controlOids = {
  paged: '1.2.840.113556.1.4.319',
  showDeleted: '1.2.840.113556.1.4.417',
  extendedDn: '1.2.840.113556.1.4.529',
  dirSync: '1.2.840.113556.1.4.841',
  showRecycled: '1.2.840.113556.1.4.2064',
} as const;

/** DirSync flags, [MS-ADTS] 3.1.1.3.4.1.3. The last is 0x80000000 as a signed 32-bit integer. */
export const dirSyncFlags = { objectSecurity: 0x1, incrementalValues: -0x80000000 } as const;

class ValueControl extends Control {
  readonly value: Buffer | null;

  constructor(type: string, critical: boolean, value: Buffer | null) {
    super(type, { critical });
    this.value = value;
  }

  protected override writeControl(writer: BerWriter): void {
    if (this.value !== null) writer.writeBuffer(this.value, 0x04);
  }
}

function sequence(write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  write(writer);
  writer.endSequence();
  return writer.buffer;
}

export function pagedControl(size: number, cookie: Buffer): Control {
  const value = sequence((writer) => {
    writer.writeInt(size);
    writer.writeBuffer(cookie, 0x04);
  });
  return new ValueControl(controlOids.paged, true, value);
}

/** The cookie for the next page; empty after the last one. Null: the server did not answer the control. */
export function pagedCookie(controls: ReadonlyMap<string, Buffer>): Buffer | null {
  const value = controls.get(controlOids.paged);
  if (value === undefined) return null;
  const cursor: Cursor = { bytes: value, offset: 0, length: 0 };
  readHeader(cursor);
  readInteger(cursor);
  return readBytes(cursor);
}

/** DNs come back as `<GUID=…>;<SID=…>;CN=…`, in the string form (option 1). */
export function extendedDnControl(critical: boolean): Control {
  return new ValueControl(controlOids.extendedDn, critical, sequence((writer) => { writer.writeInt(1); }));
}

export function showDeletedControl(critical: boolean): Control {
  return new ValueControl(controlOids.showDeleted, critical, null);
}

export function showRecycledControl(critical: boolean): Control {
  return new ValueControl(controlOids.showRecycled, critical, null);
}

export function dirSyncControl(flags: number, cookie: Buffer): Control {
  const value = sequence((writer) => {
    writer.writeInt(flags);
    writer.writeInt(0x7fffffff);
    writer.writeBuffer(cookie, 0x04);
  });
  return new ValueControl(controlOids.dirSync, true, value);
}

export type DirSyncAnswer = { readonly more: boolean; readonly cookie: Buffer };

export function dirSyncAnswer(controls: ReadonlyMap<string, Buffer>): DirSyncAnswer | null {
  const value = controls.get(controlOids.dirSync);
  if (value === undefined) return null;
  const cursor: Cursor = { bytes: value, offset: 0, length: 0 };
  readHeader(cursor);
  const more = readInteger(cursor) !== 0;
  readInteger(cursor);
  return { more, cookie: readBytes(cursor) };
}
