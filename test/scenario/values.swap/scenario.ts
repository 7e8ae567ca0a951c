import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'values that change hands: two users swap their sign-in names through a temporary one on the initial domain (section 12 Values that change hands)',
  ad: [person('Kate Baker'), person('Omar Said'), person('Ada One'), person('Ada Two'), person('Ada Three')],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    stage.tell('AD: Kate and Omar swap names; the three Adas rotate theirs.', () => {
      directory.modify(personDn('Kate Baker'), { userPrincipalName: 'omar.said@contoso.com' });
      directory.modify(personDn('Omar Said'), { userPrincipalName: 'kate.baker@contoso.com' });
      directory.modify(personDn('Ada One'), { userPrincipalName: 'ada.two@contoso.com' });
      directory.modify(personDn('Ada Two'), { userPrincipalName: 'ada.three@contoso.com' });
      directory.modify(personDn('Ada Three'), { userPrincipalName: 'ada.one@contoso.com' });
    });
    await stage.sync();
    await stage.sync();
  },
};
