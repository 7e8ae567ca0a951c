import { cloudGroup, cloudUser, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'roleHolder: a role through a role-assignable group counts, on a hard match as on a soft match (section 12 Matching)',
  ad: [person('Grace Mwangi'), person('Omar Said')],
  tenant: {
    users: [cloudUser('Grace Mwangi'), cloudUser('Omar Said', { userPrincipalName: 'osaid@contoso.com' })],
    groups: [cloudGroup('Helpdesk Operators', { isAssignableToRole: true, members: ['grace.mwangi@contoso.com', 'osaid@contoso.com'] })],
    roles: { 'Helpdesk Administrator': ['Helpdesk Operators'] },
  },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: osaid@contoso.com carries the anchor of Omar Said.', () => tenant.admin.updateUser(stage.idOf('osaid@contoso.com'), { onPremisesImmutableId: directory.anchorOf(personDn('Omar Said')) }));
    await stage.sync();
    await stage.decide('roleHolder', 'Omar Said', 'link', '--confirm', 'Helpdesk Administrator');
    await stage.sync();
  },
};
