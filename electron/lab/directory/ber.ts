import { BerReader, type BerWriter } from 'ldapts';

/** Small additions to ldapts' BER reader and writer (X.690). All functions throw on a malformed element. */

/** A reader for the content of the next constructed element; the outer reader moves on behind it. */
export function enter(reader: BerReader, tag?: number): BerReader {
  const found = reader.readSequence(tag);
  if (found === null) throw new Error('a BER element ends too early');
  const start = reader.offset;
  const end = start + reader.length;
  if (end > reader.buffer.length) throw new Error('a BER element is longer than its message');
  reader.offset = end;
  return new BerReader(reader.buffer.subarray(start, end));
}

/** The bytes of the next primitive element. */
export function readBytes(reader: BerReader, tag: number): Buffer {
  const bytes = reader.readString(tag, true);
  if (bytes === null) throw new Error('a BER element ends too early');
  return bytes;
}

export function readText(reader: BerReader, tag = 0x04): string {
  return readBytes(reader, tag).toString('utf8');
}

/** An integer of up to six bytes: DirSync flags arrive as -2147483648 or as 2147483648. */
export function readNumber(reader: BerReader, tag = 0x02): number {
  const bytes = readBytes(reader, tag);
  return bytes.length === 0 || bytes.length > 6 ? 0 : bytes.readIntBE(0, bytes.length);
}

export function readFlag(reader: BerReader): boolean {
  return readBytes(reader, 0x01)[0] !== 0;
}

export function write(writer: BerWriter, tag: number, content: () => void): void {
  writer.startSequence(tag);
  content();
  writer.endSequence();
}
