import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sync --object: a name that is not there is refused, raises no alert and makes nothing pending that was written',
  ad: [person('Kate Baker')],
  steps: async (stage) => {
    await stage.prepare();
    await stage.sync('--object', personDn('Nobody'));
    await stage.cli('health');
    await stage.cli('status');
    await stage.cli('explain', personDn('Kate Baker'));
    await stage.sync();
  },
};
