import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'managedElsewhere: a candidate that Entra Connect or Cloud Sync synchronizes is never linked (sections 5, 6)',
  ad: [person('Liam Murphy', mailbox('liam.murphy@contoso.com')), person('Omar Said')],
  tenant: {
    users: [
      cloudUser('Liam Murphy', { mail: 'liam.murphy@contoso.com', onPremisesSyncEnabled: true, onPremisesImmutableId: 'c2lzdGVyIGNvbXBhbnk=' }),
      cloudUser('Omar Said', { onPremisesSyncEnabled: true }),
    ],
    organization: { onPremisesSyncEnabled: true },
  },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('managedElsewhere', 'Liam Murphy', 'exclude');
    await stage.sync();
    stage.tell('Cloud: the other tool lets Omar Said go, and synchronization is switched off in the tenant.', () => {
      stage.lab.tenant.admin.setSynced(stage.idOf('omar.said@contoso.com'), false);
      stage.lab.tenant.admin.setOrganization({ onPremisesSyncEnabled: false });
    });
    await stage.sync();
    await stage.sync();
  },
};
