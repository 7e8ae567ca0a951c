import { group, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'changed: only what differs is written; empty AD values clear, except usageLocation and mail (sections 4, 6, 12 Clearing)',
  ad: [
    person('Kate Baker', { ...mailbox('kate.baker@contoso.com'), title: 'Clerk', department: 'Sales', telephoneNumber: '+49 30 1', c: 'DE', extensionAttribute3: 'blue' }),
    person('Omar Said', { title: 'Clerk' }),
    group('Sales', ['Kate Baker']),
  ],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell('AD: Kate is promoted, loses department, telephone, address, country and extensionAttribute3; Sales gets a description.', () => {
      directory.modify(personDn('Kate Baker'), { title: '  Head of Sales ', department: null, telephoneNumber: null, mail: null, proxyAddresses: null, c: null, extensionAttribute3: null });
      directory.modify(directory.dns().find((dn) => dn.startsWith('CN=Sales,')) ?? '', { description: 'Everybody in Sales' });
    });
    await stage.sync();
    await stage.sync();
  },
};
