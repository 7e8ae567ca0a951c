import { mailbox, person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'typeMismatch: the address belongs to a Microsoft 365 group or a contact (section 6)',
  ad: [person('Info Desk', mailbox('info@contoso.com')), person('Sven Lindqvist', mailbox('sven@contoso.com'))],
  tenant: {
    groups: [{ displayName: 'Info', groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, mail: 'info@contoso.com', mailNickname: 'info' }],
    contacts: [{ displayName: 'Sven (external)', mail: 'sven@contoso.com', proxyAddresses: ['SMTP:sven@contoso.com'] }],
  },
  steps: async (stage) => {
    await stage.sync();
    await stage.decide('typeMismatch', 'Info Desk', 'setValue', '--value', 'info.desk@contoso.com');
    await stage.decide('typeMismatch', 'Sven Lindqvist', 'exclude');
    await stage.sync();
    await stage.sync();
  },
};
