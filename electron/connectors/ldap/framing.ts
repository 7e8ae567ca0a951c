/**
 * Cuts a byte stream into complete BER messages and hands each one over as a range of a buffer, without copying a
 * byte twice however large a message is (a group of 100,000 members is one message of 10 MB).
 */
export type Framing = { push(chunk: Buffer): void };

const maximumMessageBytes = 1 << 30;

/** Total bytes of the message that starts at `offset`; 0 when its header is not complete yet. */
function messageBytes(bytes: Buffer, offset: number, end: number): number {
  if (end - offset < 2) return 0;
  const first = bytes[offset + 1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (bytes[offset] !== 0x30 || count === 0 || count > 4) throw new Error('the answer is not LDAP');
  if (end - offset < 2 + count) return 0;
  const length = bytes.readUIntBE(offset + 2, count);
  if (length > maximumMessageBytes) throw new Error('the answer is larger than 1 GB');
  return 2 + count + length;
}

/** `deliver` is called for each complete message, in order; what it throws reaches the caller of `push`. */
export function createFraming(deliver: (bytes: Buffer, start: number, end: number) => void): Framing {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let needed = 2;
  return {
    push(chunk) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes < needed) return;
      const bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting, waitingBytes);
      let offset = 0;
      needed = 2;
      while (offset < bytes.length) {
        const total = messageBytes(bytes, offset, bytes.length);
        if (total === 0 || offset + total > bytes.length) {
          needed = total === 0 ? bytes.length - offset + 1 : total;
          break;
        }
        deliver(bytes, offset, offset + total);
        offset += total;
      }
      waiting = offset < bytes.length ? [bytes.subarray(offset)] : [];
      waitingBytes = bytes.length - offset;
    },
  };
}
