import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: "refused: held with Graph's own words; an unchanged run does not send it again; a changed AD value or \"retry\" does (sections 6, 12 Held objects)",
  ad: [person('Kate Baker', { title: 'Bad Title' }), person('Omar Said', { title: 'Clerk' })],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: a policy refuses the job titles “Bad Title” and nothing else.', () => tenant.faults.refuseValue('jobTitle', 'Bad Title'));
    await stage.sync();
    await stage.sync();
    stage.tell('AD: Omar Said gets the same title.', () => directory.modify(personDn('Omar Said'), { title: 'Bad Title' }));
    await stage.sync();
    await stage.sync();
    stage.tell('AD: Omar Said gets another title. Cloud: the policy is lifted.', () => {
      directory.modify(personDn('Omar Said'), { title: 'Good Title' });
      tenant.faults.refuseValue('jobTitle', null);
    });
    await stage.sync();
    await stage.decide('refused', 'Kate Baker', 'retry');
    await stage.sync();
    await stage.sync();
  },
};
