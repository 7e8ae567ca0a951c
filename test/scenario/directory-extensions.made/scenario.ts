import { group, person, personDn, type Scenario } from '../../support/scenario.ts';

const directoryExtensions = [
  { attribute: 'contosoBadgeNumber', type: 'String' },
  { attribute: 'contosoHiredOn', name: 'hiredOn', type: 'DateTime' },
  { attribute: 'countryCode', type: 'Integer', objectTypes: ['user', 'group'] },
  { attribute: 'msExchHideFromAddressLists', name: 'hidden', type: 'Boolean' },
  { attribute: 'otherTelephone', several: true },
  { name: 'label' },
] as const;
const rules = {
  directoryExtensions: directoryExtensions.map((each) => ('objectTypes' in each ? { ...each, objectTypes: [...each.objectTypes] } : each)),
  custom: [{ name: 'Label', type: 'user' as const, precedence: 10, flows: [{ target: 'extension_label', expression: '[department] & "/" & [l]' }] }],
};

export const scenario: Scenario = {
  proves: 'custom attributes become directory extensions: the plan shows what it makes, makes it once and before the users, waits until the tenant has it, and a second run writes nothing (issue 4, point 3)',
  ad: [
    person('Kate Baker', { contosoBadgeNumber: 'B-0017', contosoHiredOn: '20190401080000.0Z', countryCode: 276, msExchHideFromAddressLists: true, otherTelephone: ['+49 30 1', '+49 30 2'], department: 'Sales', l: 'Berlin' }),
    person('Bad Date', { contosoHiredOn: 'last spring' }),
    person('Adam Ash'),
    group('Sales', ['Kate Baker'], { countryCode: 40 }),
  ],
  profile: { rules },
  lab: { tenant: { permissions: ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All', 'Domain.Read.All', 'RoleManagement.Read.Directory', 'OrgContact.Read.All', 'Application.ReadWrite.OwnedBy'] } },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.preview();
    stage.tell('The tenant shows new directory extensions after 1.5 seconds.', () => tenant.faults.extensionDelay(1_500));
    await stage.sync();
    await stage.sync();
    stage.tell('AD: Kate gets another badge and loses her telephones; Bad Date gets a date. Cloud: somebody changes Kate\'s label.', () => {
      directory.modify(personDn('Kate Baker'), { contosoBadgeNumber: 'B-0018', otherTelephone: null });
      directory.modify(personDn('Bad Date'), { contosoHiredOn: '20200229120000.0Z' });
      tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { [`extension_${tenant.clientId.replaceAll('-', '')}_label`]: 'changed' });
    });
    await stage.sync();
    await stage.sync();
    await stage.cli('explain', personDn('Kate Baker'));
  },
};
