import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'roleHolder: linking needs a confirmation that names every role; sensitive attributes of a role holder are left out (sections 6, 12)',
  ad: [person('Grace Mwangi', { ...mailbox('grace.mwangi@contoso.com'), title: 'Head', mobile: '+254 1' }), person('Omar Said')],
  tenant: {
    users: [cloudUser('Grace Mwangi', { mail: 'grace.mwangi@contoso.com', jobTitle: 'Clerk' })],
    roles: { 'User Administrator': ['grace.mwangi@contoso.com'], 'Exchange Administrator': ['grace.mwangi@contoso.com'] },
  },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('roleHolder', 'Grace Mwangi', 'link');
    await stage.decide('roleHolder', 'Grace Mwangi', 'link', '--confirm', 'User Administrator');
    await stage.decide('roleHolder', 'Grace Mwangi', 'link', '--confirm', 'user administrator, Exchange Administrator');
    await stage.sync();
    await stage.sync();
    stage.tell('Cloud: Grace loses both roles.', () => {
      for (const role of ['User Administrator', 'Exchange Administrator']) stage.lab.tenant.admin.removeRole(stage.idOf('grace.mwangi@contoso.com'), role);
    });
    await stage.sync();
    await stage.sync();
  },
};
