import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'missingInTarget: excluded, the AD object is left alone in later runs too (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' })],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody deletes Kate Baker.', () => tenant.admin.deleteUser(stage.idOf('kate.baker@contoso.com')));
    await stage.sync();
    await stage.decide('missingInTarget', 'Kate Baker', 'exclude');
    await stage.sync();
    stage.tell('AD: Kate Baker is promoted.', () => directory.modify(personDn('Kate Baker'), { title: 'Head' }));
    await stage.sync();
  },
};
