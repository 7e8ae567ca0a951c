import { baseDn, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'a read of nothing from a source that had objects fails and deletes nothing (sections 2 I1, 7)',
  ad: [person('Kate Baker'), person('Omar Said')],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: the account may not list anything below the domain.', () => directory.faults.hideBelow(baseDn));
    await stage.sync('--full');
    stage.tell('AD: the right is back.', () => directory.faults.hideBelow(null));
    await stage.sync();
  },
};
