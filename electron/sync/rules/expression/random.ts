/** FNV-1a, 64 bits: spreads a text over all numbers. Not for anything secret. */
export function fnv64(text: string): bigint {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100_0000_01b3n);
  }
  // A last mixing round (murmur3's finalizer): texts that differ in their end only must differ in every bit.
  hash = BigInt.asUintN(64, (hash ^ (hash >> 33n)) * 0xff51_afd7_ed55_8ccdn);
  hash = BigInt.asUintN(64, (hash ^ (hash >> 33n)) * 0xc4ce_b9fe_1a85_ec53n);
  return hash ^ (hash >> 33n);
}
