import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sourceMissing, policies ignore, disable and disableThenDelete (section 7)',
  ad: [person('Kate Baker'), person('Omar Said'), person('Nora Lind')],
  profile: { policies: { delete: 'ignore' } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate Baker is deleted.', () => void directory.remove(personDn('Kate Baker')));
    await stage.sync();
    stage.configure('policies.delete "disable"', { policies: { delete: 'disable' } });
    await stage.sync();
    await stage.sync();
    stage.tell('AD: Omar Said is deleted.', () => void directory.remove(personDn('Omar Said')));
    stage.configure('policies.delete "disableThenDelete" after 30 days', { policies: { delete: 'disableThenDelete', deleteAfterDays: 30 } });
    await stage.sync();
    await stage.sync();
    stage.configure('policies.delete "disableThenDelete" after 0 days', { policies: { delete: 'disableThenDelete', deleteAfterDays: 0 } });
    await stage.sync();
    await stage.sync();
  },
};
