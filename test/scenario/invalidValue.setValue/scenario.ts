import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'invalidValue: override the value; a required attribute cannot be dropped (section 6)',
  ad: [person('Francois Lefevre', { userPrincipalName: 'françois@contoso.com' })],
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('invalidValue', 'Francois Lefevre', 'dropAttribute');
    await stage.decide('invalidValue', 'Francois Lefevre', 'setValue', '--value', 'françois@contoso.com');
    await stage.decide('invalidValue', 'Francois Lefevre', 'setValue', '--value', 'francois@contoso.com');
    await stage.sync();
    await stage.sync();
  },
};
