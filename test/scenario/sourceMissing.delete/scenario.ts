import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sourceMissing, policy delete: user and group are soft-deleted; their memberships and manager links follow without requests of their own (sections 6, 7)',
  ad: [person('Kate Baker'), person('Omar Said', { manager: personDn('Kate Baker') }), group('Sales', ['Kate Baker', 'Omar Said']), group('Berlin', ['Kate Baker'])],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate Baker and the group Berlin are deleted.', () => {
      directory.remove(personDn('Kate Baker'));
      directory.remove(groupDn('Berlin'));
    });
    await stage.preview();
    await stage.sync();
    await stage.sync();
    await stage.sync('--full');
  },
};
