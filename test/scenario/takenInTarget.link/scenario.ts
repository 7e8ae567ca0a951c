import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'takenInTarget: an address that is a secondary one of a cloud user is held, "link" recommended; linking takes the user over (sections 6, 12 Matching)',
  ad: [person('Thomas Keller', mailbox('thomas.keller@contoso.com')), person('Omar Said')],
  tenant: { users: [cloudUser('Keller Archive', { mail: 'keller.archive@contoso.com', proxyAddresses: ['SMTP:keller.archive@contoso.com', 'smtp:thomas.keller@contoso.com'] })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('takenInTarget', 'Thomas Keller', 'link');
    await stage.sync();
    await stage.sync();
  },
};
