import type { SourceKind, SourceObject, SourceReference, StagedForm, StagedMembers } from '../../sync/directory.ts';

/** Objects in the form in which they are staged, as plain data that costs little to hand to another thread. */
export type EncodedPage = {
  /** Of each object in turn: its attributes, and the names of its members; see StagedForm. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of each object: GUID, DN and kind, GUID and DN of its manager, digest of its members. */
  readonly texts: readonly (string | null)[];
  /** Of each object: where its attributes start; where they and the names end; members, and those without a GUID. */
  readonly numbers: readonly number[];
};

const textsEach = 6;
const numbersEach = 5;

/** An encoded object. Its attributes and members are decoded only when somebody asks for them; staging does not. */
class EncodedObject implements SourceObject {
  readonly guid: string;
  readonly dn: string;
  readonly kind: SourceKind;
  readonly manager: SourceReference | null;
  readonly staged: StagedForm;

  constructor({ bytes, texts, numbers }: EncodedPage, index: number) {
    const text = index * textsEach;
    this.guid = texts[text] ?? '';
    this.dn = texts[text + 1] ?? '';
    this.kind = texts[text + 2] as SourceKind;
    const managerDn = texts[text + 4] ?? null;
    this.manager = managerDn === null ? null : { guid: texts[text + 3] ?? null, dn: managerDn };
    const [start, attributesEnd, namesEnd, count = 0, byName = 0] = numbers.slice(index * numbersEach, (index + 1) * numbersEach);
    const members: StagedMembers | null = count === 0 ? null : { count, byName, digest: texts[text + 5] ?? '', names: bytes.subarray(attributesEnd, namesEnd) };
    this.staged = { attributes: bytes.subarray(start, attributesEnd), members };
  }

  get attributes(): Readonly<Record<string, readonly string[]>> {
    return parse(this.staged.attributes) as Readonly<Record<string, readonly string[]>>;
  }

  get members(): readonly SourceReference[] {
    if (this.staged.members === null) return [];
    const names = parse(this.staged.members.names) as Readonly<Record<string, string>>;
    // A GUID holds no `=`, a name always does.
    return Object.entries(names).map(([key, dn]) => ({ guid: key.includes('=') ? null : key, dn }));
  }
}

/** The objects of a page, in its order. */
export function encodedObjects(page: EncodedPage): readonly SourceObject[] {
  return Array.from({ length: page.texts.length / textsEach }, (_, index) => new EncodedObject(page, index));
}

function parse(json: Uint8Array): unknown {
  return JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString());
}
