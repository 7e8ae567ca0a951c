import type { SeedEntry } from '../directory/directory.ts';

/**
 * Fabrikam, which Contoso bought: a small forest of its own, with a few people who work at Contoso as well.
 */
export const fabrikamDomain = 'fabrikam.test';
const base = 'DC=fabrikam,DC=test';
const root = `OU=Fabrikam,${base}`;

const people: readonly (readonly [name: string, unit: string, department: string, mailDomain: string])[] = [
  ['Amara Okafor', 'Workshop', 'Assembly', 'fabrikam.test'],
  ['Bastian Krüger', 'Workshop', 'Assembly', 'fabrikam.test'],
  ['Chiara Conti', 'Workshop', 'Assembly', 'fabrikam.test'],
  ['Diego Fuentes', 'Workshop', 'Quality', 'fabrikam.test'],
  ['Elif Kaya', 'Office', 'Purchasing', 'contoso.example'],
  ['Fergus Boyle', 'Office', 'Purchasing', 'contoso.example'],
  ['Greta Lund', 'Office', 'Finance', 'contoso.example'],
  ['Hugo Marchetti', 'Office', 'Finance', 'contoso.example'],
];

const ou = (name: string, parent: string): SeedEntry => ({ dn: `OU=${name},${parent}`, attributes: { objectClass: 'organizationalUnit' } });
const localOf = (name: string): string => name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(' ', '.');

function person([name, unit, department, mailDomain]: (typeof people)[number]): SeedEntry {
  const local = localOf(name);
  const mail = `${local}@${mailDomain}`;
  const [givenName = '', sn = ''] = name.split(' ');
  return { dn: `CN=${name},OU=${unit},${root}`, attributes: { objectClass: 'user', sAMAccountName: local.slice(0, 20), userPrincipalName: mail, displayName: name, givenName, sn, mail, mailNickname: local, proxyAddresses: [`SMTP:${mail}`], department, company: 'Fabrikam, Inc.' } };
}

const members = (unit: string): readonly string[] => people.filter((each) => each[1] === unit).map(([name]) => `CN=${name},OU=${unit},${root}`);

/** The people of Fabrikam; `shared` have an account at Contoso too, with the same mail address. */
export function fabrikamEntries(shared: readonly { readonly name: string; readonly mail: string }[]): readonly SeedEntry[] {
  return [
    ou('Fabrikam', base), ou('Workshop', root), ou('Office', root), ou('Groups', root),
    ...people.map(person),
    ...shared.map(({ name, mail }): SeedEntry => ({ dn: `CN=${name},OU=Office,${root}`, attributes: { objectClass: 'user', sAMAccountName: localOf(name).slice(0, 20), userPrincipalName: `${localOf(name)}@${fabrikamDomain}`, displayName: name, mail, physicalDeliveryOfficeName: 'Fabrikam Office 2' } })),
    ...['Workshop', 'Office'].map((unit): SeedEntry => ({ dn: `CN=Fabrikam ${unit},OU=Groups,${root}`, attributes: { objectClass: 'group', sAMAccountName: `Fabrikam ${unit}`, member: members(unit) } })),
  ];
}
