import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'ambiguousMatch: one cloud user found by two AD objects with soft matches holds both; picking gives it to one (section 12 Matching)',
  ad: [person('Kate Baker', mailbox('kate@contoso.com')), person('Kate Miller', { userPrincipalName: 'k.b@contoso.com' })],
  tenant: { users: [cloudUser('Kate', { userPrincipalName: 'k.b@contoso.com', mail: 'kate@contoso.com' })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('ambiguousMatch', 'Kate Baker', 'pick');
    await stage.sync();
    await stage.sync();
  },
};
