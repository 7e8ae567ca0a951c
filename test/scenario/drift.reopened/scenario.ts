import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'drift, policy hold: a kept cloud value that changes again re-opens the decision and says what changed (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' })],
  profile: { policies: { drift: 'hold' } },
  steps: async (stage) => {
    const { tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: Kate becomes Wizard.', () => tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Wizard' }));
    await stage.sync();
    await stage.decide('drift', 'Kate Baker', 'keepCloud');
    await stage.sync();
    stage.tell('Cloud: Kate becomes Witch.', () => tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Witch' }));
    await stage.sync();
  },
};
