import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'pilot group: its transitive members are in scope, users and groups; leaving it means sourceMissing (sections 4, 12 Scope)',
  ad: [person('Kate Baker'), person('Omar Said'), person('Nora Lind'), group('Pilot', ['Kate Baker', groupDn('Inner')]), group('Inner', ['Omar Said', groupDn('Pilot')]), group('Other', ['Nora Lind', 'Omar Said'])],
  profile: { source: { pilotGroup: groupDn('Pilot') } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell('AD: Omar leaves Inner, Nora joins it.', () => {
      directory.removeMembers(groupDn('Inner'), [personDn('Omar Said')]);
      directory.addMembers(groupDn('Inner'), [personDn('Nora Lind')]);
    });
    await stage.sync();
    await stage.sync();
    stage.tell('AD: the pilot group itself is deleted.', () => void directory.remove(groupDn('Pilot')));
    await stage.sync();
  },
};
