import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudUser, group, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'resolutions survive a rebuild of a damaged store, links come back by anchor and uniqueName, and nothing is written twice (sections 2, 6)',
  ad: [person('Thomas Keller', mailbox('keller@contoso.com')), person('Omar Said'), group('Sales', ['Omar Said'])],
  tenant: { users: [cloudUser('Keller Archive', { mail: 'archive@contoso.com', proxyAddresses: ['SMTP:archive@contoso.com', 'smtp:keller@contoso.com'] })] },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('takenInTarget', 'Thomas Keller', 'exclude');
    await stage.sync();
    await stage.cli('rebuild');
    stage.tell('The staging store is damaged.', () => {
      writeFileSync(join(stage.folder, 'data', 'causeway.db'), 'this is no database any more');
    });
    await stage.cli('sync');
    await stage.cli('rebuild');
    await stage.preview();
    await stage.sync();
    await stage.sync();
  },
};
