/** Which objects hold a value. Several may (an admin's direct edits are not checked), so holders are lists; most have one. */
export type ValueIndex = {
  add(value: string, id: string): void;
  remove(value: string, id: string): void;
  holders(value: string): readonly string[];
  /** The first holder other than `id`. */
  other(value: string, id: string): string | undefined;
};

export function createValueIndex(): ValueIndex {
  const holders = new Map<string, readonly string[]>();
  return {
    add(value, id) {
      const present = holders.get(value);
      if (present === undefined) holders.set(value, [id]);
      else if (!present.includes(id)) holders.set(value, [...present, id]);
    },
    remove(value, id) {
      const left = (holders.get(value) ?? []).filter((holder) => holder !== id);
      if (left.length === 0) holders.delete(value);
      else holders.set(value, left);
    },
    holders: (value) => holders.get(value) ?? [],
    other: (value, id) => holders.get(value)?.find((holder) => holder !== id),
  };
}
