import { group, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'confirmed: a second run with nothing changed plans nothing and writes nothing (sections 2 I3, 6)',
  ad: [person('Kate Baker', mailbox('kate.baker@contoso.com')), person('Omar Said', { manager: personDn('Kate Baker') }), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    await stage.sync();
    await stage.sync();
    await stage.sync('--full');
  },
};
