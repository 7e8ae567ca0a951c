import { cloudUser, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'attributes that Graph refuses because of what the target is are left out and counted, and never block the others (section 12 Reading AD)',
  ad: [person('Former Sync', { extensionAttribute1: 'one', title: 'Head' }), person('Grace Mwangi', { mobile: '+254 1', title: 'Head' })],
  tenant: { users: [cloudUser('Former Sync', { onPremisesSyncEnabled: false }), cloudUser('Nobody Else')] },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: Former Sync was synchronized by Entra Connect once.', () => {
      tenant.admin.setSynced(stage.idOf('former.sync@contoso.com'), true);
      tenant.admin.setSynced(stage.idOf('former.sync@contoso.com'), false);
    });
    await stage.sync();
    stage.tell('Cloud: Grace becomes a User Administrator. AD: she gets another mobile number and another title.', () => {
      tenant.admin.assignRole(stage.idOf('grace.mwangi@contoso.com'), 'User Administrator');
      directory.modify(personDn('Grace Mwangi'), { mobile: '+254 2', title: 'Chief' });
    });
    await stage.sync();
    await stage.sync();
  },
};
