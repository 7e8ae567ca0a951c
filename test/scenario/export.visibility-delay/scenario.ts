import { setTimeout as sleep } from 'node:timers/promises';
import { group, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'replicas that lag show new objects late; the second sync writes nothing all the same (sections 2 I3, 9)',
  ad: [person('Kate Baker'), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { tenant } = stage.lab;
    stage.tell('Cloud: new objects become visible one second late.', () => tenant.faults.visibilityDelay(1000));
    await stage.sync();
    await stage.sync();
    await stage.sync('--full');
    await sleep(1200);
    await stage.sync();
    await stage.sync('--full');
  },
};
