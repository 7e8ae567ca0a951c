import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'values that change hands: releases go before claims, by rename and by deletion (section 12 Values that change hands)',
  ad: [person('Kate Baker'), person('Nora Lind'), person('Omar Said')],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell("AD: Kate takes another name, Omar takes Kate's; Nora leaves, and Nora Lindgren joins with her name.", () => {
      directory.modify(personDn('Kate Baker'), { userPrincipalName: 'kate.miller@contoso.com' });
      directory.modify(personDn('Omar Said'), { userPrincipalName: 'kate.baker@contoso.com' });
      directory.remove(personDn('Nora Lind'));
      const { dn, attributes } = person('Nora Lindgren', { userPrincipalName: 'nora.lind@contoso.com' });
      directory.add(dn, attributes);
    });
    await stage.sync();
    await stage.sync();
  },
};
