import { group, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'missingInTarget: a linked user and group that are gone for good can be created again, with their memberships (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' }), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody deletes Kate Baker and the group Sales for good.', () => {
      tenant.admin.hardDelete(stage.idOf('kate.baker@contoso.com'));
      tenant.admin.hardDelete(stage.idOf('Sales'));
    });
    await stage.sync();
    await stage.decide('missingInTarget', 'Kate Baker', 'createAgain');
    await stage.decide('missingInTarget', 'Sales', 'createAgain');
    await stage.sync();
    await stage.sync();
  },
};
