import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'a federated suffix: no password is sent, and the anchor is (section 12 UPN)',
  ad: [person('Kate Baker', { userPrincipalName: 'kate.baker@fabrikam.com' }), person('Omar Said')],
  tenant: { domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }, { name: 'fabrikam.com', federated: true }] },
  steps: async (stage) => {
    await stage.sync();
    await stage.sync();
  },
};
