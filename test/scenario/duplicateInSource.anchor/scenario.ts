import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'duplicateInSource: one source anchor claimed by two AD objects, as after copying mS-DS-ConsistencyGuid (section 6)',
  ad: [
    person('Kate Baker', { 'mS-DS-ConsistencyGuid': Buffer.from('00112233445566778899aabbccddeeff', 'hex') }),
    person('Kate Miller', { 'mS-DS-ConsistencyGuid': Buffer.from('00112233445566778899aabbccddeeff', 'hex') }),
  ],
  steps: async (stage) => {
    await stage.sync();
    stage.tell('AD: Kate Miller loses the copied value.', () => stage.lab.directory.modify(personDn('Kate Miller'), { 'mS-DS-ConsistencyGuid': null }));
    await stage.sync();
    await stage.sync();
  },
};
