import { mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'duplicateInSource: all claimants are held; the picked owner is written, the other stays held (section 6)',
  ad: [person('Kate Baker', mailbox('kate@contoso.com')), person('Kate Miller', mailbox('Kate@contoso.com')), person('Omar Said')],
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('duplicateInSource', 'Kate Baker', 'pickOwner', '--object', personDn('Kate Baker'));
    await stage.sync();
    await stage.sync();
  },
};
