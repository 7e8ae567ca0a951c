import { cloudGroup, group, groupDn, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'found: groups match by uniqueName only; an option adds a unique display name (section 5)',
  ad: [person('Kate Baker'), group('Sales', ['Kate Baker']), group('Berlin', ['Kate Baker'])],
  tenant: { groups: [cloudGroup('Verkauf', { uniqueName: 'to be set' }), cloudGroup('Berlin')] },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: the group Verkauf carries the uniqueName of the AD group Sales.', () => {
      tenant.admin.updateGroup(stage.idOf('Verkauf'), { uniqueName: `ad-${directory.guidOf(groupDn('Sales'))}` });
    });
    await stage.preview();
    stage.configure('policies.matchGroupsByName true', { policies: { matchGroupsByName: true } });
    await stage.sync();
    await stage.sync();
  },
};
