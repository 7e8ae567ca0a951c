import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'returned: what Causeway soft-deleted is restored, with the same object id, when its anchor is back (sections 6, 12 Coming back)',
  ad: [person('Kate Baker', { title: 'Clerk' }), person('Omar Said', { manager: personDn('Kate Baker') }), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    const gone: string[] = [];
    stage.tell('AD: Kate Baker and the group Sales are deleted.', () => void gone.push(directory.remove(personDn('Kate Baker')), directory.remove(groupDn('Sales'))));
    await stage.sync();
    await stage.sync();
    stage.tell('AD: both are restored from the AD recycle bin; Kate has another title.', () => {
      for (const guid of gone) directory.restore(guid);
      directory.modify(personDn('Kate Baker'), { title: 'Head' });
    });
    await stage.sync();
    await stage.sync();
  },
};
