/** Values that expressions work with. Numbers are 64-bit whole numbers, as Active Directory's are. */
export type DateTime = { readonly kind: 'date'; /** 100-nanosecond intervals since 1601-01-01 UTC: Active Directory's date format. */ readonly ticks: bigint };
export type Reference = { readonly kind: 'reference'; readonly dn: string };
export type Marker = { readonly kind: 'marker'; readonly name: 'IgnoreThisFlow' | 'AuthoritativeNull' };

export type Scalar = string | bigint | boolean | DateTime | Uint8Array | Reference;
/** Mapping keeps positions, so a list may hold null; `compact` takes them out. */
export type List = readonly (Scalar | null)[];
export type Value = Scalar | List | Marker | null;

export const kinds = ['text', 'number', 'boolean', 'date', 'binary', 'reference'] as const;
export type Kind = (typeof kinds)[number];

export const ignoreThisFlow: Marker = { kind: 'marker', name: 'IgnoreThisFlow' };
export const authoritativeNull: Marker = { kind: 'marker', name: 'AuthoritativeNull' };

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export function isMarker(value: Value): value is Marker {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'marker';
}

export function kindOf(value: Scalar): Kind {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'bigint':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return value instanceof Uint8Array ? 'binary' : value.kind;
  }
}

/** Without the places that hold nothing. */
export function compact(list: List): readonly Scalar[] {
  return list.includes(null) ? list.filter((each) => each !== null) : (list as readonly Scalar[]);
}

const kindNames: Readonly<Record<Kind, string>> = { text: 'text', number: 'a number', boolean: 'True or False', date: 'a date', binary: 'binary data', reference: 'a reference' };

export function kindsText(expected: readonly Kind[]): string {
  const names = expected.map((kind) => kindNames[kind]);
  return names.length < 2 ? (names[0] ?? 'nothing') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/** What a value is, for messages: `text`, `3 values`. */
export function describeValue(value: Value): string {
  if (value === null) return 'nothing';
  if (isList(value)) return value.length === 1 ? 'a list of one value' : `${value.length} values`;
  return isMarker(value) ? value.name : kindNames[kindOf(value)];
}
