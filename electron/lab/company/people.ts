import { addressPart, sites, spellings, type Site } from './names.ts';
import type { SeedEntry } from '../directory/directory.ts';
import { seededGuid } from '../directory/identifiers.ts';
import { escapeValue } from '../directory/names.ts';

/** The ordinary staff of Contoso: 12 departments over 8 sites, with managers up to one chief executive. */

export const domain = 'corp.contoso.test';
export const baseDn = 'DC=corp,DC=contoso,DC=test';
export const mailDomain = 'contoso.example';
export const contosoOu = `OU=Contoso,${baseDn}`;

export type Person = {
  readonly dn: string;
  readonly cn: string;
  readonly department: string;
  readonly site: Site;
  readonly account: string;
  readonly principalName: string;
  /** objectGUID, fixed so that the tenant's seed can name the anchor. */
  readonly guid: string;
  readonly attributes: SeedEntry['attributes'];
};

/** Department, head count, and the titles that go round in it; the first is the head's. */
const departments: readonly (readonly [string, number, readonly string[]])[] = [
  ['Executive', 6, ['Chief Executive Officer', 'Chief Financial Officer', 'Chief Operating Officer', 'Chief Technology Officer', 'General Counsel', 'Chief People Officer']],
  ['Finance', 22, ['Head of Finance', 'Accountant', 'Controller', 'Payroll Specialist']],
  ['Human Resources', 16, ['Head of Human Resources', 'Recruiter', 'HR Partner']],
  ['Information Technology', 28, ['Head of IT', 'Systems Engineer', 'Service Desk Analyst', 'Security Engineer']],
  ['Sales', 44, ['Head of Sales', 'Account Manager', 'Sales Representative', 'Sales Engineer']],
  ['Marketing', 20, ['Head of Marketing', 'Campaign Manager', 'Designer', 'Copywriter']],
  ['Engineering', 48, ['Head of Engineering', 'Mechanical Engineer', 'Software Engineer', 'Test Engineer']],
  ['Production', 38, ['Head of Production', 'Shift Lead', 'Machine Operator', 'Quality Inspector']],
  ['Logistics', 24, ['Head of Logistics', 'Dispatcher', 'Warehouse Clerk']],
  ['Customer Service', 26, ['Head of Customer Service', 'Support Agent', 'Team Lead']],
  ['Legal', 8, ['Head of Legal', 'Legal Counsel', 'Paralegal']],
  ['Research', 16, ['Head of Research', 'Research Scientist', 'Laboratory Technician']],
];
export const departmentNames: readonly string[] = departments.map(([name]) => name);

export function siteOu(site: Site): string {
  return `OU=${site.name},OU=Sites,${contosoOu}`;
}

/** 296 people; always the same ones. */
export function staff(): readonly Person[] {
  const people: Person[] = [];
  const takenAccounts = new Set<string>();
  const takenNames = new Set<string>();
  let executive: Person | undefined;
  let pair = 0;
  for (const [department, count, titles] of departments) {
    let head: Person | undefined;
    let lead: Person | undefined;
    for (let index = 0; index < count; index += 1) {
      let name = nameAt(pair);
      while (takenNames.has(name.cn)) name = nameAt((pair += 1));
      takenNames.add(name.cn);
      pair += 1;
      const manager = department === 'Executive' ? executive : index === 0 ? executive : index % 7 === 1 ? head : (lead ?? head);
      const title = department === 'Executive' ? (titles[index] ?? 'Director') : index === 0 ? (titles[0] ?? '') : (titles[1 + (index % (titles.length - 1))] ?? '');
      const person = employee({ ...name, department, title, index: people.length, manager, takenAccounts });
      people.push(person);
      executive ??= person;
      head ??= person;
      if (index % 7 === 1) lead = person;
    }
  }
  return people;
}

type Name = { readonly site: Site; readonly given: string; readonly family: string; readonly givenLatin: string; readonly familyLatin: string; readonly cn: string };

function nameAt(position: number): Name {
  const site = sites[position % sites.length] ?? sites[0];
  if (site === undefined) throw new Error('there are no sites');
  const turn = Math.floor(position / sites.length);
  const given = spellings(site.given[turn % site.given.length] ?? '');
  const family = spellings(site.family[(turn + Math.floor(turn / site.given.length)) % site.family.length] ?? '');
  const familyFirst = site.country === 'JP';
  const second = turn >= site.given.length * site.family.length ? ` ${String.fromCodePoint(65 + (turn % 26))}.` : '';
  const cn = familyFirst ? `${family.native} ${given.native}${second}` : `${given.native}${second} ${family.native}`;
  return { site, given: given.native, family: family.native, givenLatin: given.latin, familyLatin: family.latin, cn };
}

function employee(of: Name & { readonly department: string; readonly title: string; readonly index: number; readonly manager: Person | undefined; readonly takenAccounts: Set<string> }): Person {
  const { site, index } = of;
  const plain = `${addressPart(of.givenLatin)}.${addressPart(of.familyLatin)}`;
  const account = freeAccount(plain.replaceAll("'", '').replace(/^(.)[^.]*\./, '$1'), of.takenAccounts);
  const local = freeAccount(plain, of.takenAccounts, 40);
  const principalName = `${local}@${index % 41 === 17 ? domain : mailDomain}`;
  const mail = `${local}@${mailDomain}`;
  return {
    dn: `CN=${escapeValue(of.cn)},${siteOu(site)}`,
    cn: of.cn,
    department: of.department,
    site,
    account,
    principalName,
    guid: seededGuid(`contoso/staff/${of.cn}`),
    attributes: {
      objectClass: 'user',
      objectGUID: seededGuid(`contoso/staff/${of.cn}`),
      sAMAccountName: account,
      userPrincipalName: principalName,
      displayName: of.cn,
      givenName: of.given,
      sn: of.family,
      title: of.title,
      department: of.department,
      company: 'Contoso Ltd.',
      employeeID: String(10_000 + index),
      physicalDeliveryOfficeName: `${site.name} ${1 + (index % 5)}.${String(1 + (index % 30)).padStart(2, '0')}`,
      streetAddress: site.street,
      l: site.name,
      postalCode: site.postalCode,
      c: site.country,
      co: site.countryName,
      telephoneNumber: `${site.phone}${String(100 + index)}`,
      preferredLanguage: site.language,
      extensionAttribute1: `CC-${1000 + (index % 12) * 10}`,
      mail,
      mailNickname: local.replaceAll("'", ''),
      proxyAddresses: [`SMTP:${mail}`, `smtp:${account}@${mailDomain}`],
      ...(index % 3 === 0 ? { mobile: `${site.phone.slice(0, 3)} 170 ${String(200_000 + index)}` } : {}),
      ...(of.manager === undefined ? {} : { manager: of.manager.dn }),
    },
  };
}

function freeAccount(wanted: string, taken: Set<string>, longest = 18): string {
  const stem = wanted.slice(0, longest);
  let account = stem;
  for (let number = 2; taken.has(account); number += 1) account = `${stem}${number}`;
  taken.add(account);
  return account;
}
