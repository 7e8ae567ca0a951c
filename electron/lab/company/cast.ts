import type { SeedEntry } from '../directory/directory.ts';
import { guidBytes, seededGuid } from '../directory/identifiers.ts';
import { escapeValue } from '../directory/names.ts';
import { baseDn, contosoOu, domain, mailDomain } from './people.ts';

/**
 * People who stand for one situation each (design, section 6). They live in one OU, so that a reader of the demo finds
 * them; the tenant's half of each pair is in cloud.ts.
 */
export const castOu = `OU=Head Office,${contosoOu}`;

export type Cast = { readonly name: string; readonly situation: string; readonly dn: string; readonly principalName: string; readonly guid: string; readonly note: string };

type Part = { readonly name: string; readonly local: string; readonly situation: string; readonly note: string; readonly attributes?: SeedEntry['attributes'] };

const parts: readonly Part[] = [
  { name: 'Jonas Weber', local: 'jonas.weber', situation: 'duplicateInSource', note: 'shares his primary address with the contractor of the same name' },
  {
    name: 'Jonas Weber (Contractor)', local: 'jonas.weber.ext', situation: 'duplicateInSource', note: 'claims the primary address of Jonas Weber',
    attributes: { mail: `jonas.weber@${mailDomain}`, proxyAddresses: [`SMTP:jonas.weber@${mailDomain}`] },
  },
  { name: 'Thomas Keller', local: 'thomas.keller', situation: 'takenInTarget', note: 'his address is a secondary address of a shared mailbox in the cloud' },
  {
    name: 'Aiko Tanaka', local: 'atanaka', situation: 'ambiguousMatch', note: 'her address points to one cloud user, her sign-in name to another',
    attributes: { mail: `aiko.tanaka@${mailDomain}`, proxyAddresses: [`SMTP:aiko.tanaka@${mailDomain}`] },
  },
  { name: 'Pedro Álvarez', local: 'pedro.alvarez', situation: 'anchorMismatch', note: 'his cloud user still carries the anchor of the forest he came from' },
  { name: 'Grace Mwangi', local: 'grace.mwangi', situation: 'roleHolder', note: 'her cloud user is a User Administrator' },
  { name: 'Liam Murphy', local: 'liam.murphy', situation: 'managedElsewhere', note: 'his cloud user is synchronized by Entra Connect of a sister company' },
  { name: 'Info Desk', local: 'info', situation: 'typeMismatch', note: 'the address belongs to a Microsoft 365 group' },
  { name: 'Olga Petrenko', local: 'olga.petrenko', situation: 'typeMismatch', note: 'a guest in the cloud has her address' },
  { name: 'Sven Lindqvist', local: 'sven.lindqvist', situation: 'typeMismatch', note: 'a mail contact in the cloud has his address' },
  {
    name: 'François Lefèvre', local: 'francois.lefevre', situation: 'invalidValue', note: 'diacritics in the sign-in name',
    attributes: { userPrincipalName: `françois.lefèvre@${mailDomain}` },
  },
  { name: 'Kate O\'Hara', local: 'kate.ohara', situation: 'invalidValue', note: 'a blank in the sign-in name', attributes: { userPrincipalName: `kate o'hara@${mailDomain}` } },
  { name: 'Ingrid Sørensen', local: 'ingrid.sorensen', situation: 'missingInTarget', note: 'her cloud user, with her anchor, is in the recycle bin' },
  { name: 'Nadia Haddad', local: 'nadia.haddad', situation: 'found', note: 'hard match: her cloud user carries her anchor' },
  { name: 'Erik Johansson', local: 'erik.johansson', situation: 'found', note: 'soft match on the primary address' },
  { name: 'Fatima Zahra', local: 'fatima.zahra', situation: 'found', note: 'soft match on the primary address' },
  { name: 'Carlos Mendoza', local: 'carlos.mendoza', situation: 'found', note: 'soft match on the sign-in name' },
  { name: 'Hélène Dubois', local: 'helene.dubois', situation: 'found', note: 'soft match on the sign-in name' },
  { name: 'Nils Andersen', local: 'nils.andersen', situation: 'new', note: 'sign-in name on a suffix that the tenant does not know', attributes: { userPrincipalName: `nils.andersen@${domain}` } },
  { name: 'Freya Nielsen', local: 'freya.nielsen', situation: 'new', note: 'is her own manager in AD' },
  { name: 'Ravi Kumar', local: 'ravi.kumar', situation: 'new', note: 'country "UK" is no ISO code, so the usage location falls through', attributes: { c: 'UK', co: 'United Kingdom' } },
  { name: 'Mei Lin', local: 'mei.lin', situation: 'new', note: 'mS-DS-ConsistencyGuid with 8 bytes, ignored with a warning', attributes: { 'mS-DS-ConsistencyGuid': Buffer.from('0102030405060708', 'hex') } },
  { name: 'Dag Eriksen', local: 'dag.eriksen', situation: 'new', note: 'mS-DS-ConsistencyGuid with 16 bytes is the anchor', attributes: { 'mS-DS-ConsistencyGuid': guidBytes('7d1f6a52-30c4-4e0b-9f35-6a1f0e6d2b91') } },
  { name: 'Blank  Space', local: 'blank.space', situation: 'new', note: 'values with blanks around them', attributes: { title: '  Clerk ', department: ' ', displayName: ' Blank Space ' } },
  { name: 'Selma Demir', local: 'selma.demir', situation: 'sourceMissing', note: 'leaves the company in the story' },
  { name: 'Tomás Rivera', local: 'tomas.rivera', situation: 'drift', note: 'somebody changes his job title in the cloud' },
  { name: 'Wanjiru Kamau', local: 'wanjiru.kamau', situation: 'missingInTarget', note: 'somebody deletes her cloud user' },
  { name: 'Yara Haddad', local: 'yara.haddad', situation: 'changed', note: 'marries and is renamed in the story' },
  { name: 'Bruno Costa', local: 'bruno.costa', situation: 'changed', note: 'is disabled in the story' },
  { name: 'Lea Brunner', local: 'lea.brunner', situation: 'returned', note: 'is deleted in the story and restored from the AD recycle bin later' },
];

