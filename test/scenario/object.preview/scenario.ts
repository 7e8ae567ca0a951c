import { groupDn, group, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'preview --object: shows what sync --object would write for this object and what waits for a sync of everything, and writes nothing',
  ad: [person('Kate Baker'), person('Omar Said'), group('Team', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate gets a title; Omar leaves the team, and Nora, who is new, joins it.', () => {
      directory.modify(personDn('Kate Baker'), { title: 'Analyst' });
      directory.add(person('Nora Hill').dn, person('Nora Hill').attributes);
      directory.removeMembers(groupDn('Team'), [personDn('Omar Said')]);
      directory.addMembers(groupDn('Team'), [personDn('Nora Hill')]);
    });
    await stage.cli('preview', '--object', personDn('Kate Baker'));
    await stage.cli('preview', '--object', groupDn('Team'));
    await stage.cli('preview', '--object', personDn('Nora Hill'), '--full');
    await stage.sync('--object', personDn('Kate Baker'));
    await stage.cli('status');
  },
};
