import { group, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'missingInTarget: a linked user that somebody deleted in the cloud is held; "restore" brings the same object back (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' }), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody deletes Kate Baker.', () => tenant.admin.deleteUser(stage.idOf('kate.baker@contoso.com')));
    await stage.sync();
    await stage.decide('missingInTarget', 'Kate Baker', 'restore');
    await stage.sync();
    await stage.sync();
  },
};
