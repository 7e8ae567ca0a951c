import { anchorOf } from '../../../electron/lab/company/cast.ts';
import { seededGuid } from '../../../electron/lab/directory/identifiers.ts';
import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

const synced = (name: string, attributes = {}) => cloudUser(name, { onPremisesSyncEnabled: true, onPremisesImmutableId: anchorOf(seededGuid(`scenario/${name}`)), ...attributes });

export const scenario: Scenario = {
  proves: 'a tenant that Entra Connect still synchronizes: nothing is written, differences are shown attribute by attribute; after the hand-over the same accounts go on (sections 5, 6)',
  ad: [person('Kate Baker', { title: 'Buyer' }), person('Omar Said'), person('New Person')],
  tenant: { users: [synced('Kate Baker', { jobTitle: 'Clerk' }), synced('Omar Said')], organization: { onPremisesSyncEnabled: true } },
  steps: async (stage) => {
    await stage.sync();
    await stage.cli('sync', '--object', 'new.person@contoso.com');
    await stage.cli('handover');
    stage.tell('Cloud: Entra Connect is stopped, and synchronization is switched off in the tenant.', () => stage.lab.tenant.admin.setOrganization({ onPremisesSyncEnabled: false }));
    await stage.cli('handover');
    stage.tell('Cloud: the objects are managed in the cloud now.', () => {
      for (const name of ['kate.baker@contoso.com', 'omar.said@contoso.com']) stage.lab.tenant.admin.setSynced(stage.idOf(name), false);
    });
    await stage.cli('handover');
    await stage.sync();
    await stage.sync();
  },
};
