import { group, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'invalidValue: excluded, the object is left out, and so is its membership (section 6)',
  ad: [person('Francois Lefevre', { userPrincipalName: 'françois@contoso.com' }), person('Omar Said'), group('Sales', ['Francois Lefevre', 'Omar Said'])],
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('invalidValue', 'Francois Lefevre', 'exclude');
    await stage.sync();
  },
};
