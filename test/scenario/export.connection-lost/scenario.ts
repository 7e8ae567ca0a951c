import { group, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'an answer that is lost after the write was applied is looked up before anything is sent again: no duplicates (sections 2 I4, 9)',
  ad: [person('Kate Baker'), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { tenant } = stage.lab;
    stage.tell('Cloud: the connection breaks after the first batch was applied.', () => tenant.faults.resetAfter(1));
    await stage.sync();
    await stage.sync();
    await stage.sync();
  },
};
