import { group, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'refused with 403: the dependants wait and say on what; excluded, it is not sent again (sections 2 I6, 6)',
  ad: [person('Kate Baker', { title: 'Bad Title' }), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { tenant } = stage.lab;
    stage.tell('Cloud: users with the job title “Bad Title” may not be written by the application.', () => tenant.faults.refuseValue('jobTitle', 'Bad Title', 403));
    await stage.sync();
    await stage.sync();
    await stage.decide('refused', 'Kate Baker', 'exclude');
    await stage.sync();
    await stage.sync();
  },
};
