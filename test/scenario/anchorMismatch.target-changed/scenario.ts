import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'anchorMismatch: somebody changed the anchor of a linked cloud user; it is held, not overwritten (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' })],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody gives Kate Baker another anchor. AD: Kate Baker is promoted.', () => {
      tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { onPremisesImmutableId: 'c29tZWJvZHkgZWxzZQ==' });
      directory.modify(personDn('Kate Baker'), { title: 'Head' });
    });
    await stage.sync();
    await stage.decide('anchorMismatch', 'Kate Baker', 'reanchor');
    await stage.sync();
    await stage.sync();
  },
};
