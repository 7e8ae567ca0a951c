import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'managedElsewhere: another tool takes over a linked user; it is held, and not deleted when AD deletes it (sections 5, 6)',
  ad: [person('Kate Baker', { title: 'Clerk' })],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: Entra Connect takes over Kate Baker. AD: she is promoted.', () => {
      tenant.admin.setSynced(stage.idOf('kate.baker@contoso.com'));
      directory.modify(personDn('Kate Baker'), { title: 'Head' });
    });
    await stage.sync();
    stage.tell('AD: Kate Baker is deleted.', () => void directory.remove(personDn('Kate Baker')));
    await stage.sync();
    await stage.sync();
  },
};
