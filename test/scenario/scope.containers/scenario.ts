import { contosoOu, organizationalUnit, person, personDn, type Scenario } from '../../support/scenario.ts';

const sites = `OU=Sites,${contosoOu}`;
const warsaw = `OU=Warsaw,${sites}`;
const warszawa = `OU=Warszawa,${sites}`;
const temporary = `OU=Temporary,${warsaw}`;

export const scenario: Scenario = {
  proves: 'containers are kept by objectGUID: a renamed OU stays selected and nothing in it changes; the nearest listed ancestor decides; new child OUs follow; a container that is gone stops the run (sections 4, 12 Scope)',
  ad: [organizationalUnit(sites), organizationalUnit(warsaw), organizationalUnit(temporary), person('Kate Baker', {}, warsaw), person('Temp Worker', {}, temporary), person('Elsewhere')],
  profile: { source: { containers: [{ dn: warsaw, include: true }] } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    const containers = [{ guid: directory.guidOf(warsaw), dn: warsaw, include: true }, { guid: directory.guidOf(temporary), dn: temporary, include: false }];
    stage.configure('OU=Warsaw and not OU=Temporary in it, both by objectGUID', { source: { containers } });
    await stage.sync();
    stage.tell('AD: the OU Warsaw is renamed to Warszawa and gets a new child OU with a person.', () => {
      directory.move(warsaw, warszawa);
      directory.add(`OU=New,${warszawa}`, { objectClass: 'organizationalUnit' });
      const { dn, attributes } = person('New Worker', {}, `OU=New,${warszawa}`);
      directory.add(dn, attributes);
    });
    await stage.sync();
    await stage.sync('--full');
    await stage.cli('explain', personDn('Temp Worker', `OU=Temporary,${warszawa}`));
    stage.configure('an OU that does not exist', { source: { containers: [{ dn: `OU=Nowhere,${contosoOu}`, include: true }] } });
    await stage.sync();
  },
};
