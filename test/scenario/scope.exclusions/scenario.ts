import { contosoOu, group, organizationalUnit, person, personDn, staffOu, type Scenario } from '../../support/scenario.ts';

const outside = `OU=Outside,${contosoOu}`;

export const scenario: Scenario = {
  proves: 'every exclusion rule with one object each; each keeps the name of its rule (sections 4, 12 Names)',
  ad: [
    organizationalUnit(outside),
    person('Kate Baker'),
    person('Critical One', { isCriticalSystemObject: true }),
    { dn: personDn('No Sam'), attributes: { objectClass: 'user', displayName: 'No Sam', userPrincipalName: 'no.sam@contoso.com' } },
    person('Sync Service', { sAMAccountName: 'aad_1234' }),
    person('Support', { sAMAccountName: 'SUPPORT_388945A0' }),
    person('System Mailbox', { mailNickname: 'SystemMailbox{1f05a927}' }),
    person('Cas Mailbox', { mailNickname: 'CAS_{4be1c7f0}' }),
    person('Recipient Type', { msExchRecipientTypeDetails: '536870912' }),
    person('Linked Mailbox', { msExchRecipientTypeDetails: '2' }),
    person('Admin Description', { adminDescription: 'User_not for the cloud' }),
    { dn: `CN=Double\\0ACNF:6d3f1e8e-62f0-4f6e-8d6e-0b7d8a9c1e2f,${staffOu}`, attributes: { objectClass: 'user', sAMAccountName: 'double', userPrincipalName: 'double@contoso.com' } },
    person('Out Side', {}, outside),
    group('Group Description', [], { adminDescription: 'group_x' }),
    group('MSOL_AD_Sync_RichCoexistence'),
    group('Role Group', [], { msExchRecipientTypeDetails: '1073741824' }),
    group('Nearly', ['Kate Baker'], { adminDescription: 'User_means nothing on a group' }),
  ],
  profile: { source: { containers: [{ dn: contosoOu, include: true }, { dn: outside, include: false }] } },
  steps: async (stage) => {
    await stage.sync();
    await stage.cli('explain', personDn('Linked Mailbox'));
    await stage.cli('explain', personDn('Out Side', outside));
  },
};
