import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'found: soft match on the sign-in name when no address matches; onPremisesSyncEnabled false is linkable (sections 5.2, 12 Matching)',
  ad: [person('Kate Baker', { title: 'Head' }), person('Omar Said')],
  tenant: { users: [cloudUser('Kate Baker', { userPrincipalName: 'Kate.Baker@contoso.com', jobTitle: 'Clerk' }), cloudUser('Omar Said', { onPremisesSyncEnabled: false })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.sync();
  },
};
