import { cloudUser, group, groupDn, person, personDn, staffOu, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'explain answers for every kind of object by any identifier: linked, excluded, conflict, contact, list, group with members left out, deleted, only in Entra (section 10)',
  ad: [
    person('Kate Baker'),
    person('Omar Said', { manager: personDn('Kate Baker') }),
    person('Left Out', { adminDescription: 'User_left out' }),
    person('Bad Name', { userPrincipalName: 'bad name@contoso.com' }),
    person('Leaver One'),
    { dn: `CN=A Contact,${staffOu}`, attributes: { objectClass: 'contact', mail: 'contact@fabrikam.com' } },
    { dn: `CN=SRV01,${staffOu}`, attributes: { objectClass: 'computer', sAMAccountName: 'SRV01$' } },
    group('Sales', ['Kate Baker', 'Left Out', 'Bad Name', personDn('A Contact')]),
    group('Distribution', ['Kate Baker'], { groupType: 2 }),
  ],
  tenant: { users: [cloudUser('Cloud Only'), cloudUser('Guest One', { userType: 'Guest' })] },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell('AD: Leaver One is deleted.', () => directory.remove(personDn('Leaver One')));
    await stage.sync();
    await stage.cli('explain', 'omar.said@contoso.com');
    await stage.cli('explain', personDn('Left Out'));
    await stage.cli('explain', personDn('Bad Name'));
    await stage.cli('explain', 'contact@fabrikam.com');
    await stage.cli('explain', groupDn('Sales'));
    await stage.cli('explain', groupDn('Distribution'));
    await stage.cli('explain', personDn('Leaver One'));
    await stage.cli('explain', 'cloud.only@contoso.com');
    await stage.cli('explain', 'guest.one@contoso.com');
    await stage.cli('explain', 'SRV01$');
  },
};
