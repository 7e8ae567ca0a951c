import type { LabDirectory, SeedEntry } from '../../electron/lab/directory/directory.ts';
import type { SampleCompany } from '../../electron/lab/company/company.ts';
import type { TenantSeed } from '../../electron/lab/tenant/seed.ts';

/** A small company in which everything happens that an export can do: for tests that interrupt it. */

export const smallBase = 'OU=Small,DC=corp,DC=contoso,DC=test';
const personDn = (index: number): string => `CN=Person ${index},${smallBase}`;
const groupDn = (index: number): string => `CN=Group ${index},${smallBase}`;

function person(index: number): SeedEntry {
  const name = `person${index}`;
  return {
    dn: personDn(index),
    attributes: { objectClass: 'user', sAMAccountName: name, userPrincipalName: `${name}@contoso.com`, displayName: `Person ${index}`, mail: `mail.${name}@contoso.com`, title: `Title ${index % 5}`, ...(index > 0 ? { manager: personDn(Math.floor((index - 1) / 4)) } : {}) },
  };
}

function group(index: number, people: number): SeedEntry {
  const member = Array.from({ length: people }, (_, number) => number).filter((number) => index === 0 || number % (index + 1) === 0).map(personDn);
  return { dn: groupDn(index), attributes: { objectClass: 'group', sAMAccountName: `group${index}`, displayName: `Group ${index}`, member: index === 1 ? [...member, groupDn(2)] : member } };
}

function seed(people: number): TenantSeed {
  const known = Array.from({ length: people }, (_, index) => index).filter((index) => index % 7 === 3);
  return {
    domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }],
    users: known.map((index) => ({ userPrincipalName: `person${index}@contoso.com`, displayName: `Cloud ${index}`, mailNickname: `person${index}`, jobTitle: 'old' })),
  };
}

/** The changes between the first and the second synchronization: renames, a swap, moves, deletes, members, managers. */
function story(directory: LabDirectory, people: number): readonly string[] {
  for (let index = 0; index < people; index += 3) directory.modify(personDn(index), { title: `New title ${index}` });
  directory.modify(personDn(1), { userPrincipalName: 'person2@contoso.com' });
  directory.modify(personDn(2), { userPrincipalName: 'person1@contoso.com' });
  directory.modify(personDn(4), { userPrincipalName: 'person4.new@contoso.com' });
  directory.add(`CN=Newcomer,${smallBase}`, { objectClass: 'user', sAMAccountName: 'newcomer', userPrincipalName: 'person4@contoso.com', displayName: 'Newcomer', manager: personDn(5) });
  for (let index = people - 4; index < people; index += 1) directory.remove(personDn(index));
  directory.removeMembers(groupDn(0), Array.from({ length: Math.floor(people / 4) }, (_, index) => personDn(index)));
  directory.modify(personDn(6), { manager: null });
  directory.modify(personDn(7), { manager: personDn(8), userAccountControl: 514 });
  directory.remove(groupDn(3));
  return [];
}

export function smallCompany(people: number): SampleCompany {
  return {
    domain: 'corp.contoso.test',
    entries: [{ dn: smallBase, attributes: { objectClass: 'organizationalUnit' } }, ...Array.from({ length: people }, (_, index) => person(index)), ...[0, 1, 2, 3].map((index) => group(index, people))],
    tenantSeed: seed(people),
    cast: [],
    excluded: [],
    story: (directory) => story(directory, people),
    secondStory: () => [],
  };
}
