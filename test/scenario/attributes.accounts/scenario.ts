import { person, personDn, type Scenario } from '../../support/scenario.ts';

const past = '133000000000000000';

export const scenario: Scenario = {
  proves: 'accountEnabled: bit 2 of userAccountControl; an expired account counts as disabled only when the profile says so; an ignored anchor gets a note (sections 4, 12)',
  ad: [
    person('Disabled One', { userAccountControl: 514 }),
    person('Expired One', { accountExpires: past }),
    person('Never Expires', { accountExpires: '9223372036854775807' }),
    person('Short Anchor', { 'mS-DS-ConsistencyGuid': Buffer.from('0102030405060708', 'hex') }),
    person('Own Anchor', { 'mS-DS-ConsistencyGuid': Buffer.from('526a1f7dc4300b4e9f356a1f0e6d2b91', 'hex') }),
    person('Kate Baker'),
  ],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.configure('rules.disableExpiredAccounts true', { rules: { disableExpiredAccounts: true } });
    stage.tell('AD: Kate Baker is disabled, Disabled One is enabled.', () => {
      directory.modify(personDn('Kate Baker'), { userAccountControl: 514 });
      directory.modify(personDn('Disabled One'), { userAccountControl: 512 });
    });
    await stage.sync();
    await stage.sync();
  },
};
