import { cloudUser, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'anchorMismatch: the candidate carries another anchor; "re-anchor" writes ours and links (section 6)',
  ad: [person('Pedro Alvarez', mailbox('pedro.alvarez@contoso.com'))],
  tenant: { users: [cloudUser('Pedro Alvarez', { mail: 'pedro.alvarez@contoso.com', onPremisesImmutableId: 'b2xkIGZvcmVzdCBhbmNob3I=' })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('anchorMismatch', 'Pedro Alvarez', 'reanchor');
    await stage.sync();
    await stage.sync();
  },
};
