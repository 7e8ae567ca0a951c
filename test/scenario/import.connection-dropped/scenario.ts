import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'a connection that breaks in the middle of an import deletes nothing, and the next run recovers (section 2 I1, I2)',
  ad: [person('Kate Baker'), person('Omar Said'), person('Nora Lind')],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: the domain controller breaks connections after 40 entries; Omar Said is deleted, Kate gets a title.', () => {
      directory.remove(personDn('Omar Said'));
      directory.modify(personDn('Kate Baker'), { title: 'Head' });
      directory.faults.dropAfterEntries(40);
    });
    await stage.sync('--full');
    stage.tell('AD: the domain controller is well again.', () => directory.faults.dropAfterEntries(null));
    await stage.sync();
    await stage.sync();
  },
};
