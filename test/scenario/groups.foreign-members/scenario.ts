import { cloudGroup, cloudUser, group, groupDn, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'linking a group keeps the members that AD lacks (foreign); later additions in the cloud are drift; a linked dynamic group keeps its members (section 12 Groups)',
  ad: [person('Kate Baker'), person('Omar Said'), group('Basalt', ['Kate Baker']), group('Dynamo', ['Kate Baker'])],
  tenant: {
    users: [cloudUser('Ada Byron'), cloudUser('Chen Wei')],
    groups: [cloudGroup('Basalt', { members: ['ada.byron@contoso.com'] }), cloudGroup('Dynamo', { groupTypes: ['DynamicMembership'], members: ['ada.byron@contoso.com'] })],
  },
  profile: { policies: { matchGroupsByName: true } },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: the dynamic group Dynamo carries the uniqueName of its AD group.', () => tenant.admin.updateGroup(stage.idOf('Dynamo'), { uniqueName: `ad-${directory.guidOf(groupDn('Dynamo'))}` }));
    await stage.sync();
    stage.tell('AD: Omar replaces Kate in Basalt. Cloud: Chen Wei is added to Basalt.', () => {
      directory.modify(groupDn('Basalt'), { member: [personDn('Omar Said')] });
      tenant.admin.addMember(stage.idOf('Basalt'), stage.idOf('chen.wei@contoso.com'));
    });
    await stage.sync();
    await stage.sync();
  },
};
