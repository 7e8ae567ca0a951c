import { joinBytes } from './text.ts';

/** SHA-1 and SHA-256 (FIPS 180-4), for certificate thumbprints and key identifiers; nothing secret is hashed here. */

function padded(bytes: Uint8Array): DataView {
  const whole = joinBytes(bytes, Uint8Array.of(0x80), new Uint8Array((119 - (bytes.length % 64)) % 64), new Uint8Array(8));
  const view = new DataView(whole.buffer);
  view.setBigUint64(whole.length - 8, BigInt(bytes.length) * 8n);
  return view;
}

function bigEndian(words: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, index) => view.setUint32(index * 4, word >>> 0));
  return new Uint8Array(view.buffer);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

export function sha1(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes);
  let [a, b, c, d, e] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const schedule = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let index = 0; index < 80; index += 1) {
      schedule[index] = index < 16 ? view.getInt32(block + index * 4) : rotateLeft((schedule[index - 3] ?? 0) ^ (schedule[index - 8] ?? 0) ^ (schedule[index - 14] ?? 0) ^ (schedule[index - 16] ?? 0), 1);
    }
    const before = [a, b, c, d, e] as const;
    for (let index = 0; index < 80; index += 1) {
      const [mixed, constant] = index < 20 ? [(b & c) | (~b & d), 0x5a827999] : index < 40 ? [b ^ c ^ d, 0x6ed9eba1] : index < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
      const next = (rotateLeft(a, 5) + mixed + e + constant + (schedule[index] ?? 0)) | 0;
      [a, b, c, d, e] = [next, a, rotateLeft(b, 30), c, d];
    }
    [a, b, c, d, e] = [(a + before[0]) | 0, (b + before[1]) | 0, (c + before[2]) | 0, (d + before[3]) | 0, (e + before[4]) | 0];
  }
  return bigEndian([a, b, c, d, e]);
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) if (isPrime(number)) primes.push(number);
  return primes;
}

/** The first 32 bits of the fraction, as the standard defines its constants. */
function fraction(value: number): number {
  return ((value - Math.floor(value)) * 0x1_0000_0000) | 0;
}

const roundConstants: readonly number[] = firstPrimes(64).map((prime) => fraction(Math.cbrt(prime)));
const initialWords: readonly number[] = firstPrimes(8).map((prime) => fraction(Math.sqrt(prime)));

export function sha256(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes);
  const state = [...initialWords];
  const schedule = new Int32Array(64);
  const at = (index: number): number => schedule[index] ?? 0;
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let index = 0; index < 64; index += 1) {
      if (index < 16) {
        schedule[index] = view.getInt32(block + index * 4);
        continue;
      }
      const early = at(index - 15);
      const late = at(index - 2);
      const small = rotateLeft(early, 25) ^ rotateLeft(early, 14) ^ (early >>> 3);
      const large = rotateLeft(late, 15) ^ rotateLeft(late, 13) ^ (late >>> 10);
      schedule[index] = (at(index - 16) + small + at(index - 7) + large) | 0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let index = 0; index < 64; index += 1) {
      const chosen = h + (rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7)) + ((e & f) ^ (~e & g)) + (roundConstants[index] ?? 0) + at(index);
      const majority = (rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + chosen) | 0, c, b, a, (chosen + majority) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => { state[index] = ((state[index] ?? 0) + word) | 0; });
  }
  return bigEndian(state);
}
