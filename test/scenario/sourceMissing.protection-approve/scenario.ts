import { group, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sourceMissing under protection: exit 4 and nothing of the kind is written, while the rest goes on; --approve releases exactly the shown set (sections 2 I7, 6, 7, 10)',
  ad: [person('Kate Baker'), person('Omar Said', { manager: personDn('Kate Baker') }), person('Nora Lind'), group('Sales', ['Kate Baker', 'Omar Said', 'Nora Lind'])],
  profile: { protection: { deletes: { count: 1, percent: 100 } } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate Baker and Nora Lind are deleted, Omar gets a title, Uma Roy joins.', () => {
      directory.remove(personDn('Kate Baker'));
      directory.remove(personDn('Nora Lind'));
      directory.modify(personDn('Omar Said'), { title: 'Head' });
      const { dn, attributes } = person('Uma Roy');
      directory.add(dn, attributes);
    });
    await stage.sync();
    const shown = await stage.sync();
    await stage.cli('status');
    await stage.sync('--approve', shown.plan.id);
    await stage.sync();
  },
};
