import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'rules.signInAttribute: another AD attribute supplies the sign-in name (section 4)',
  ad: [person('Kate Baker', { userPrincipalName: 'kate@corp.contoso.test', mail: 'kate.baker@contoso.com' }), person('Omar Said', { userPrincipalName: 'omar@contoso.com' })],
  profile: { rules: { signInAttribute: 'mail' } },
  steps: async (stage) => {
    await stage.sync();
    await stage.sync();
  },
};
