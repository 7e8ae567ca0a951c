import type { SeedContact, SeedGroup, SeedUser, TenantSeed } from '../tenant/seed.ts';
import { seededGuid } from '../directory/identifiers.ts';
import { anchorOf, castMember } from './cast.ts';
import { mailDomain } from './people.ts';

/** The tenant before the first synchronization: some 45 objects, half of them the other side of the cast. */

const initial = 'contoso.onmicrosoft.com';
const acquired = 'fabrikam.example';
const upn = (local: string): string => `${local}@${mailDomain}`;
const primary = (local: string): readonly string[] => [`SMTP:${upn(local)}`];

const castUsers: readonly SeedUser[] = [
  { userPrincipalName: upn('keller.archive'), displayName: 'Thomas Keller (archive mailbox)', mail: upn('keller.archive'), proxyAddresses: [...primary('keller.archive'), `smtp:${upn('thomas.keller')}`] },
  { userPrincipalName: `aiko.t@${initial}`, displayName: 'Aiko Tanaka', mail: upn('aiko.tanaka'), proxyAddresses: [...primary('aiko.tanaka')], department: 'Sales' },
  { userPrincipalName: upn('atanaka'), displayName: 'Akira Tanaka', mail: upn('akira.tanaka'), proxyAddresses: [...primary('akira.tanaka')], department: 'Research' },
  { userPrincipalName: upn('pedro.alvarez'), displayName: 'Pedro Álvarez', mail: upn('pedro.alvarez'), proxyAddresses: [...primary('pedro.alvarez')], onPremisesImmutableId: anchorOf(seededGuid('old forest/pedro')) },
  { userPrincipalName: upn('grace.mwangi'), displayName: 'Grace Mwangi', mail: upn('grace.mwangi'), proxyAddresses: [...primary('grace.mwangi')] },
  { userPrincipalName: upn('liam.murphy'), displayName: 'Liam Murphy', mail: upn('liam.murphy'), proxyAddresses: [...primary('liam.murphy')], onPremisesImmutableId: anchorOf(seededGuid('sister company/liam')), onPremisesSyncEnabled: true },
  { userPrincipalName: `olga.petrenko_${mailDomain}#EXT#@${initial}`, displayName: 'Olga Petrenko (guest)', mail: upn('olga.petrenko'), proxyAddresses: [...primary('olga.petrenko')], userType: 'Guest' },
  { userPrincipalName: upn('ingrid.sorensen'), displayName: 'Ingrid Sørensen', onPremisesImmutableId: anchorOf(castMember('Ingrid Sørensen').guid) },
  { userPrincipalName: upn('n.haddad'), displayName: 'Nadia Haddad', onPremisesImmutableId: anchorOf(castMember('Nadia Haddad').guid) },
  { userPrincipalName: upn('erik.j'), displayName: 'Erik Johansson', mail: upn('erik.johansson'), proxyAddresses: [...primary('erik.johansson')], jobTitle: 'Trainee' },
  { userPrincipalName: `fatima@${initial}`, displayName: 'Fatima Zahra', mail: upn('fatima.zahra'), proxyAddresses: [...primary('fatima.zahra')] },
  { userPrincipalName: upn('carlos.mendoza'), displayName: 'Carlos Mendoza', usageLocation: 'ES' },
  { userPrincipalName: upn('helene.dubois'), displayName: 'Helene Dubois', city: 'Lyon' },
];

const administrators: readonly SeedUser[] = [
  { userPrincipalName: `admin@${initial}`, displayName: 'Tenant Administrator' },
  { userPrincipalName: `breakglass1@${initial}`, displayName: 'Emergency Access 1' },
  { userPrincipalName: `breakglass2@${initial}`, displayName: 'Emergency Access 2' },
  { userPrincipalName: `helpdesk.lead@${initial}`, displayName: 'Helpdesk Lead' },
];

const guests: readonly SeedUser[] = ['auditor@adatum.example', 'lawyer@proseware.example', 'supplier@northwindtraders.example'].map((mail) => ({
  userPrincipalName: `${mail.replace('@', '_')}#EXT#@${initial}`, displayName: `Guest ${mail}`, mail, userType: 'Guest',
}));

const acquiredStaff: readonly SeedUser[] = ['Ada Byron', 'Boris Ivanov', 'Chen Wei', 'Dalia Cohen', 'Eduardo Lima', 'Farah Khan', 'Gustav Berg', 'Hiba Saleh', 'Ivo Petrov', 'Jana Dvořák', 'Kofi Mensah', 'Leïla Amrani', 'Marek Król', 'Noor Aziz', 'Oskar Falk', 'Petra Vidmar', 'Quentin Roux', 'Rosa Blum', 'Stelian Pop', 'Tuva Lund'].map((displayName) => {
  const local = displayName.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().replace(' ', '.');
  return { userPrincipalName: `${local}@${acquired}`, displayName, mail: `${local}@${acquired}`, proxyAddresses: [`SMTP:${local}@${acquired}`], companyName: 'Fabrikam', accountEnabled: true };
});

const groups: readonly SeedGroup[] = [
  { displayName: 'Info', groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, mail: upn('info'), mailNickname: 'info', proxyAddresses: [...primary('info')], members: [`ada.byron@${acquired}`] },
  { displayName: 'Helpdesk Operators', isAssignableToRole: true, securityEnabled: true, mailNickname: 'helpdeskoperators', members: [`helpdesk.lead@${initial}`] },
  { displayName: 'Fabrikam Staff', securityEnabled: true, mailNickname: 'fabrikamstaff', members: acquiredStaff.map(({ userPrincipalName }) => userPrincipalName) },
  { displayName: 'Project Basalt', securityEnabled: true, mailNickname: 'projectbasalt', description: 'Made by hand in the portal', members: [`ada.byron@${acquired}`] },
];

const contacts: readonly SeedContact[] = [
  { displayName: 'Sven Lindqvist (external)', mail: upn('sven.lindqvist'), proxyAddresses: [...primary('sven.lindqvist')] },
  { displayName: 'Woodgrove Bank Hotline', mail: 'hotline@woodgrovebank.example', proxyAddresses: ['SMTP:hotline@woodgrovebank.example'] },
];

export const cloudSeed: TenantSeed = {
  domains: [{ name: initial, verified: true, initial: true }, { name: mailDomain, verified: true, default: true }, { name: acquired, verified: true }, { name: 'contoso-labs.example', verified: false }],
  users: [...administrators, ...castUsers, ...guests, ...acquiredStaff],
  groups,
  contacts,
  roles: { 'Global Administrator': administrators.slice(0, 3).map(({ userPrincipalName }) => userPrincipalName), 'User Administrator': [upn('grace.mwangi')], 'Helpdesk Administrator': ['Helpdesk Operators'] },
  organization: { displayName: 'Contoso' },
  deleted: [upn('ingrid.sorensen')],
};
