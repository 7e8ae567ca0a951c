import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'found: soft match on the primary SMTP address; the target gets the anchor and the AD values (section 5.2)',
  ad: [person('Kate Baker', { ...mailbox('kate@contoso.com'), title: 'Head' }), person('Omar Said', { proxyAddresses: ['SMTP:omar@contoso.com', 'smtp:o.said@contoso.com'] })],
  tenant: { users: [cloudUser('Kate B.', { userPrincipalName: 'kb@contoso.com', mail: 'kate@contoso.com' }), cloudUser('Omar S.', { userPrincipalName: 'os@contoso.com', mail: 'OMAR@contoso.com' })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.sync();
  },
};
