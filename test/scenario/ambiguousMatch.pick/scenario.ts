import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'ambiguousMatch: address and sign-in name point at different cloud users; the picked one is linked (sections 5.2, 6)',
  ad: [person('Aiko Tanaka', mailbox('aiko@contoso.com'))],
  tenant: { users: [cloudUser('Aiko T.', { userPrincipalName: 'at@contoso.com', mail: 'aiko@contoso.com' }), cloudUser('Aiko Tanaka')] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('ambiguousMatch', 'Aiko Tanaka', 'pick');
    await stage.decide('ambiguousMatch', 'Aiko Tanaka', 'pick', '--target', stage.idOf('admin@contoso.onmicrosoft.com'));
    await stage.decide('ambiguousMatch', 'Aiko Tanaka', 'pick', '--target', stage.idOf('at@contoso.com'));
    await stage.sync();
    stage.tell('Cloud: the other user gets another sign-in name.', () => stage.lab.tenant.admin.updateUser(stage.idOf('aiko.tanaka@contoso.com'), { userPrincipalName: 'aiko.old@contoso.com' }));
    await stage.sync();
    await stage.sync();
  },
};
