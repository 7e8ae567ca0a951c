import { cloudUser, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'found: onPremisesImmutableId equal is a hard match, whatever the sign-in name (section 5.1)',
  ad: [person('Kate Baker', { title: 'Head' })],
  tenant: { users: [cloudUser('Kate Baker', { userPrincipalName: 'kb@contoso.com', displayName: 'Kate B.', jobTitle: 'Clerk', city: 'Lyon' })] },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: kb@contoso.com carries the source anchor of Kate Baker.', () => {
      tenant.admin.updateUser(stage.idOf('kb@contoso.com'), { onPremisesImmutableId: directory.anchorOf('CN=Kate Baker,OU=Staff,OU=Contoso,DC=corp,DC=contoso,DC=test') });
    });
    await stage.sync();
    await stage.sync();
  },
};
