import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'anchorMismatch: another anchor, excluded; the cloud user keeps it (section 6)',
  ad: [person('Pedro Alvarez', mailbox('pedro.alvarez@contoso.com'))],
  tenant: { users: [cloudUser('Pedro Alvarez', { mail: 'pedro.alvarez@contoso.com', onPremisesImmutableId: 'b2xkIGZvcmVzdCBhbmNob3I=' })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('anchorMismatch', 'Pedro Alvarez', 'exclude');
    await stage.sync();
  },
};
