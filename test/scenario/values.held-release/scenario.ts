import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'values that change hands: when the deletion that would release a value is held by protection, the claim waits and says on what (sections 2 I7, 12)',
  ad: [person('Nora Lind'), person('Kate Baker')],
  profile: { protection: { deletes: { count: 0, percent: 100 } } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Nora leaves, and Nora Lindgren joins with her name.', () => {
      directory.remove(personDn('Nora Lind'));
      const { dn, attributes } = person('Nora Lindgren', { userPrincipalName: 'nora.lind@contoso.com' });
      directory.add(dn, attributes);
    });
    const shown = await stage.sync();
    await stage.sync('--approve', shown.plan.id);
    await stage.sync();
  },
};
