import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'protection: accounts that AD disabled count as disables; other changes of the same objects go on; approval releases them (section 12 Protection)',
  ad: [person('Kate Baker'), person('Omar Said')],
  profile: { protection: { deletes: { count: 500, percent: 10 }, disables: { count: 1, percent: 100 } } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: both are disabled, Kate gets a title.', () => {
      directory.modify(personDn('Kate Baker'), { userAccountControl: 514, title: 'Head' });
      directory.modify(personDn('Omar Said'), { userAccountControl: 514 });
    });
    const shown = await stage.sync();
    await stage.sync('--approve', shown.plan.id);
    await stage.sync();
  },
};
