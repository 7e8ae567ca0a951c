import { group, mailbox, person, personDn, staffOu, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'what Graph cannot take is counted and named: contacts, lists, group mail, proxy addresses, hidden, password hashes (sections 4, 12 Names)',
  ad: [
    person('Kate Baker', { mail: 'kate@contoso.com', proxyAddresses: ['SMTP:kate@contoso.com', 'smtp:k.baker@contoso.com', 'x500:/o=old'] }),
    person('Hidden One', { ...mailbox('hidden@contoso.com'), msExchHideFromAddressLists: true }),
    { dn: `CN=A Contact,${staffOu}`, attributes: { objectClass: 'contact', mail: 'contact@fabrikam.com' } },
    group('Security Mail', ['Kate Baker', personDn('A Contact')], { ...mailbox('security@contoso.com'), groupType: -2147483640 }),
    group('Distribution', ['Kate Baker'], { ...mailbox('list@contoso.com'), groupType: 8 }),
    group('List Without Mail', ['Kate Baker'], { groupType: 2 }),
    group('Builtin Local', ['Kate Baker'], { groupType: -2147483644 }),
  ],
  steps: async (stage) => {
    await stage.sync();
    await stage.cli('preview');
    await stage.cli('explain', personDn('A Contact'));
  },
};
