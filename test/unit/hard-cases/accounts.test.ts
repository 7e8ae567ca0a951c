import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../electron/lab/tenant/tenant.ts';
import { doings, hardCase, openConflicts } from '../../support/hard-case.ts';
import { group, mailbox, person, personDn, staffOu } from '../../support/scenario.ts';
import type { Stage } from '../../support/scenario-stage.ts';

/** Accounts that are not plain people, and names that move between domains. */

const user = (stage: Stage, upn: string): JsonObject | undefined => stage.lab.tenant.snapshot().users.find(({ userPrincipalName }) => userPrincipalName === upn);
const members = (stage: Stage, name: string): unknown => stage.lab.tenant.snapshot().groups.find(({ displayName }) => displayName === name)?.['members'];

describe('rooms, shared and linked mailboxes', () => {
  it('rooms and shared mailboxes are synchronized as the disabled users they are; remote mailbox types above 32 bits too', async () => {
    await hardCase({
      ad: [
        person('Room 1', { ...mailbox('room.1@contoso.com'), userAccountControl: 514, msExchRecipientTypeDetails: 16 }),
        person('Shared Info', { ...mailbox('shared.info@contoso.com'), userAccountControl: 514, msExchRecipientTypeDetails: 4 }),
        person('Remote Room', { ...mailbox('remote.room@contoso.com'), userAccountControl: 514, msExchRecipientTypeDetails: '8589934592' }),
        person('Remote Shared', { ...mailbox('remote.shared@contoso.com'), userAccountControl: 514, msExchRecipientTypeDetails: '34359738368' }),
        person('Arbitration', { userAccountControl: 514, msExchRecipientTypeDetails: 0x800000 }),
        group('Calendar', ['Room 1', 'Arbitration']),
      ],
      steps: async (stage) => {
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed, run.import.source.excluded['recipientType']]).toEqual([[], [], 1]);
        for (const name of ['room.1', 'shared.info', 'remote.room', 'remote.shared']) expect(user(stage, `${name}@contoso.com`)).toMatchObject({ accountEnabled: false, mail: `${name}@contoso.com` });
        expect(members(stage, 'Calendar')).toEqual(['user:room.1@contoso.com']);
      },
    });
  });

  it('a linked mailbox without its account is left out, and comes once it is a mailbox of its own', async () => {
    await hardCase({
      ad: [person('Linked One', { ...mailbox('linked.one@contoso.com'), userAccountControl: 514, msExchRecipientTypeDetails: 2 }), group('Partners', ['Linked One'])],
      steps: async (stage) => {
        const left = await stage.sync();
        expect([doings(left), left.import.source.excluded['linkedMailboxWithoutAccount']]).toEqual([['create Partners'], 1]);
        stage.tell('AD: the mailbox is converted.', () => stage.lab.directory.modify(personDn('Linked One'), { msExchRecipientTypeDetails: 1, userAccountControl: 512 }));
        expect(doings(await stage.sync())).toEqual(['addMembers Partners', 'create Linked One']);
        expect(members(stage, 'Partners')).toEqual(['user:linked.one@contoso.com']);
      },
    });
  });
});

describe('disabled, expired and protected accounts', () => {
  const past = '132000000000000000';
  it('disabled accounts come disabled; expired ones stay enabled, unless the option says otherwise; both come back', async () => {
    for (const disableExpiredAccounts of [false, true]) {
      await hardCase({
        ad: [person('Di Sabled', { userAccountControl: 514 }), person('Ex Pired', { accountExpires: past }), person('Ne Ver', { accountExpires: '9223372036854775807' })],
        profile: { rules: { disableExpiredAccounts } },
        steps: async (stage) => {
          await stage.prepare();
          expect(['di.sabled', 'ex.pired', 'ne.ver'].map((name) => user(stage, `${name}@contoso.com`)?.['accountEnabled'])).toEqual([false, !disableExpiredAccounts, true]);
          stage.tell('AD: both are enabled again.', () => {
            stage.lab.directory.modify(personDn('Di Sabled'), { userAccountControl: 512 });
            stage.lab.directory.modify(personDn('Ex Pired'), { accountExpires: '0' });
          });
          await stage.sync();
          expect(['di.sabled', 'ex.pired'].map((name) => user(stage, `${name}@contoso.com`)?.['accountEnabled'])).toEqual([true, true]);
        },
      });
    }
  });

  it('adminCount users are synchronized like everybody; only a cloud role of the same name is held', async () => {
    await hardCase({
      ad: [person('Ada Min', { adminCount: 1 }), person('Glo Bal', { adminCount: 1 }), group('Server Admins', ['Ada Min', 'Glo Bal'], { adminCount: 1 })],
      tenant: { users: [{ userPrincipalName: 'glo.bal@contoso.com', displayName: 'Glo Bal' }], roles: { 'User Administrator': ['glo.bal@contoso.com'] } },
      steps: async (stage) => {
        const run = await stage.sync();
        expect([doings(run), openConflicts(run), run.export.failed]).toEqual([['addMembers Server Admins', 'create Ada Min', 'create Server Admins'], ['roleHolder Glo Bal'], []]);
        expect(members(stage, 'Server Admins')).toEqual(['user:ada.min@contoso.com']);
      },
    });
  });
});

