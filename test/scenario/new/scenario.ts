import { group, groupDn, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'new: users and groups that match nothing are created, references follow (sections 4, 6, 9, 12)',
  ad: [
    person('Kate Baker', { ...mailbox('kate.baker@contoso.com'), givenName: 'Kate', sn: 'Baker', title: 'Head', department: 'Sales', company: 'Contoso', employeeID: '17', employeeType: 'staff', physicalDeliveryOfficeName: 'B1', streetAddress: 'Main Street 1', l: 'Berlin', st: 'BE', postalCode: '10115', c: 'de', co: 'Germany', telephoneNumber: '+49 30 1', mobile: '+49 170 1', facsimileTelephoneNumber: '+49 30 2', preferredLanguage: 'de-DE', extensionAttribute1: 'one', extensionAttribute15: 'fifteen' }),
    person('Inet Person', { objectClass: 'inetOrgPerson', manager: personDn('Kate Baker') }),
    { dn: personDn('No Display Name'), attributes: { objectClass: 'user', sAMAccountName: 'nodisplay', userPrincipalName: 'nodisplay@contoso.com', userAccountControl: 512 } },
    { dn: personDn('No Sign In Name'), attributes: { objectClass: 'user', sAMAccountName: 'nosignin', displayName: 'No Sign In Name', userAccountControl: 512 } },
    group('Sales', ['Kate Baker', 'Inet Person', groupDn('Berlin')]),
    group('Berlin', ['Kate Baker'], { description: ' Everybody in Berlin ' }),
    group('Empty'),
  ],
  steps: async (stage) => {
    await stage.preview();
    await stage.sync();
    await stage.sync();
  },
};
