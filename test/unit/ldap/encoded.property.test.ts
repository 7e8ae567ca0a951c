import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodedObjects } from '../../../electron/connectors/ldap/encoded-object.ts';
import { createEncoder } from '../../../electron/connectors/ldap/encode-entry.ts';
import { readEntry } from '../../../electron/connectors/ldap/message.ts';
import { createObjectReader } from '../../../electron/connectors/ldap/source-object.ts';
import { sortedJson } from '../../../electron/store/json.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import { base, importSource, page, useFolders } from '../store/fixtures.ts';
import { entryMessage } from './fake-server.ts';
import type { FakeEntry } from './fake-server.ts';

const folders = useFolders();
const extra = [{ name: 'assistant', binary: false }, { name: 'logo', binary: true }, { name: 'thumbnailPhoto', binary: true, digest: true as const }];

/** What a directory may put into a text: escapes, control characters, every length of UTF-8, and bytes that are none. */
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('Straße 1\r\n"Hof"', 'a\\b', '\u0000\u001f\u007f', '\u2028', '😀', '\ufeff', '<GUID=x', '__proto__', 'K'),
);
const value = fc.oneof(text, fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes)));
const hex = fc.uuid().map((guid) => guid.toUpperCase());
const name = text.map((part) => `CN=${part},${base}`);
const reference = fc.oneof(name, fc.tuple(hex, name).map(([guid, dn]) => `<GUID=${guid}>;<SID=S-1-5-21-1>;${dn}`), fc.tuple(name).map(([dn]) => `<SID=S-1-5-21-1>;${dn}`));
const identity = fc.oneof(
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes): FakeEntry['attributes'] => ({ objectGUID: [Buffer.from(bytes)] })),
  fc.uuid().map((guid): FakeEntry['attributes'] => ({ entryUUID: [guid.toUpperCase()] })),
);
const entry = fc.record({
  dn: reference,
  classes: fc.constantFrom(['top', 'user'], ['top', 'Group'], ['user', 'computer'], ['organizationalUnit'], ['printQueue']),
  identity,
  attributes: fc.dictionary(fc.constantFrom('cn', 'SN', 'displayname', 'description', 'proxyAddresses', 'mS-DS-ConsistencyGuid', 'logo', 'thumbnailPhoto', 'nobodyAsked', 'description;lang-de'), fc.array(value, { minLength: 1, maxLength: 3 })),
  assistant: fc.array(reference, { maxLength: 2 }),
  sid: fc.option(fc.constantFrom(Buffer.from('010500000000000515000000a065cf7e784b9b5fe77c8770091c0100', 'hex'), Buffer.from([1, 2, 3]))),
  members: fc.array(reference, { maxLength: 8 }),
  manager: fc.option(reference),
}).map(({ dn, classes, identity: known, attributes, assistant, sid, members, manager }): FakeEntry => ({
  dn,
  attributes: { ...attributes, objectClass: classes, assistant, member: [...members, ...members.slice(0, 1)], ...(manager === null ? {} : { manager: [manager] }), ...(sid === null ? {} : { objectSid: [sid] }), ...known },
}));

type Both = { readonly plain: readonly SourceObject[]; readonly encoded: readonly SourceObject[] };

/** The same entries by both ways: as values of JavaScript, and in the form in which they are staged. */
function bothWays(entries: readonly FakeEntry[]): Both {
  const reader = createObjectReader(extra);
  const encoder = createEncoder(reader);
  const messages = entries.map((each, index) => {
    const sent = entryMessage(index + 1, each);
    // A message rarely starts where its buffer does.
    const bytes = Buffer.concat([Buffer.alloc(index % 3, 0x3c), sent]);
    return { bytes, start: index % 3, end: bytes.length };
  });
  for (const message of messages) encoder.add(message);
  return { plain: messages.flatMap((message) => reader.draftOf(readEntry(message))?.object ?? []), encoded: encoder.take().flatMap(encodedObjects) };
}

/** As the contract says it: each member once, in no order. */
function contract({ guid, dn, kind, attributes, members, manager }: SourceObject): unknown {
  const once = new Map(members.map((member) => [member.guid ?? member.dn.toLowerCase(), member.dn]));
  return { guid, dn, kind, attributes: { ...attributes }, members: once, manager };
}

test('an entry in the form in which it is staged says the same as the entry read value by value', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
      const { plain, encoded } = bothWays(entries);
      expect(encoded.map(contract)).toEqual(plain.map(contract));
      expect(encoded.map(({ staged }) => staged?.attributes)).toEqual(plain.map(({ attributes }) => Buffer.from(sortedJson(attributes))));
    }),
    { numRuns: 400 },
  );
});

test('both are staged alike: after one of them the other brings no difference, in either order', () => {
  const distinct = fc.uniqueArray(entry, { minLength: 1, maxLength: 6, selector: ({ dn, attributes }) => `${dn.replace(/^(?:<[^>]*>;)+/, '').toLowerCase()} ${String(attributes['entryUUID'])}` })
    .filter((entries) => new Set(bothWays(entries).plain.map(({ guid }) => guid)).size === entries.length && new Set(bothWays(entries).plain.map(({ dn }) => dn.toLowerCase())).size === entries.length);
  fc.assert(
    fc.property(distinct, fc.boolean(), (entries, encodedFirst) => {
      const { plain, encoded } = bothWays(entries);
      const store = folders.store();
      importSource(store, [page(encodedFirst ? encoded : plain)]);
      const version = store.source.version();
      const content = [[...store.source.iterate(['user', 'group', 'container'])], [...store.source.iterateMembers()]];
      importSource(store, [page(encodedFirst ? plain : encoded)]);
      expect(store.source.version()).toBe(version);
      expect([[...store.source.iterate(['user', 'group', 'container'])], [...store.source.iterateMembers()]]).toEqual(content);
      expect(content[0]).toHaveLength(plain.length);
      store.close();
    }),
    { numRuns: 60 },
  );
});
