import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'groups: nested groups stay nested, circles are no problem, self-members and members out of scope are left out (sections 4, 12 Groups)',
  ad: [
    person('Kate Baker'),
    person('Out Side', { adminDescription: 'User_no' }),
    group('Outer', [groupDn('Middle'), 'Kate Baker', 'Out Side']),
    group('Middle', [groupDn('Inner')]),
    group('Inner', [groupDn('Outer'), 'Kate Baker']),
    group('Selfish', ['Kate Baker', groupDn('Selfish')]),
  ],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell('AD: Middle is emptied; Kate is renamed and moved, which changes no membership.', () => {
      directory.modify(groupDn('Middle'), { member: null });
      directory.move(personDn('Kate Baker'), personDn('Kate Miller'));
    });
    await stage.sync();
    await stage.sync();
  },
};
