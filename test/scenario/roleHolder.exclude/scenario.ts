import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'roleHolder: excluded, the administrator stays as it is (section 6)',
  ad: [person('Grace Mwangi', { title: 'Head' })],
  tenant: { users: [cloudUser('Grace Mwangi')], roles: { 'Global Administrator': ['grace.mwangi@contoso.com'] } },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('roleHolder', 'Grace Mwangi', 'exclude');
    await stage.sync();
  },
};
