import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'missingInTarget: a soft-deleted user can be created again although the old object is still in the recycle bin (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' })],
  steps: async (stage) => {
    const { tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody deletes Kate Baker.', () => tenant.admin.deleteUser(stage.idOf('kate.baker@contoso.com')));
    await stage.sync();
    await stage.decide('missingInTarget', 'Kate Baker', 'createAgain');
    await stage.sync();
    await stage.sync();
  },
};
