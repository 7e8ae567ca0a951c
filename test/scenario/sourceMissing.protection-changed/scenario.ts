import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'protection: an approval is bound to the set that was shown; another set stays held, and an unknown plan is refused (sections 2 I7, 10)',
  ad: [person('Kate Baker'), person('Omar Said'), person('Nora Lind'), person('Uma Roy')],
  profile: { protection: { deletes: { count: 1, percent: 100 } } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate Baker and Nora Lind are deleted.', () => {
      directory.remove(personDn('Kate Baker'));
      directory.remove(personDn('Nora Lind'));
    });
    const shown = await stage.preview();
    stage.tell('AD: Uma Roy is deleted, too.', () => void directory.remove(personDn('Uma Roy')));
    await stage.sync('--approve', shown.plan.id);
    await stage.cli('sync', '--approve', 'nonsense');
  },
};
