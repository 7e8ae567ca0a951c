import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { castMember } from '../../../electron/lab/company/cast.ts';
import { sampleCompany, seasonalCount } from '../../../electron/lab/company/company.ts';
import { generateForest } from '../../../electron/lab/company/generate.ts';
import { groupDn } from '../../../electron/lab/company/groups.ts';
import { toLdif } from '../../../electron/lab/company/ldif.ts';
import { staff } from '../../../electron/lab/company/people.ts';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { startDirectory } from '../../../electron/lab/directory/directory.ts';
import { connect } from './client.ts';

async function withLab(options: Parameters<typeof startLab>[0], work: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await startLab(options);
  try {
    await work(lab);
  } finally {
    await lab.stop();
  }
}

const texts = (value: unknown): readonly string[] => (value === undefined ? [] : [value].flat().map(String));

describe('Contoso', () => {
  const company = sampleCompany();

  it('has some 300 people with managers up to one chief executive', () => {
    const people = staff();
    expect(people).toHaveLength(296);
    const managerOf = new Map(people.map(({ dn, attributes }) => [dn, texts(attributes['manager'])[0]]));
    const tops = people.map(({ dn }) => {
      let current = dn;
      for (let steps = 0, next = managerOf.get(current); next !== undefined && steps < 10; steps += 1, next = managerOf.get(current)) current = next;
      return current;
    });
    expect(new Set(tops)).toEqual(new Set([people[0]?.dn]));
    expect(people.some(({ cn }) => cn.includes("O'Brien"))).toBe(true);
    expect(people.some(({ cn }) => /\p{Script=Cyrillic}/u.test(cn)) && people.some(({ cn }) => /\p{Script=Han}/u.test(cn))).toBe(true);
  });

  it('claims each sign-in name and address once, but for the pairs of the cast', () => {
    const claims = new Map<string, Set<string>>();
    for (const { dn, attributes } of company.entries) {
      if (attributes['objectClass'] === 'contact' || attributes['objectClass'] === 'group') continue;
      const names = [...texts(attributes['userPrincipalName']), ...texts(attributes['mail']), ...texts(attributes['proxyAddresses']).map((address) => address.replace(/^smtp:/i, ''))];
      for (const name of names) claims.set(name.toLowerCase(), (claims.get(name.toLowerCase()) ?? new Set()).add(dn));
    }
    const shared = [...claims].filter(([, holders]) => holders.size > 1).map(([name]) => name);
    expect(shared).toEqual(['jonas.weber@contoso.example']);
  });

  it('shows every situation of a first synchronization and every exclusion rule', () => {
    const situations = new Set(company.cast.map(({ situation }) => situation));
    for (const wanted of ['duplicateInSource', 'takenInTarget', 'ambiguousMatch', 'anchorMismatch', 'roleHolder', 'managedElsewhere', 'typeMismatch', 'invalidValue', 'missingInTarget', 'found', 'new', 'drift', 'sourceMissing', 'changed', 'returned']) expect(situations).toContain(wanted);
    const rules = new Set(company.excluded.map(({ rule }) => rule));
    for (const wanted of ['noSamAccountName', 'syncServiceAccount', 'supportAccount', 'systemMailbox', 'casMailbox', 'recipientType', 'conflictObject', 'linkedMailboxWithoutAccount', 'adminDescription', 'richCoexistenceGroup', 'roleGroup']) expect(rules).toContain(wanted);
  });

  it('is the same every time', () => {
    expect(sampleCompany().entries).toEqual(company.entries);
  });
});

