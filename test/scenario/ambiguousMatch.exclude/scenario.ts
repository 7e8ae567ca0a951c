import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'ambiguousMatch: two cloud users, excluded; nothing of the AD object is written (section 6)',
  ad: [person('Aiko Tanaka', mailbox('aiko@contoso.com'))],
  tenant: { users: [cloudUser('Aiko T.', { userPrincipalName: 'at@contoso.com', mail: 'aiko@contoso.com' }), cloudUser('Aiko Tanaka')] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('ambiguousMatch', 'Aiko Tanaka', 'exclude');
    await stage.sync();
  },
};