/** Who is in which situation, for the demo and for tests. */
export const cast: readonly Cast[] = parts.map((part) => ({
  name: part.name,
  situation: part.situation,
  dn: `CN=${escapeValue(part.name)},${castOu}`,
  principalName: String(part.attributes?.['userPrincipalName'] ?? `${part.local}@${mailDomain}`),
  guid: seededGuid(`contoso/cast/${part.name}`),
  note: part.note,
}));

/** The member of the cast with that name. */
export function castMember(name: string): Cast {
  const found = cast.find((member) => member.name === name);
  if (found === undefined) throw new Error(`'${name}' is not in the cast of the sample company.`);
  return found;
}

/** Base64 of objectGUID. */
export function anchorOf(guid: string): string {
  return guidBytes(guid).toString('base64');
}

/** The cast as AD objects; `boss` is the DN of the head of the company. */
export function castEntries(boss: string): readonly SeedEntry[] {
  return parts.map((part, index) => {
    const member = castMember(part.name);
    const [givenName = '', ...rest] = part.name.split(' ');
    const mail = `${part.local}@${mailDomain}`;
    return {
      dn: member.dn,
      attributes: {
        objectClass: index === 14 ? 'inetOrgPerson' : 'user',
        objectGUID: member.guid,
        sAMAccountName: part.local.slice(0, 20),
        userPrincipalName: mail,
        displayName: part.name,
        givenName,
        sn: rest.join(' ').trim() || givenName,
        title: 'Specialist',
        department: 'Head Office',
        company: 'Contoso Ltd.',
        employeeID: String(20_000 + index),
        l: 'Berlin',
        c: index % 2 === 0 ? 'DE' : 'de',
        co: 'Germany',
        telephoneNumber: `+49 30 5559${String(index).padStart(2, '0')}`,
        mail,
        mailNickname: part.local,
        proxyAddresses: [`SMTP:${mail}`],
        manager: part.name === 'Freya Nielsen' ? member.dn : boss,
        ...part.attributes,
      },
    };
  });
}

/** The DN of an OU directly below Contoso. */
export function ou(name: string): SeedEntry {
  return { dn: `OU=${name},${contosoOu}`, attributes: { objectClass: 'organizationalUnit', description: `${name} of Contoso` } };
}

export const usersContainer = `CN=Users,${baseDn}`;
