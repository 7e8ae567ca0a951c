import { Client } from 'ldapts';
import { describe, expect, it } from 'vitest';
import type { LabDirectory } from '../../../electron/lab/directory/directory.ts';
import { fileTime } from '../../../electron/lab/directory/identifiers.ts';
import { base, failureOf, person, withDirectory } from './client.ts';

const secure = (directory: LabDirectory): Client => new Client({ url: directory.url, tlsOptions: { ca: [directory.ca] } });
const users = `CN=Users,${base}`;
const word = 'Correct-Horse-1';
const account = (name: string, attributes: Parameters<typeof person>[2]) => person(name, users, { userPassword: word, userPrincipalName: `${name.toLowerCase()}@contoso.example`, ...attributes });

describe('bind', () => {
  it('takes DOMAIN\\user, the UPN, the implicit UPN and the DN', () =>
    withDirectory({ entries: [account('Ana', {})] }, async (directory) => {
      for (const name of ['CONTOSO\\ana', 'contoso\\ANA', 'ana@contoso.example', 'ana@corp.contoso.test', `CN=Ana,${users}`]) {
        const client = secure(directory);
        await client.bind(name, word);
        expect((await client.search(base, { scope: 'base' })).searchEntries).toHaveLength(1);
        await client.unbind();
      }
    }));

  it('tells the state of the account as AD does', () =>
    withDirectory(
      {
        entries: [
          account('Ana', {}),
          account('Disabled', { userAccountControl: 514 }),
          account('Expired', { accountExpires: fileTime(new Date('2020-01-01')) }),
          account('Locked', { lockoutTime: fileTime(new Date('2026-01-01')) }),
          account('Old', { userAccountControl: 512 + 0x800000 }),
          account('Fresh', { pwdLastSet: 0 }),
        ],
      },
      async (directory) => {
        const refusal = async (name: string, password: string) => {
          const client = secure(directory);
          const { code, message } = await failureOf(client.bind(name, password));
          await client.unbind();
          return `${code} ${/80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data (\w+), v4563/.exec(message)?.[1] ?? message}`;
        };
        expect({
          wrong: await refusal('CONTOSO\\ana', 'no'),
          nobody: await refusal('CONTOSO\\nobody', word),
          otherDomain: await refusal('FABRIKAM\\ana', word),
          disabled: await refusal('CONTOSO\\disabled', word),
          disabledWrong: await refusal('CONTOSO\\disabled', 'no'),
          expired: await refusal('CONTOSO\\expired', word),
          locked: await refusal('CONTOSO\\locked', word),
          old: await refusal('CONTOSO\\old', word),
          fresh: await refusal('CONTOSO\\fresh', word),
        }).toEqual({ wrong: '49 52e', nobody: '49 52e', otherDomain: '49 52e', disabled: '49 533', disabledWrong: '49 52e', expired: '49 701', locked: '49 775', old: '49 532', fresh: '49 773' });
      },
    ));

  it('needs TLS: refused in the clear, fine after StartTLS', () =>
    withDirectory({}, async (directory) => {
      const clear = new Client({ url: directory.plainUrl });
      expect(await failureOf(clear.bind(directory.username, directory.password))).toMatchObject({ code: 8, message: expect.stringContaining('00002028') });
      await clear.unbind();
      const upgraded = new Client({ url: directory.plainUrl });
      await upgraded.startTLS({ ca: [directory.ca] });
      await upgraded.bind(directory.username, directory.password);
      expect((await upgraded.search(base, { scope: 'base' })).searchEntries).toHaveLength(1);
      expect(await upgraded.exop('1.3.6.1.4.1.4203.1.11.3')).toMatchObject({ value: directory.username.replace(/^/, 'u:') });
      await upgraded.unbind();
    }));

  it('never hands out a password', () =>
    withDirectory({ entries: [account('Ana', {})] }, async (directory) => {
      const admin = secure(directory);
      await admin.bind(directory.admin.username, directory.admin.password);
      const [ana] = (await admin.search(`CN=Ana,${users}`, { scope: 'base', attributes: ['*', 'userPassword', 'unicodePwd'] })).searchEntries;
      expect(JSON.stringify(ana)).not.toContain(word);
      await admin.unbind();
    }));
});
