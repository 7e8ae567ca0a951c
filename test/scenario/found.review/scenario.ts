import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'found with softMatch "review": each soft match is held until somebody confirms it; "off" never looks (sections 5, 6; profile)',
  ad: [person('Kate Baker'), person('Omar Said')],
  tenant: { users: [cloudUser('Kate Baker'), cloudUser('Omar Said')] },
  profile: { policies: { softMatch: 'review' } },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('found', 'Kate Baker', 'link');
    await stage.decide('found', 'Omar Said', 'exclude');
    await stage.sync();
    await stage.sync();
  },
};
