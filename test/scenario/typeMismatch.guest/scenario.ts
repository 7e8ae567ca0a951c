import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'typeMismatch: the address belongs to a guest; guests are never matched; another value or exclusion (sections 5, 6)',
  ad: [person('Olga Petrenko', mailbox('olga@contoso.com')), person('Otto Petrenko', mailbox('otto@contoso.com')), person('Inna Petrenko')],
  tenant: {
    users: [
      { userPrincipalName: 'olga_contoso.com#EXT#@contoso.onmicrosoft.com', displayName: 'Olga (guest)', mail: 'olga@contoso.com', userType: 'Guest' },
      { userPrincipalName: 'otto_contoso.com#EXT#@contoso.onmicrosoft.com', displayName: 'Otto (guest)', mail: 'otto@contoso.com', userType: 'Guest' },
      cloudUser('Inna Petrenko', { userType: 'Guest' }),
    ],
  },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('typeMismatch', 'Olga Petrenko', 'setValue', '--value', 'olga.petrenko@contoso.com');
    await stage.decide('typeMismatch', 'Otto Petrenko', 'exclude');
    await stage.decide('typeMismatch', 'Inna Petrenko', 'setValue', '--value', 'inna@fabrikam.com');
    await stage.decide('typeMismatch', 'Inna Petrenko', 'setValue', '--value', 'inna@contoso.com');
    await stage.sync();
    await stage.sync();
  },
};
