import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'takenInTarget: choosing another value creates the user with it; the value is checked when it is decided (section 6)',
  ad: [person('Thomas Keller', mailbox('keller@contoso.com'))],
  tenant: { users: [cloudUser('Keller Archive', { mail: 'archive@contoso.com', proxyAddresses: ['SMTP:archive@contoso.com', 'smtp:keller@contoso.com'] })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('takenInTarget', 'Thomas Keller', 'setValue');
    await stage.decide('takenInTarget', 'Thomas Keller', 'setValue', '--value', 'not an address');
    await stage.decide('takenInTarget', 'Thomas Keller', 'setValue', '--value', 't.keller@contoso.com');
    await stage.sync();
    await stage.cli('explain', 'thomas.keller@contoso.com');
    await stage.sync();
  },
};
