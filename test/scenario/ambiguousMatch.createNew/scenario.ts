import { cloudUser, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'ambiguousMatch: "create new" makes a user of its own, as soon as its values are free (section 6)',
  ad: [person('Aiko Tanaka', mailbox('aiko@contoso.com'))],
  tenant: { users: [cloudUser('Aiko T.', { userPrincipalName: 'at@contoso.com', mail: 'aiko@contoso.com' }), cloudUser('Aiko Tanaka')] },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    await stage.decide('ambiguousMatch', 'Aiko Tanaka', 'createNew');
    await stage.sync();
    stage.tell('AD: she gets an address and a sign-in name of her own.', () => directory.modify(personDn('Aiko Tanaka'), { ...mailbox('aiko.new@contoso.com'), userPrincipalName: 'aiko.new@contoso.com' }));
    await stage.sync();
    await stage.sync();
  },
};
