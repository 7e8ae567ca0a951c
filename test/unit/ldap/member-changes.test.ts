import { expect, test } from 'vitest';
import { groupChange } from '../../../electron/connectors/ldap/member-changes.ts';
import { readEntry, readMessage } from '../../../electron/connectors/ldap/message.ts';
import type { RawEntry } from '../../../electron/connectors/ldap/message.ts';
import { entryMessage } from './fake-server.ts';
import type { FakeEntry } from './fake-server.ts';

const guid = 'c032823f-6a97-4036-a40d-31bf63fc8ada';
const value = (name: string): string => `<GUID=${guid}>;<SID=S-1-5-21-1-2-3-1104>;CN=${name},DC=corp,DC=test`;
const reference = (name: string) => ({ guid, dn: `CN=${name},DC=corp,DC=test` });
const always = { objectGUID: [Buffer.alloc(16, 7)], instanceType: ['4'] };

function answered(attributes: FakeEntry['attributes']): RawEntry {
  const bytes = entryMessage(1, { dn: '<GUID=x>;CN=Big,DC=corp,DC=test', attributes: { ...attributes, ...always } });
  const message = readMessage(bytes, 0, bytes.length);
  if (message.kind !== 'entry') throw new Error('no entry');
  return readEntry(message.entry);
}

test('added and removed members, and whether more changed', () => {
  const cases: readonly (readonly [FakeEntry['attributes'], unknown])[] = [
    [{ 'member;range=1-1': [value('a'), value('b')] }, { added: [reference('a'), reference('b')], removed: [], otherwise: false }],
    [{ 'Member;Range=0-0': [value('a')] }, { added: [], removed: [reference('a')], otherwise: false }],
    [{ 'member;range=0-0': [value('a')], 'member;range=1-1': [value('b')], description: ['new'] }, { added: [reference('b')], removed: [reference('a')], otherwise: true }],
    [{ description: [] }, { added: [], removed: [], otherwise: true }],
    [{ manager: [value('m')] }, { added: [], removed: [], otherwise: true }],
  ];
  for (const [attributes, wanted] of cases) expect(groupChange(answered(attributes))).toEqual(wanted);
});

test.each([
  ['all values instead of changed ones', { member: [value('a')] }],
  ['no value any more, told without saying which', { member: [] }],
  ['a part of all values', { 'member;range=0-1499': [value('a')] }],
  ['a member without its objectGUID', { 'member;range=1-1': [value('a'), 'CN=b,DC=corp,DC=test'] }],
  ['a group told from the beginning', { objectClass: ['top', 'group'], 'member;range=1-1': [value('a')] }],
  ['a group that came back', { isDeleted: [], 'member;range=1-1': [value('a')] }],
])('the members are read where the answer does not say enough: %s', (_, attributes) => {
  expect(groupChange(answered(attributes))).toBeNull();
});
