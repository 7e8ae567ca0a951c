import { cloudUser, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'anchorMismatch: a cloud user that one AD object matches by anchor and another by address goes to the first; the other is held (section 12 Matching)',
  ad: [person('Kate Baker'), person('Kate Miller', mailbox('kate@contoso.com'))],
  tenant: { users: [cloudUser('Kate', { userPrincipalName: 'kate@contoso.com', mail: 'kate@contoso.com' })] },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: kate@contoso.com carries the anchor of Kate Baker.', () => tenant.admin.updateUser(stage.idOf('kate@contoso.com'), { onPremisesImmutableId: directory.anchorOf(personDn('Kate Baker')) }));
    await stage.sync();
    await stage.sync();
  },
};
