import { cloudUser, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'a suffix that is not verified becomes mailNickname@initial domain, with a note; a linked or found user keeps a verified cloud name; the computed name takes part in taken tests, not in matching (sections 4, 12 UPN)',
  ad: [
    person('Nils Andersen', { userPrincipalName: 'nils.andersen@corp.contoso.test' }),
    person('Jose Munoz', { userPrincipalName: 'josé muñoz@corp.contoso.test', mailNickname: "josé o'muñoz" }),
    person('Found One', { ...mailbox('found.one@contoso.com'), userPrincipalName: 'found.one@corp.contoso.test' }),
    person('Taken Name', { userPrincipalName: 'taken@corp.contoso.test' }),
    person('Same Nick', { userPrincipalName: 'nils@corp.contoso.test', mailNickname: 'nils.andersen' }),
  ],
  tenant: {
    users: [cloudUser('Found One', { mail: 'found.one@contoso.com', userPrincipalName: 'f.one@contoso.com' }), cloudUser('Somebody', { userPrincipalName: 'taken@contoso.onmicrosoft.com' })],
    domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }, { name: 'corp.contoso.test', verified: false }],
  },
  steps: async (stage) => {
    await stage.sync();
    stage.tell('AD: Same Nick gets another nickname.', () => stage.lab.directory.modify(personDn('Same Nick'), { mailNickname: 'nils.a' }));
    await stage.sync();
    await stage.sync();
  },
};
