import type { SeedEntry } from '../directory/directory.ts';
import { fileTime } from '../directory/identifiers.ts';
import { baseDn, contosoOu, domain, mailDomain } from './people.ts';

/** What stands around the people: rooms, shared mailboxes, leavers, service accounts, contacts, computers. */

const user = (parent: string, cn: string, local: string, attributes: SeedEntry['attributes']): SeedEntry => ({
  dn: `CN=${cn},OU=${parent},${contosoOu}`,
  attributes: { objectClass: 'user', sAMAccountName: local.slice(0, 20), userPrincipalName: `${local}@${mailDomain}`, displayName: cn, ...attributes },
});
const mailbox = (local: string): SeedEntry['attributes'] => ({ mail: `${local}@${mailDomain}`, mailNickname: local, proxyAddresses: [`SMTP:${local}@${mailDomain}`] });

const rooms = ['Everest', 'Kilimanjaro', 'Fuji', 'Matterhorn', 'Denali', 'Zugspitze'].map((name) =>
  user('Rooms', `Room ${name}`, `room.${name.toLowerCase()}`, { userAccountControl: 514, msExchRecipientTypeDetails: 16, msExchRecipientDisplayType: 7, ...mailbox(`room.${name.toLowerCase()}`) }));

const sharedMailboxes = ['Invoices', 'Careers', 'Press', 'Returns'].map((name) =>
  user('Shared Mailboxes', name, name.toLowerCase(), { userAccountControl: 514, msExchRecipientTypeDetails: 4, ...(name === 'Returns' ? { msExchHideFromAddressLists: true } : {}), ...mailbox(name.toLowerCase()) }));

const leavers = ['Adrian Foster', 'Beatriz Luna', 'Cem Aydın', 'Dorota Maj', 'Emil Novak', 'Frida Holm', 'Gabor Kiss', 'Hana Sato'].map((name) => {
  const local = name.toLowerCase().replace('ı', 'i').replace(' ', '.');
  return user('Leavers', name, local, { userAccountControl: 514, description: 'Left the company', ...mailbox(local) });
});

const expired = ['Temp Auditor', 'Temp Designer', 'Temp Driver'].map((name, index) => {
  const local = name.toLowerCase().replace(' ', '.');
  return user('Leavers', name, local, { accountExpires: fileTime(new Date(Date.UTC(2025, index, 28))), employeeType: 'Temporary', ...mailbox(local) });
});

const serviceAccounts = ['svc-backup', 'svc-erp', 'svc-scan', 'svc-sql', 'svc-monitoring', 'svc-print'].map((name): SeedEntry => ({
  dn: `CN=${name},OU=Service Accounts,${contosoOu}`,
  attributes: { objectClass: 'user', sAMAccountName: name, userAccountControl: 66048, description: 'Service account', ...(name === 'svc-erp' ? {} : { userPrincipalName: `${name}@${domain}` }) },
}));

const contacts = ['Adatum Purchasing', 'Fourth Coffee', 'Litware Support', 'Proseware Legal', 'Trey Research', 'Wide World Importers', 'Margie’s Travel', 'Northwind Traders', 'Tailspin Toys', 'Woodgrove Bank', 'Lucerne Publishing', 'Alpine Ski House'].map(
  (name): SeedEntry => {
    const address = `contact@${name.toLowerCase().replace(/[^a-z]/g, '')}.example`;
    return { dn: `CN=${name},OU=Contacts,${contosoOu}`, attributes: { objectClass: 'contact', displayName: name, mail: address, targetAddress: `SMTP:${address}`, proxyAddresses: [`SMTP:${address}`] } };
  },
);

const computers = Array.from({ length: 20 }, (_, index): SeedEntry => {
  const name = `WS-${String(index + 1).padStart(4, '0')}`;
  return {
    dn: `CN=${name},OU=Computers,${contosoOu}`,
    attributes: { objectClass: 'computer', sAMAccountName: `${name}$`, dNSHostName: `${name.toLowerCase()}.${domain}`, operatingSystem: 'Windows 11 Enterprise', operatingSystemVersion: '10.0 (22631)' },
  };
});

const managedService: SeedEntry = {
  dn: `CN=gmsa-web,CN=Managed Service Accounts,${baseDn}`,
  attributes: { objectClass: 'msDS-GroupManagedServiceAccount', sAMAccountName: 'gmsa-web$', dNSHostName: `gmsa-web.${domain}`, 'msDS-ManagedPasswordInterval': 30, displayName: 'Web farm' },
};

/** Somebody of the trusted forest FABRIKAM, seen by SID only. */
export const foreignSid = 'S-1-5-21-1004336348-1177238915-682003330-1187';
const foreigner: SeedEntry = { dn: `CN=${foreignSid},CN=ForeignSecurityPrincipals,${baseDn}`, attributes: { objectClass: 'foreignSecurityPrincipal', objectSid: foreignSid } };

export const surroundings: readonly SeedEntry[] = [...rooms, ...sharedMailboxes, ...leavers, ...expired, ...serviceAccounts, ...contacts, ...computers, managedService, foreigner];
export const contactDns: readonly string[] = contacts.map(({ dn }) => dn);

/** Accounts of the seasonal staff, for a group beyond AD's 1,500 values of one answer. */
export function* seasonalStaff(count: number): Generator<SeedEntry> {
  for (let index = 1; index <= count; index += 1) {
    const number = String(index).padStart(4, '0');
    yield user('Seasonal', `Seasonal ${number}`, `seasonal.${number}`, { givenName: 'Seasonal', sn: number, department: 'Logistics', employeeType: 'Seasonal' });
  }
}