describe('the lab', () => {
  it('starts both sides and writes a valid profile beside its CA files', () =>
    withLab({}, async (lab) => {
      const folder = await mkdtemp(join(tmpdir(), 'causeway-lab-'));
      try {
        const path = await lab.writeProfile(folder);
        const profile = profileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
        expect(profile.source.url).toBe(lab.directory.url);
        expect(JSON.stringify(profile)).not.toContain(lab.env.CAUSEWAY_AD_PASSWORD);
        expect(await readFile(join(dirname(path), profile.source.tls.caFile ?? ''), 'utf8')).toBe(lab.directory.ca);
        expect(lab.tenant.admin.find('grace.mwangi@contoso.example')?.kind).toBe('user');
        expect(lab.tenant.snapshot().deleted).toHaveLength(1);
        expect(lab.directory.read(groupDn('Approvers Finance'), 'memberOf')).toContain(groupDn('Approvers Legal'));
        expect(lab.directory.anchorOf(castMember('Nadia Haddad').dn)).toBe(lab.tenant.admin.find('n.haddad@contoso.example')?.properties['onPremisesImmutableId']);
        for (const { dn } of lab.company.excluded) expect(lab.directory.guidOf(dn)).toMatch(/^[0-9a-f-]{36}$/);
      } finally {
        await rm(folder, { recursive: true });
      }
    }));

  it('tells the story on both sides', () =>
    withLab({}, async (lab) => {
      for (const name of ['Tomás Rivera', 'Wanjiru Kamau']) lab.tenant.admin.createUser({ userPrincipalName: castMember(name).principalName, displayName: name });
      const selma = lab.directory.guidOf(castMember('Selma Demir').dn);
      expect(lab.story().length).toBeGreaterThan(8);
      expect(lab.directory.dnOf(selma)).toContain('CN=Deleted Objects');
      expect(lab.tenant.admin.find(castMember('Tomás Rivera').principalName)?.properties['jobTitle']).toBe('Wizard');
      expect(lab.tenant.admin.find(castMember('Wanjiru Kamau').principalName)).toBeUndefined();
      expect(lab.directory.read(groupDn('Project Ivory'), 'member')).toEqual([]);
      lab.secondStory();
      expect(lab.directory.guidOf(castMember('Lea Brunner').dn)).toBe(castMember('Lea Brunner').guid);
    }));

  it('has a group beyond two ranges when it is large', () =>
    withLab({ large: true }, async (lab) => {
      const client = await connect(lab.directory);
      const [first] = (await client.search(groupDn('Seasonal Staff'), { scope: 'base', attributes: ['member'] })).searchEntries;
      expect(first?.['member;range=0-1499']).toHaveLength(1500);
      const [last] = (await client.search(groupDn('Seasonal Staff'), { scope: 'base', attributes: ['member;range=3000-*'] })).searchEntries;
      expect(last?.['member;range=3000-*']).toHaveLength(seasonalCount - 3000);
      await client.unbind();
    }));
});

describe('a generated forest', () => {
  it('has the asked size, and loads', async () => {
    const size = { users: 1_200, groups: 40, memberships: 6_000, seed: 7 };
    const entries = [...generateForest(size)];
    const ofClass = (name: string) => entries.filter(({ attributes }) => attributes['objectClass'] === name);
    expect(ofClass('user')).toHaveLength(1_200);
    expect(ofClass('group')).toHaveLength(40);
    expect(ofClass('group').reduce((sum, { attributes }) => sum + texts(attributes['member']).length, 0)).toBe(6_000);
    expect(Object.keys(ofClass('user')[5]?.attributes ?? {}).length).toBeGreaterThanOrEqual(20);
    expect([...generateForest(size)]).toEqual(entries);
    const directory = await startDirectory({ entries });
    expect(directory.read('CN=User 0000100,OU=Unit 0000,OU=Forest,DC=corp,DC=contoso,DC=test', 'manager')).toEqual(['CN=User 0000008,OU=Unit 0000,OU=Forest,DC=corp,DC=contoso,DC=test']);
    await directory.stop();
  });

  it('becomes LDIF with base64 where RFC 2849 wants it', () => {
    const [root, , , , user] = [...toLdif(generateForest({ users: 3, groups: 1, memberships: 2 }))];
    expect(root).toBe('dn: DC=corp,DC=contoso,DC=test\nobjectClass: domain\ndc: corp\n\n');
    expect(user).toMatch(/^dn: CN=User 0000000,OU=Unit 0000,/);
    expect(user).toMatch(/\nobjectGUID:: [A-Za-z0-9+/]{22}==\n/);
    expect(user?.split('\n').every((line) => /^[\x20-\x7e]*$/.test(line))).toBe(true);
  });
});
