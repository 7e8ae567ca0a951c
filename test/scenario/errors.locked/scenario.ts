import { join } from 'node:path';
import { lockDataFolder } from '../../../electron/store/lock.ts';
import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'one run at a time per data folder, also across processes: exit 5, naming who has it (section 2 I9)',
  ad: [person('Kate Baker')],
  steps: async (stage) => {
    await stage.prepare();
    const lock = lockDataFolder(join(stage.folder, 'data'), 'sync in another window');
    try {
      await stage.cli('sync');
      await stage.process('sync');
      await stage.cli('status');
    } finally {
      lock.release();
    }
    await stage.sync();
  },
};
