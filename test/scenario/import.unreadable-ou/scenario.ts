import { contosoOu, organizationalUnit, person, personDn, type Scenario } from '../../support/scenario.ts';

const berlin = `OU=Berlin,${contosoOu}`;

export const scenario: Scenario = {
  proves: 'an OU that cannot be read any more deletes nobody: its objects are doubtful and kept, with a note; a real deletion elsewhere goes through (section 2 I1)',
  ad: [organizationalUnit(berlin), person('Kate Baker', {}, berlin), person('Omar Said', {}, berlin), person('Nora Lind'), person('Uma Roy')],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: the account loses the right to read the OU Berlin; Nora Lind is deleted.', () => {
      directory.faults.hideBelow(berlin);
      directory.remove(personDn('Nora Lind'));
    });
    await stage.sync('--full');
    await stage.sync('--full');
    stage.tell('AD: the right is back.', () => directory.faults.hideBelow(null));
    await stage.sync('--full');
  },
};
