import { BerReader, BerWriter } from 'ldapts';
import { enter, readBytes, readNumber, write } from './ber.ts';
import { refusals } from './failure.ts';

/** LDAP controls that the directory understands (MS-ADTS 3.1.1.3.4.1; RFC 2696 for paging). */
export const controlOid = {
  paged: '1.2.840.113556.1.4.319',
  showDeleted: '1.2.840.113556.1.4.417',
  extendedDn: '1.2.840.113556.1.4.529',
  treeDelete: '1.2.840.113556.1.4.805',
  securityDescriptorFlags: '1.2.840.113556.1.4.801',
  dirSync: '1.2.840.113556.1.4.841',
  domainScope: '1.2.840.113556.1.4.1339',
  permissiveModify: '1.2.840.113556.1.4.1413',
  showRecycled: '1.2.840.113556.1.4.2064',
} as const;
export const supportedControls: readonly string[] = Object.values(controlOid);

export type RawControl = { readonly oid: string; readonly critical: boolean; readonly value: Buffer | null };

export type DirSyncRequest = { readonly objectSecurity: boolean; readonly ancestorsFirst: boolean; readonly incrementalValues: boolean; readonly cookie: Buffer };

export type RequestControls = {
  readonly paged: { readonly size: number; readonly cookie: Buffer } | null;
  readonly dirSync: DirSyncRequest | null;
  readonly showDeleted: boolean;
  readonly showRecycled: boolean;
  readonly names: 'plain' | 'extendedText' | 'extendedHex';
  readonly domainScope: boolean;
  readonly treeDelete: boolean;
  readonly permissive: boolean;
};

/** The controls of a request; an unknown critical one refuses the request, an unknown other one is ignored (RFC 4511, 4.1.11). */
export function requestControls(raw: readonly RawControl[]): RequestControls {
  for (const control of raw) if (control.critical && !supportedControls.includes(control.oid)) throw refusals.criticalControl();
  const find = (oid: string): RawControl | undefined => raw.find((control) => control.oid === oid);
  const paged = find(controlOid.paged);
  const dirSync = find(controlOid.dirSync);
  return {
    paged: paged === undefined ? null : readPaged(paged),
    dirSync: dirSync === undefined ? null : readDirSync(dirSync),
    showDeleted: find(controlOid.showDeleted) !== undefined,
    showRecycled: find(controlOid.showRecycled) !== undefined,
    names: readNames(find(controlOid.extendedDn)),
    domainScope: find(controlOid.domainScope) !== undefined,
    treeDelete: find(controlOid.treeDelete) !== undefined,
    permissive: find(controlOid.permissiveModify) !== undefined,
  };
}

function readPaged(control: RawControl): { readonly size: number; readonly cookie: Buffer } {
  if (control.value === null) throw refusals.badControl();
  const content = enter(new BerReader(control.value), 0x30);
  return { size: readNumber(content), cookie: readBytes(content, 0x04) };
}

function readDirSync(control: RawControl): DirSyncRequest {
  if (control.value === null) throw refusals.badControl();
  const content = enter(new BerReader(control.value), 0x30);
  const flags = readNumber(content);
  readNumber(content); // MaxBytes: the number of objects per answer is the server's own
  return {
    objectSecurity: (flags & 0x1) !== 0,
    ancestorsFirst: (flags & 0x800) !== 0,
    incrementalValues: (flags & 0x80000000) !== 0,
    cookie: readBytes(content, 0x04),
  };
}

function readNames(control: RawControl | undefined): 'plain' | 'extendedText' | 'extendedHex' {
  if (control === undefined) return 'plain';
  if (control.value === null || control.value.length === 0) return 'extendedHex';
  return readNumber(enter(new BerReader(control.value), 0x30)) === 1 ? 'extendedText' : 'extendedHex';
}

export function pagedResponse(cookie: Buffer): RawControl {
  const writer = new BerWriter();
  write(writer, 0x30, () => {
    writer.writeInt(0);
    writer.writeBuffer(cookie, 0x04);
  });
  return { oid: controlOid.paged, critical: false, value: writer.buffer };
}

export function dirSyncResponse(more: boolean, cookie: Buffer): RawControl {
  const writer = new BerWriter();
  write(writer, 0x30, () => {
    writer.writeInt(more ? 1 : 0);
    writer.writeInt(0);
    writer.writeBuffer(cookie, 0x04);
  });
  return { oid: controlOid.dirSync, critical: true, value: writer.buffer };
}
