import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'invalidValue: drop the attribute when it is optional; the decision is re-opened when the AD value changes, and says so (section 6)',
  ad: [person('Bad Mail', { mail: 'bad mail@contoso.com', title: 'Clerk' })],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    await stage.decide('invalidValue', 'Bad Mail', 'dropAttribute');
    await stage.sync();
    await stage.sync();
    stage.tell('AD: another address that Graph would refuse.', () => directory.modify(personDn('Bad Mail'), { mail: 'worse mail@contoso.com', title: 'Head' }));
    await stage.sync();
    await stage.cli('conflicts', 'list');
    await stage.sync();
  },
};
