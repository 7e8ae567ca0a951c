import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

const names = Array.from({ length: 24 }, (_, index) => `Member ${String(index).padStart(2, '0')}`);

export const scenario: Scenario = {
  proves: 'protection: removed memberships count per group above 20 members (sections 7, 12 Protection)',
  ad: [...names.map((name) => person(name)), group('Sales', names)],
  profile: { protection: { deletes: { count: 500, percent: 10 } } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: three of 24 members leave Sales (more than 10 %).', () => directory.removeMembers(groupDn('Sales'), names.slice(0, 3).map((name) => personDn(name))));
    const shown = await stage.sync();
    await stage.sync('--approve', shown.plan.id);
    stage.tell('AD: two more leave (less than 10 %).', () => directory.removeMembers(groupDn('Sales'), names.slice(3, 5).map((name) => personDn(name))));
    await stage.sync();
  },
};
