import { cloudGroup, group, groupDn, mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

/** Universal, without the security bit. */
const list = (name: string, members: readonly string[], nickname: string, more: Parameters<typeof group>[2] = {}): ReturnType<typeof group> => group(name, members, { groupType: 8, mailNickname: nickname, ...mailbox(`${nickname}@contoso.com`), ...more });
const microsoft365 = { rules: { distributionLists: 'microsoft365' as const } };

export const scenario: Scenario = {
  proves: 'mail-enabled distribution lists stay out by default; chosen, they become Microsoft 365 groups: users only, a list with groups is held by name, a taken nickname is held, none is a member of another group, and leaving them out again deletes nothing (issue 4, point 3)',
  ad: [
    person('Kate Baker'),
    person('Adam Ash'),
    { dn: personDn('Printer Partner'), attributes: { objectClass: 'contact', mail: 'partner@fabrikam.com' } },
    list('News', ['Kate Baker', 'Adam Ash', personDn('Printer Partner')], 'news'),
    list('Everybody', ['Kate Baker', groupDn('News'), groupDn('Plain')], 'everybody'),
    list('Taken', ['Kate Baker'], 'taken'),
    list('Twin One', [], 'twin'),
    list('Twin Two', [], 'twin'),
    group('Silent', ['Kate Baker'], { groupType: 8 }),
    group('Plain', ['Kate Baker', groupDn('News')]),
  ],
  tenant: { groups: [cloudGroup('Somebody else', { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, mail: 'taken@contoso.com', mailNickname: 'taken', proxyAddresses: ['SMTP:taken@contoso.com'] })] },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.configure('rules.distributionLists microsoft365', microsoft365);
    await stage.sync();
    await stage.sync();
    await stage.decide('invalidValue', 'Everybody', 'dropAttribute');
    await stage.decide('takenInTarget', 'Taken', 'link');
    await stage.decide('duplicateInSource', 'Twin One', 'pickOwner');
    stage.tell('AD: Adam leaves News; News is described.', () => {
      directory.modify(groupDn('News'), { member: [personDn('Kate Baker'), personDn('Printer Partner')], description: 'What is new' });
    });
    await stage.sync();
    await stage.sync();
    stage.tell('AD: News becomes a security group; Twin Two gets a nickname of its own.', () => {
      directory.modify(groupDn('News'), { groupType: -2147483640 });
      directory.modify(groupDn('Twin Two'), { mailNickname: 'twin2' });
    });
    await stage.sync();
    stage.configure('rules.distributionLists leave', {});
    await stage.sync();
  },
};
