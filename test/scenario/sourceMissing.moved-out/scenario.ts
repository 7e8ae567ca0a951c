import { contosoOu, organizationalUnit, person, personDn, staffOu, type Scenario } from '../../support/scenario.ts';

const leavers = `OU=Leavers,${contosoOu}`;

export const scenario: Scenario = {
  proves: 'sourceMissing: an object moved out of the selected containers is deleted; moved back it is restored (section 12 Scope)',
  ad: [organizationalUnit(leavers), person('Kate Baker'), person('Omar Said')],
  profile: { source: { containers: [{ dn: contosoOu, include: true }, { dn: leavers, include: false }] } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate Baker moves to Leavers.', () => directory.move(personDn('Kate Baker'), personDn('Kate Baker', leavers)));
    await stage.sync();
    await stage.cli('explain', personDn('Kate Baker', leavers));
    stage.tell('AD: Kate Baker moves back.', () => directory.move(personDn('Kate Baker', leavers), personDn('Kate Baker', staffOu)));
    await stage.sync();
    await stage.sync();
  },
};
