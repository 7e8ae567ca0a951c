import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'duplicateInSource: one sign-in name claimed twice; excluding one lets the other through (section 6)',
  ad: [person('Kate Baker', { userPrincipalName: 'kate@contoso.com' }), person('Kate Miller', { userPrincipalName: 'kate@contoso.com' })],
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('duplicateInSource', 'Kate Miller', 'exclude', '--object', personDn('Kate Miller'));
    await stage.sync();
    await stage.cli('explain', personDn('Kate Miller'));
  },
};
