import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'drift: what changed in the cloud only is reverted by default, with "drift" as the reason; attributes that AD never set are cleared again (section 6)',
  ad: [person('Kate Baker', { title: 'Clerk' }), person('Omar Said'), group('Sales', ['Kate Baker'])],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('Cloud: somebody changes the job title and city of Kate, disables Omar, and adds him to Sales. AD: Omar gets a title.', () => {
      tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Wizard', city: 'Oz' });
      tenant.admin.updateUser(stage.idOf('omar.said@contoso.com'), { accountEnabled: false });
      tenant.admin.addMember(stage.idOf('Sales'), stage.idOf('omar.said@contoso.com'));
      tenant.admin.updateGroup(stage.idOf('Sales'), { description: 'Cloudy' });
      directory.modify(personDn('Omar Said'), { title: 'Clerk' });
    });
    await stage.sync();
    await stage.sync();
    stage.tell('Cloud: somebody removes Kate from Sales.', () => tenant.admin.removeMember(stage.idOf('Sales'), stage.idOf('kate.baker@contoso.com')));
    await stage.sync();
    await stage.cli('explain', groupDn('Sales'));
  },
};
