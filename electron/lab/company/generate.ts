import type { SeedEntry } from '../directory/directory.ts';
import { seededGuid } from '../directory/identifiers.ts';
import { dnOfDomain } from '../directory/names.ts';
import { fold, sites, spellings } from './names.ts';

export type ForestSize = {
  readonly users: number;
  readonly groups: number;
  /** Direct memberships in all groups together. */
  readonly memberships: number;
  readonly seed?: number;
  /** DNS name of the domain; default corp.contoso.test. */
  readonly domain?: string;
  readonly mailDomain?: string;
};

const usersPerUnit = 1_000;
const titles = ['Engineer', 'Analyst', 'Accountant', 'Sales Representative', 'Technician', 'Consultant', 'Clerk', 'Designer'];
const departments = ['Finance', 'Engineering', 'Sales', 'Logistics', 'Production', 'Research', 'Legal', 'Customer Service'];
const given = sites.flatMap((site) => site.given.map(spellings));
const family = sites.flatMap((site) => site.family.map(spellings));

/**
 * A forest of any size for benchmarks, one entry at a time: some 24 attributes per user, managers in a tree of twelve
 * reports each, OUs of 1,000 users. The first group takes a tenth of all memberships (as many as there are users at most),
 * the others share the rest evenly. The same size and seed give the same entries, objectGUIDs included.
 * For `startDirectory({ entries })` or, through `toLdif`, for OpenLDAP; the domain root itself is not among them.
 */
export function* generateForest(size: ForestSize): Generator<SeedEntry> {
  const domain = size.domain ?? 'corp.contoso.test';
  const seed = size.seed ?? 1;
  const root = `OU=Forest,${dnOfDomain(domain)}`;
  const context = { root, domain, mailDomain: size.mailDomain ?? 'contoso.example', seed };
  yield { dn: root, attributes: { objectClass: 'organizationalUnit', objectGUID: seededGuid(`${seed}/ou`) } };
  const units = Math.max(1, Math.ceil(size.users / usersPerUnit));
  for (let unit = 0; unit < units; unit += 1) yield { dn: unitDn(root, unit), attributes: { objectClass: 'organizationalUnit', objectGUID: seededGuid(`${seed}/ou/${unit}`) } };
  yield { dn: `OU=Groups,${root}`, attributes: { objectClass: 'organizationalUnit', objectGUID: seededGuid(`${seed}/ou/groups`) } };
  for (let index = 0; index < size.users; index += 1) yield user(index, context);
  yield* groupsOf(size, context);
}

type Context = { readonly root: string; readonly domain: string; readonly mailDomain: string; readonly seed: number };

function unitDn(root: string, unit: number): string {
  return `OU=Unit ${String(unit).padStart(4, '0')},${root}`;
}

function userDn(root: string, index: number): string {
  return `CN=User ${String(index).padStart(7, '0')},${unitDn(root, Math.floor(index / usersPerUnit))}`;
}

function user(index: number, context: Context): SeedEntry {
  const mixed = mix(index + context.seed * 7_919);
  const first = given[mixed % given.length] ?? { native: 'Ana', latin: 'Ana' };
  const last = family[(mixed >>> 8) % family.length] ?? { native: 'Byrne', latin: 'Byrne' };
  const site = sites[(mixed >>> 16) % sites.length] ?? sites[0];
  const account = `u${String(index).padStart(7, '0')}`;
  const mail = `${account}@${context.mailDomain}`;
  return {
    dn: userDn(context.root, index),
    attributes: {
      objectClass: 'user',
      objectGUID: seededGuid(`${context.seed}/user/${index}`),
      sAMAccountName: account,
      userPrincipalName: mail,
      displayName: `${first.native} ${last.native}`,
      givenName: first.native,
      sn: last.native,
      mail,
      mailNickname: account,
      proxyAddresses: [`SMTP:${mail}`, `smtp:${fold(last.latin).toLowerCase().replace(/[^a-z]/g, '')}.${index}@${context.mailDomain}`],
      title: titles[mixed % titles.length] ?? '',
      department: departments[(mixed >>> 4) % departments.length] ?? '',
      company: 'Contoso Ltd.',
      employeeID: String(index),
      physicalDeliveryOfficeName: `Room ${mixed % 900}`,
      streetAddress: site?.street ?? '',
      l: site?.name ?? '',
      postalCode: site?.postalCode ?? '',
      c: site?.country ?? '',
      co: site?.countryName ?? '',
      telephoneNumber: `+1 555 ${String(index).padStart(7, '0')}`,
      preferredLanguage: site?.language ?? '',
      extensionAttribute1: `CC-${mixed % 500}`,
      userAccountControl: mixed % 50 === 0 ? 514 : 512,
      ...(index === 0 ? {} : { manager: userDn(context.root, Math.floor((index - 1) / 12)) }),
    },
  };
}

function* groupsOf(size: ForestSize, context: Context): Generator<SeedEntry> {
  if (size.groups === 0 || size.users === 0) return;
  const large = size.groups === 1 ? size.memberships : Math.floor(size.memberships / 10);
  const rest = size.memberships - Math.min(large, size.users);
  for (let index = 0; index < size.groups; index += 1) {
    const share = index === 0 ? large : Math.floor(rest / (size.groups - 1)) + (index <= rest % (size.groups - 1) ? 1 : 0);
    const count = Math.min(share, size.users);
    const start = mix(index * 31 + context.seed) % size.users;
    const name = `Group ${String(index).padStart(6, '0')}`;
    yield {
      dn: `CN=${name},OU=Groups,${context.root}`,
      attributes: {
        objectClass: 'group',
        objectGUID: seededGuid(`${context.seed}/group/${index}`),
        sAMAccountName: name,
        groupType: -2147483646,
        displayName: name,
        description: `Generated group ${index}`,
        ...(count === 0 ? {} : { member: Array.from({ length: count }, (_, offset) => userDn(context.root, (start + offset) % size.users)) }),
      },
    };
  }
}

/** Scatters consecutive numbers over 32 bits (the finalizer of MurmurHash3, public domain). */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
