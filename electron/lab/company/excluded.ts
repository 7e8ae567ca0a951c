import type { SeedEntry } from '../directory/directory.ts';
import { seededGuid } from '../directory/identifiers.ts';
import { contosoOu, mailDomain } from './people.ts';
import { usersContainer } from './cast.ts';

/** One object at least for every exclusion rule (design, section 12) that the new domain itself does not show. */
export type Excluded = { readonly rule: string; readonly entry: SeedEntry };

const services = `OU=Service Accounts,${contosoOu}`;
const groups = `OU=Groups,${contosoOu}`;
const account = (rule: string, cn: string, sAMAccountName: string, attributes: SeedEntry['attributes'] = {}, parent = services): Excluded => ({
  rule,
  entry: { dn: `CN=${cn},${parent}`, attributes: { objectClass: 'user', sAMAccountName, displayName: cn.split('\\')[0] ?? cn, ...attributes } },
});
const exchange = (rule: string, cn: string, mailNickname: string, sAMAccountName: string, recipientType?: number): Excluded =>
  account(rule, cn, sAMAccountName, { mailNickname, userAccountControl: 514, mail: `${mailNickname}@${mailDomain}`, ...(recipientType === undefined ? {} : { msExchRecipientTypeDetails: recipientType }) }, usersContainer);
const group = (rule: string, cn: string, attributes: SeedEntry['attributes']): Excluded => ({
  rule,
  entry: { dn: `CN=${cn},${groups}`, attributes: { objectClass: 'group', sAMAccountName: cn.split('\\')[0] ?? cn, ...attributes } },
});

export const excluded: readonly Excluded[] = [
  { rule: 'noSamAccountName', entry: { dn: `CN=Nameless Import,${services}`, attributes: { objectClass: 'user', displayName: 'Nameless Import' } } },
  account('syncServiceAccount', 'MSOL_3f1c9d20a4b7', 'MSOL_3f1c9d20a4b7', { description: 'Account created by Microsoft Azure Active Directory Connect' }, usersContainer),
  account('syncServiceAccount', 'AAD_9b1e7c55d2f0', 'AAD_9b1e7c55d2f0', { description: 'Service account for the Synchronization Service' }, usersContainer),
  account('supportAccount', 'SUPPORT_388945a0', 'SUPPORT_388945a0', { userAccountControl: 66050 }, usersContainer),
  exchange('systemMailbox', 'SystemMailbox{1f05a927-3be2-4fb9-aa03-b59fe3b56f4c}', 'SystemMailbox{1f05a927-3be2-4fb9-aa03-b59fe3b56f4c}', 'SM_1f05a9273be24fb9a'),
  exchange('systemMailbox', 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}', 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}', 'SM_bb558c3597f14cb98'),
  exchange('casMailbox', 'CAS_{4be1c7f0-9e2d-4c1a-8d3e-0a6b5c4d3e2f}', 'CAS_{4be1c7f0-9e2d-4c1a-8d3e-0a6b5c4d3e2f}', 'CAS_4be1c7f09e2d'),
  exchange('recipientType', 'DiscoverySearchMailbox {D919BA05-46A6-415f-80AD-7E09334BB852}', 'DiscoverySearchMailbox', 'SM_d919ba0546a6415f8', 0x20000000),
  exchange('recipientType', 'Migration.8f3e7716-2011-43e4-96b1-aba62d229136', 'Migration.8f3e7716', 'SM_8f3e7716201143e49', 0x800000),
  account('conflictObject', `Print Server\\0ACNF:${seededGuid('contoso/conflict object')}`, '$DUPLICATE-3A2F', {}, services),
  account('linkedMailboxWithoutAccount', 'Henrik Dahl (Linked)', 'hdahl.linked', { userAccountControl: 514, msExchRecipientTypeDetails: 2, mailNickname: 'henrik.dahl', mail: `henrik.dahl@${mailDomain}` }, usersContainer),
  account('adminDescription', 'Kiosk Lobby', 'kiosk.lobby', { adminDescription: 'User_not for the cloud' }),
  group('adminDescription', 'Legacy File Access', { adminDescription: 'Group_not for the cloud' }),
  group('conflictObject', `Printers Floor 2\\0ACNF:${seededGuid('contoso/conflict group')}`, {}),
  group('richCoexistenceGroup', 'MSOL_AD_Sync_RichCoexistence', {}),
  group('roleGroup', 'Organization Management', { groupType: -2147483640, msExchRecipientTypeDetails: 0x40000000 }),
];