describe('conflict objects, foreign and phantom members', () => {
  it('a conflict object (\\0ACNF:) is left out and takes no name from the real one; renamed, it comes', async () => {
    const loser = `CN=Kate Baker\\0ACNF:11111111-2222-3333-4444-555555555555,${staffOu}`;
    await hardCase({
      ad: [person('Kate Baker'), { dn: loser, attributes: { objectClass: 'user', sAMAccountName: '$DUPLICATE-1', userPrincipalName: 'kate.baker@contoso.com', displayName: 'Kate Baker' } }, group('Sales', ['Kate Baker', loser])],
      steps: async (stage) => {
        const run = await stage.sync();
        expect([openConflicts(run), run.import.source.excluded['conflictObject'], members(stage, 'Sales')]).toEqual([[], 1, ['user:kate.baker@contoso.com']]);
        stage.tell('AD: the conflict object is repaired.', () => {
          stage.lab.directory.move(loser, personDn('Kate Two'));
          stage.lab.directory.modify(personDn('Kate Two'), { userPrincipalName: 'kate.two@contoso.com', displayName: 'Kate Two' });
        });
        const repaired = await stage.sync();
        expect([openConflicts(repaired), members(stage, 'Sales')]).toEqual([[], ['user:kate.baker@contoso.com', 'user:kate.two@contoso.com']]);
      },
    });
  });

  it('a foreign principal of a forest that is not configured and contacts are no members, and disturb nobody', async () => {
    const foreign = 'CN=S-1-5-21-1111111111-2222222222-3333333333-1104,CN=ForeignSecurityPrincipals,DC=corp,DC=contoso,DC=test';
    const contact = `CN=Outside Contact,${staffOu}`;
    await hardCase({
      ad: [
        person('Kate Baker'),
        { dn: foreign, attributes: { objectClass: 'foreignSecurityPrincipal' } },
        { dn: contact, attributes: { objectClass: 'contact', mail: 'outside@example.com' } },
        group('Mixed', ['Kate Baker', foreign, contact]),
      ],
      steps: async (stage) => {
        const run = await stage.sync();
        expect([run.run.outcome, run.export.failed, members(stage, 'Mixed')]).toEqual(['success', [], ['user:kate.baker@contoso.com']]);
        stage.tell('AD: the contact, a phantom from now on, is deleted.', () => void stage.lab.directory.remove(contact));
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });
});

describe('sign-in names and locations', () => {
  const domains = [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }, { name: 'fabrikam.com' }, { name: 'fed.contoso.com', federated: true }];
  it('the suffix changes across verified, federated and unverified domains: always the same account, never a new one', async () => {
    await hardCase({
      ad: [person('Kate Baker')],
      tenant: { domains },
      steps: async (stage) => {
        const { directory } = stage.lab;
        await stage.prepare();
        const before = stage.idOf('kate.baker@contoso.com');
        for (const [wanted, held] of [['fabrikam.com', 'fabrikam.com'], ['fed.contoso.com', 'fed.contoso.com'], ['contoso.com', 'contoso.com'], ['corp.contoso.test', 'contoso.com']] as const) {
          stage.tell(`AD: Kate signs in at ${wanted}.`, () => directory.modify(personDn('Kate Baker'), { userPrincipalName: `kate.baker@${wanted}` }));
          const run = await stage.sync();
          expect([openConflicts(run), run.export.failed, stage.idOf(`kate.baker@${held}`)], wanted).toEqual([[], [], before]);
        }
      },
    });
  });

  it('two people exchange names across domains in one run', async () => {
    await hardCase({
      ad: [person('Kate Baker', { userPrincipalName: 'k@contoso.com' }), person('Omar Said', { userPrincipalName: 'k@fabrikam.com' })],
      tenant: { domains },
      steps: async (stage) => {
        await stage.prepare();
        const ids = [stage.idOf('k@contoso.com'), stage.idOf('k@fabrikam.com')];
        stage.tell('AD: the names are exchanged.', () => {
          stage.lab.directory.modify(personDn('Kate Baker'), { userPrincipalName: 'k@fabrikam.com' });
          stage.lab.directory.modify(personDn('Omar Said'), { userPrincipalName: 'k@contoso.com' });
        });
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed, [stage.idOf('k@fabrikam.com'), stage.idOf('k@contoso.com')]]).toEqual([[], [], ids]);
      },
    });
  });

  it('an alternate sign-in attribute supplies the name, and switching to it later renames instead of creating', async () => {
    await hardCase({
      ad: [person('Kate Baker', { userPrincipalName: 'kate.baker@contoso.com', mail: 'kate@fabrikam.com' }), person('Omar Said')],
      tenant: { domains },
      steps: async (stage) => {
        await stage.prepare();
        const before = stage.idOf('kate.baker@contoso.com');
        stage.configure('mail is the sign-in name', { rules: { signInAttribute: 'mail' } });
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed, stage.idOf('kate@fabrikam.com')]).toEqual([[], [], before]);
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });

  it('usageLocation is there before licences: taken from AD, never emptied, and a cloud value stays where AD has none', async () => {
    await hardCase({
      ad: [person('Kate Baker', { c: 'SE' }), person('Omar Said', { msExchUsageLocation: 'NO', c: 'SE' }), person('No Where')],
      steps: async (stage) => {
        const { directory, tenant } = stage.lab;
        await stage.prepare();
        stage.tell('Cloud: No Where gets IT. AD: Kate and Omar lose their countries.', () => {
          tenant.admin.updateUser(stage.idOf('no.where@contoso.com'), { usageLocation: 'IT' });
          directory.modify(personDn('Kate Baker'), { c: null });
          directory.modify(personDn('Omar Said'), { c: null, msExchUsageLocation: null });
        });
        expect(doings(await stage.sync())).toEqual([]);
        expect(['kate.baker', 'omar.said', 'no.where'].map((name) => user(stage, `${name}@contoso.com`)?.['usageLocation'])).toEqual(['SE', 'NO', 'IT']);
      },
    });
  });
});
