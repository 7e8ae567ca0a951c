import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sourceMissing held by protection: "keep and unlink" and "disable only" decide single objects; what is left falls below the limit (sections 6, 7)',
  ad: [person('Kate Baker'), person('Omar Said'), person('Nora Lind')],
  profile: { protection: { deletes: { count: 1, percent: 100 } } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: all three are deleted.', () => ['Kate Baker', 'Omar Said', 'Nora Lind'].forEach((name) => directory.remove(personDn(name))));
    await stage.sync();
    await stage.decide('sourceMissing', 'Kate Baker', 'keepUnlinked');
    await stage.decide('sourceMissing', 'Omar Said', 'disableOnly');
    await stage.sync();
    await stage.sync();
    await stage.sync();
  },
};
