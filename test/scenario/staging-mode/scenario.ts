import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'staging mode: everything but the export; the transport refuses writes (sections 1, 2)',
  ad: [person('Kate Baker')],
  profile: { policies: { stagingMode: true } },
  steps: async (stage) => {
    await stage.sync();
    await stage.cli('status');
    stage.configure('staging mode off', {});
    await stage.sync();
  },
};
