import { defaultPermissions } from '../../../electron/lab/tenant/tenant.ts';
import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'roleHolder: when the roles may not be read, every candidate is held, with the permission to grant (sections 5, 6)',
  ad: [person('Kate Baker'), person('Omar Said')],
  tenant: { users: [cloudUser('Kate Baker')] },
  lab: { tenant: { permissions: defaultPermissions.filter((permission) => !permission.startsWith('RoleManagement')) } },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('roleHolder', 'Kate Baker', 'link');
    await stage.decide('roleHolder', 'Kate Baker', 'link', '--confirm', 'roles unknown');
    await stage.sync();
    await stage.sync();
  },
};
