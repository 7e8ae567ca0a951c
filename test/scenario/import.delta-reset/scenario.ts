import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'a delta token that the tenant does not accept any more (410, syncStateNotFound) and another domain controller database lead to a full read, and change nothing else (sections 2 I2, I3)',
  ad: [person('Kate Baker'), person('Omar Said')],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: the delta token of the users is answered with 410.', () => tenant.faults.deltaReset(1, 'users'));
    await stage.sync();
    stage.tell('Cloud: every delta token is expired. AD: Kate gets a title.', () => {
      tenant.faults.expireDeltaTokens();
      directory.modify(personDn('Kate Baker'), { title: 'Head' });
    });
    await stage.sync();
    stage.tell('AD: the domain controller was restored from a backup (new invocation id).', () => directory.faults.changeInvocationId());
    await stage.sync();
    await stage.sync();
  },
};
