import { group, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'anchorMismatch: a changed source anchor on a linked object is a conflict, never a new identity; "re-anchor" follows it (sections 4, 6)',
  ad: [person('Kate Baker', { title: 'Clerk' }), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: somebody fills mS-DS-ConsistencyGuid of Kate Baker with something else, and promotes her.', () => {
      directory.modify(personDn('Kate Baker'), { 'mS-DS-ConsistencyGuid': Buffer.from('00112233445566778899aabbccddeeff', 'hex'), title: 'Head' });
    });
    await stage.sync();
    await stage.decide('anchorMismatch', 'Kate Baker', 'reanchor');
    await stage.sync();
    await stage.sync();
  },
};
