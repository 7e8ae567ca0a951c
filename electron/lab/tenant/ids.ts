/** Deterministic ids: two tenants with the same seed and the same requests in the same order give the same ids. */
export type Random = {
  /** The next whole number, 0 ≤ n < 2^32. */
  next(): number;
};

/** mulberry32: small, fast, good enough for ids and shuffling; not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return (mixed ^ (mixed >>> 14)) >>> 0;
    },
  };
}

/** A version 4 GUID in lower case. */
export function nextGuid(random: Random): string {
  const hex = [random.next(), random.next(), random.next(), random.next()].map((word) => word.toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The items in another order that depends on the random state only. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
}

/** The cloud SID Entra derives from an object id: `S-1-12-1-` and the GUID's four little-endian words. */
export function cloudSid(id: string): string {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = id.split('-');
  const bytes = Buffer.from(first, 'hex').reverse();
  const rest = Buffer.concat([Buffer.from(second, 'hex').reverse(), Buffer.from(third, 'hex').reverse(), Buffer.from(fourth + fifth, 'hex')]);
  const all = Buffer.concat([bytes, rest]);
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => all.readUInt32LE(at)).join('-')}`;
}
