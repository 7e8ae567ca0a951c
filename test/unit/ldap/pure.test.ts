import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindProblem, LdapResultError } from '../../../electron/connectors/ldap/failure.ts';
import { createFraming } from '../../../electron/connectors/ldap/framing.ts';
import { guidBytes, guidText, sidText } from '../../../electron/connectors/ldap/identifiers.ts';
import { isBelow } from '../../../electron/connectors/ldap/import-context.ts';
import { kindOf } from '../../../electron/connectors/ldap/object-classes.ts';
import { decodeEntry } from '../../../electron/connectors/ldap/pager.ts';
import { generalizedTime } from '../../../electron/connectors/ldap/root-dse.ts';
import { parseServerUrl } from '../../../electron/connectors/ldap/server-url.ts';
import { findServers, orderRecords } from '../../../electron/connectors/ldap/servers.ts';
import { parentDn } from '../../../electron/sync/names/dn.ts';

test('GUID text and bytes are each other\'s inverse, in AD\'s byte order', () => {
  expect(guidText(Buffer.from('00112233445566778899aabbccddeeff', 'hex'))).toBe('33221100-5544-7766-8899-aabbccddeeff');
  fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
    expect(guidBytes(guidText(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
  }));
  expect(guidBytes('no guid')).toBeNull();
});

test('SIDs are written as S-1-…', () => {
  const bytes = Buffer.from('010500000000000515000000a065cf7e784b9b5fe77c8770091c0100', 'hex');
  expect(sidText(bytes, 0, bytes.length)).toBe('S-1-5-21-2127521184-1604012920-1887927527-72713');
  expect(sidText(bytes, 0, 12)).toBeNull();
});

test('messages come out whole and in order, wherever the stream is cut', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 20 }), fc.integer({ min: 1, max: 300 }), (lengths, chunk) => {
    const messages = lengths.map((length, index) => {
      const header = length < 128 ? [0x30, length] : [0x30, 0x82, length >> 8, length & 0xff];
      return Buffer.concat([Buffer.from(header), Buffer.alloc(length, index)]);
    });
    const stream = Buffer.concat(messages);
    const got: Buffer[] = [];
    const framing = createFraming((bytes, start, end) => got.push(Buffer.from(bytes.subarray(start, end))));
    for (let offset = 0; offset < stream.length; offset += chunk) framing.push(stream.subarray(offset, offset + chunk));
    expect(got).toEqual(messages);
  }));
});

test('an entry that is not LDAP is the fault of its server', () => {
  // Its attributes claim to be longer than the message.
  const bytes = Buffer.from('300b020102640604013030023004', 'hex');
  expect(() => decodeEntry({ bytes, start: 0, end: bytes.length }, 'dc1')).toThrow(expect.objectContaining({ kind: 'connection', message: 'dc1 sent an entry that is not LDAP.' }));
});

test.each([
  ['525', 'there is no such account'], ['52e', 'the user name or password is wrong'], ['530', 'may not sign in at this time'], ['531', 'from this computer'],
  ['532', 'the password has expired'], ['533', 'the account is disabled'], ['701', 'the account has expired'], ['773', 'must be changed'], ['775', 'the account is locked'],
])('bind sub-code %s reads "%s"', (code, words) => {
  const problem = bindProblem(new LdapResultError(49, `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${code}, v4563\0`), 'CONTOSO\\svc', 'dc1');
  expect([problem.kind, problem.message]).toEqual(['credentials', expect.stringContaining(words)]);
});

test('a domain controller that wants signing is told apart from a wrong password', () => {
  const error = new LdapResultError(8, '00002028: LdapErr: DSID-0C090259, comment: The server requires binds to turn on integrity checking, data 0, v4563');
  expect(bindProblem(error, 'svc', 'dc1')).toMatchObject({ kind: 'connection', message: 'The domain controller dc1 demands TLS.' });
});

test('service records are ordered by priority, then by weight at random', () => {
  const record = (name: string, priority: number, weight: number) => ({ name, port: 389, priority, weight });
  const records = [record('far', 10, 100), record('heavy', 0, 90), record('light', 0, 10)];
  expect(orderRecords(records, () => 0.99).map(({ name }) => name)).toEqual(['heavy', 'light', 'far']);
  expect(orderRecords(records, () => 0.05).map(({ name }) => name)).toEqual(['light', 'heavy', 'far']);
  fc.assert(fc.property(fc.array(fc.record({ priority: fc.nat(3), weight: fc.nat(100) })), fc.double({ min: 0, max: 0.999999, noNaN: true }), (drawn, random) => {
    const all = drawn.map(({ priority, weight }, index) => record(String(index), priority, weight));
    const ordered = orderRecords(all, () => random);
    expect([...ordered].sort((a, b) => Number(a.name) - Number(b.name))).toEqual(all);
    expect(ordered.map(({ priority }) => priority)).toEqual(ordered.map(({ priority }) => priority).sort((a, b) => a - b));
  }));
});

test('domain controllers are found by DNS, first those of the domain, then any LDAP server', async () => {
  const source = { urls: [], domain: 'corp.test', username: '', password: '', startTls: false, allowPlainText: false, tls: { ca: null, pin: null }, baseDn: null, pageSize: 1, delta: 'auto', log: () => undefined } as const;
  const asked: string[] = [];
  const resolveService = (name: string) => {
    asked.push(name);
    return name.includes('_msdcs') ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve([{ name: 'dc1.corp.test.', port: 389, priority: 0, weight: 0 }]);
  };
  expect(await findServers({ ...source, resolveService })).toEqual(['ldaps://dc1.corp.test']);
  expect(await findServers({ ...source, startTls: true, resolveService })).toEqual(['ldap://dc1.corp.test:389']);
  expect(asked.slice(0, 2)).toEqual(['_ldap._tcp.dc._msdcs.corp.test', '_ldap._tcp.corp.test']);
  await expect(findServers({ ...source, resolveService: () => Promise.resolve([]) })).rejects.toMatchObject({ kind: 'connection', message: expect.stringContaining('corp.test') });
});

test('server URLs', () => {
  expect(parseServerUrl('ldaps://dc1.corp.test')).toEqual({ host: 'dc1.corp.test', port: 636, implicitTls: true });
  expect(parseServerUrl('ldap://[::1]:1389')).toEqual({ host: '::1', port: 1389, implicitTls: false });
  for (const wrong of ['dc1', 'https://dc1', 'ldap://']) expect(() => parseServerUrl(wrong)).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test('kinds, parents, places and times', () => {
  expect([['top', 'person', 'user'], ['TOP', 'InetOrgPerson', 'User'], ['top', 'user', 'computer'], ['organizationalUnit'], ['domain', 'domainDNS'], ['foreignSecurityPrincipal'], ['printQueue']].map(kindOf))
    .toEqual(['user', 'user', null, 'container', 'container', 'foreign', null]);
  expect(parentDn("CN=O'Brien\\, Kate,OU=Staff,DC=x")).toBe('OU=Staff,DC=x');
  expect([isBelow('CN=A,OU=Staff, DC=X', 'ou=staff,dc=x'), isBelow('OU=NotStaff,DC=x', 'OU=Staff,DC=x'), isBelow('CN=A,OU=MyStaff,DC=x', 'OU=Staff,DC=x')]).toEqual([true, false, false]);
  expect(generalizedTime('20261122150507.0Z')).toEqual(new Date('2026-11-22T15:05:07Z'));
  expect(generalizedTime(null)).toBeNull();
});
