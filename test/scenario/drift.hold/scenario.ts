import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'drift, policy hold: each drifted attribute waits; "keep the cloud value" and "take over" decide it; a new AD value ends the keeping (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk', department: 'Sales' }), person('Omar Said', { title: 'Clerk' })],
  profile: { policies: { drift: 'hold' } },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody changes the job titles of both.', () => {
      tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Wizard' });
      tenant.admin.updateUser(stage.idOf('omar.said@contoso.com'), { jobTitle: 'Witch' });
    });
    await stage.sync();
    await stage.decide('drift', 'Kate Baker', 'keepCloud');
    await stage.decide('drift', 'Omar Said', 'takeOver');
    await stage.sync();
    await stage.sync();
    stage.tell('AD: Kate gets another department; her title is still kept.', () => directory.modify(personDn('Kate Baker'), { department: 'Legal' }));
    await stage.sync();
    stage.tell('AD: Kate gets another title.', () => directory.modify(personDn('Kate Baker'), { title: 'Head' }));
    await stage.sync();
    await stage.sync();
  },
};
