/**
 * Which objects hold a value. Most values have one holder, kept as plain text; some have many (display names; an admin's
 * direct edits are not checked).
 */
export type ValueIndex = {
  add(value: string, id: string): void;
  remove(value: string, id: string): void;
  holders(value: string): readonly string[];
  /** A holder other than `id`. */
  other(value: string, id: string): string | undefined;
};

export function createValueIndex(): ValueIndex {
  const holders = new Map<string, string | Set<string>>();
  const all = (value: string): readonly string[] => {
    const present = holders.get(value);
    return present === undefined ? [] : typeof present === 'string' ? [present] : [...present];
  };
  return {
    add(value, id) {
      const present = holders.get(value);
      if (present === undefined) holders.set(value, id);
      else if (typeof present !== 'string') present.add(id);
      else if (present !== id) holders.set(value, new Set([present, id]));
    },
    remove(value, id) {
      const present = holders.get(value);
      if (present === id) holders.delete(value);
      else if (typeof present === 'object' && present.delete(id) && present.size === 0) holders.delete(value);
    },
    holders: all,
    other(value, id) {
      const present = holders.get(value);
      if (typeof present === 'string') return present === id ? undefined : present;
      for (const holder of present ?? []) if (holder !== id) return holder;
      return undefined;
    },
  };
}
