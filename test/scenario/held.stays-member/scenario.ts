import { group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'a held linked object, and an excluded one, stays a member and manager of others (section 12 Held objects)',
  ad: [person('Kate Baker'), person('Omar Said', { manager: personDn('Kate Baker') }), group('Sales', ['Kate Baker', 'Omar Said'])],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    stage.tell('AD: the sign-in name of Kate Baker becomes one that Graph would refuse; Omar gets a title, Uma Roy joins Sales.', () => {
      directory.modify(personDn('Kate Baker'), { userPrincipalName: 'käte@contoso.com' });
      directory.modify(personDn('Omar Said'), { title: 'Head' });
      const { dn, attributes } = person('Uma Roy', { manager: personDn('Kate Baker') });
      directory.add(dn, attributes);
      directory.addMembers(groupDn('Sales'), [dn]);
    });
    await stage.sync();
    await stage.decide('invalidValue', 'Kate Baker', 'exclude');
    await stage.sync();
    stage.tell('Cloud: somebody removes Kate from Sales and gives Kate a title.', () => {
      tenant.admin.removeMember(stage.idOf('Sales'), stage.idOf('kate.baker@contoso.com'));
      tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Wizard' });
    });
    await stage.sync();
  },
};
