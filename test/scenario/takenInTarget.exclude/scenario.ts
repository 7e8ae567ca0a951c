import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'takenInTarget: the sign-in name of a linked user changes to one that another cloud user has; excluded, the linked user is left alone (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' })],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody creates kate.miller@contoso.com. AD: Kate Baker is renamed to it and promoted.', () => {
      tenant.admin.createUser({ userPrincipalName: 'kate.miller@contoso.com', displayName: 'Another Kate' });
      directory.modify(personDn('Kate Baker'), { userPrincipalName: 'kate.miller@contoso.com', title: 'Head' });
    });
    await stage.sync();
    await stage.decide('takenInTarget', 'Kate Baker', 'exclude');
    await stage.sync();
    stage.tell('AD: Kate Baker is deleted; an excluded object is not deleted in the tenant.', () => void directory.remove(personDn('Kate Baker')));
    await stage.sync();
  },
};
