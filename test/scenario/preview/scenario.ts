import { cloudUser, group, mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'preview: shows every change, conflict and surprise to a person and writes nothing; as a process of its own it exits alike (sections 1, 10)',
  ad: [person('Kate Baker', { userPrincipalName: 'kate@corp.contoso.test', title: 'Head' }), person('Thomas Keller', mailbox('keller@contoso.com')), person('Omar Said', mailbox('omar.said@contoso.com')), group('Sales', ['Kate Baker', 'Omar Said'])],
  tenant: {
    users: [cloudUser('Keller Archive', { mail: 'archive@contoso.com', proxyAddresses: ['SMTP:archive@contoso.com', 'smtp:keller@contoso.com'] }), cloudUser('Omar Said', { jobTitle: 'Clerk' })],
  },
  steps: async (stage) => {
    await stage.cli('preview');
    await stage.process('preview');
    await stage.process('conflicts', 'list');
    await stage.process('explain', 'omar.said@contoso.com');
  },
};
