import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'invalidValue: held, naming attribute, rule and offending characters; correcting AD ends it; nothing is cut or renamed silently (sections 4, 6, 12)',
  ad: [
    person('Francois Lefevre', { userPrincipalName: 'françois lefèvre@contoso.com' }),
    person('No At', { userPrincipalName: 'noat' }),
    person('Dot Last', { userPrincipalName: 'dot.@contoso.com' }),
    person('Long Id', { employeeID: '1234567890123456', department: 'x'.repeat(64), title: 'y'.repeat(129).slice(0, 128) }),
    person('Long Name', { userPrincipalName: `${'n'.repeat(65)}@contoso.com` }),
    person('Bad Mail', { mail: 'bad mail@contoso.com' }),
  ],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell('AD: François and the others get values that Graph takes.', () => {
      directory.modify(personDn('Francois Lefevre'), { userPrincipalName: 'francois.lefevre@contoso.com' });
      directory.modify(personDn('No At'), { userPrincipalName: 'noat@contoso.com' });
      directory.modify(personDn('Dot Last'), { userPrincipalName: 'dot@contoso.com' });
      directory.modify(personDn('Long Name'), { userPrincipalName: 'long.name@contoso.com' });
      directory.modify(personDn('Bad Mail'), { mail: 'bad.mail@contoso.com' });
    });
    await stage.sync();
    await stage.sync();
  },
};
