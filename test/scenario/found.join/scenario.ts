import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: "found by the join of a rule: who has another address and sign-in name in the cloud is linked by employeeId, and held where the number belongs to two (section 5; decision 0003)",
  ad: [person('Kate Baker', { employeeID: '17' }), person('Omar Said', { employeeID: '18' })],
  tenant: { users: [cloudUser('K Baker', { employeeId: '17' }), cloudUser('O Said', { employeeId: '18' }), cloudUser('Olaf Said', { employeeId: '18' })] },
  profile: { rules: { custom: [{ name: 'Find by number', type: 'user', precedence: 10, join: [[{ attribute: 'employeeID', property: 'employeeId' }]], flows: [] }] } },
  steps: async (stage) => {
    await stage.sync();
    await stage.sync();
  },
};
