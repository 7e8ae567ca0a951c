import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'wrong usage and wrong profiles end with exit 2, naming what was typed and what is near; nothing is contacted (section 10)',
  ad: [person('Kate Baker')],
  steps: async (stage) => {
    await stage.cli('snyc');
    await stage.cli('sync', '--ful');
    await stage.cli('conflicts', 'resolve', 'nonsense', '--as', 'link');
    await stage.cli('explain', 'nobody@contoso.com');
    stage.configure('policies.delete "delte"', { policies: { delete: 'delte' as 'delete' } });
    await stage.cli('sync');
    stage.tell('The profile is no JSON.', () => writeFileSync(join(stage.folder, 'profile.json'), '{ "version": 1, '));
    await stage.process('sync');
  },
};
