import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'managers: set, changed, cleared; a self-manager and a manager out of scope are left out (sections 4, 12)',
  ad: [person('Kate Baker'), person('Omar Said', { manager: personDn('Kate Baker') }), person('Own Boss', { manager: personDn('Own Boss') }), person('Hidden Boss', { adminDescription: 'User_no' }), person('Of Hidden', { manager: personDn('Hidden Boss') })],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell('AD: Omar gets another manager, and Kate gets Omar.', () => {
      directory.modify(personDn('Omar Said'), { manager: personDn('Own Boss') });
      directory.modify(personDn('Kate Baker'), { manager: personDn('Omar Said') });
    });
    await stage.sync();
    stage.tell('AD: Omar loses his manager.', () => directory.modify(personDn('Omar Said'), { manager: null }));
    await stage.sync();
    await stage.sync();
  },
};
