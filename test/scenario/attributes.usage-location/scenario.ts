import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'usageLocation: msExchUsageLocation, else c when it is an ISO code, else the default of the profile; never overwritten by nothing (sections 4, 12 Reading AD)',
  ad: [
    person('From Exchange', { msExchUsageLocation: 'SE', c: 'DE' }),
    person('From Country', { c: 'de' }),
    person('Bad Exchange', { msExchUsageLocation: 'Sweden', c: 'NO' }),
    person('No Iso Code', { c: 'UK' }),
    person('Nothing'),
  ],
  profile: { rules: { usageLocation: 'FR' } },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.sync();
    stage.configure('no default usage location any more', {});
    stage.tell('AD: From Country loses its country. Cloud: somebody gives Nothing the usage location IT.', () => {
      directory.modify(personDn('From Country'), { c: null });
      tenant.admin.updateUser(stage.idOf('nothing@contoso.com'), { usageLocation: 'IT' });
    });
    await stage.sync();
    await stage.sync();
  },
};
