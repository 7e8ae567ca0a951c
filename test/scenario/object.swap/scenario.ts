import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sync --object: nobody is left with the temporary name of a swap; the swap waits for a sync of everything (section 12 Values that change hands)',
  ad: [person('Kate Baker'), person('Omar Said')],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate and Omar swap names.', () => {
      directory.modify(personDn('Kate Baker'), { userPrincipalName: 'omar.said@contoso.com' });
      directory.modify(personDn('Omar Said'), { userPrincipalName: 'kate.baker@contoso.com' });
    });
    await stage.preview();
    await stage.sync('--object', personDn('Kate Baker'));
    await stage.sync('--object', personDn('Omar Said'));
    await stage.cli('sync', '--object', personDn('Kate Baker'));
    await stage.sync();
    await stage.sync();
  },
};
