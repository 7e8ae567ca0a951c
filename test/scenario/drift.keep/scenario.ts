import { group, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'drift, policy keep: cloud values stay until AD changes them (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' }), group('Sales', ['Kate Baker'])],
  tenant: { users: [{ userPrincipalName: 'cloud.only@contoso.com', displayName: 'Cloud Only' }] },
  profile: { policies: { drift: 'keep' } },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: Kate becomes Wizard, and Cloud Only a member of Sales.', () => {
      tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Wizard' });
      tenant.admin.addMember(stage.idOf('Sales'), stage.idOf('cloud.only@contoso.com'));
    });
    await stage.sync();
    stage.tell('AD: Kate gets another title.', () => directory.modify(personDn('Kate Baker'), { title: 'Head' }));
    await stage.sync();
    await stage.sync();
  },
};
