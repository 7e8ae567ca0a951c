import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createLabCertificate } from '../../../electron/lab/certificate.ts';
import type { Notice } from '../../../electron/worker/notify/notice.ts';
import { sendMail, sendWebhook } from '../../../electron/worker/notify/send.ts';
import { defaultNotifications, type NotificationSettings } from '../../../shared/app-settings.ts';

const notice: Notice = { topic: 'runFailed', kind: 'raised', severity: 'error', profile: 'contoso', title: 'contoso: the run failed', text: 'The domain controller does not answer.', fix: 'Check the network.', at: '2026-01-01T00:00:00Z' };
const certificate = await createLabCertificate();
const servers: SMTPServer[] = [];
const mails: string[] = [];

afterEach(async () => {
  mails.length = 0;
  for (const server of servers.splice(0)) await new Promise<void>((done) => server.close(() => done()));
});

async function mailServer(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    key: certificate.key,
    cert: certificate.certificate,
    logger: false,
    onAuth: ({ username, password }, _session, answer) => (username === 'me' && password === 'right' ? answer(null, { user: 'me' }) : answer(new Error('no'))),
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => { text += part.toString(); });
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return (server.server.address() as AddressInfo).port;
}

function settings(port: number, rest: Partial<NotificationSettings['smtp']> = {}): NotificationSettings['smtp'] {
  return { ...defaultNotifications.smtp, enabled: true, host: '127.0.0.1', port, username: 'me', from: 'causeway@contoso.com', to: 'ops@contoso.com', ...rest };
}

test.each([['tls', { secure: true }], ['startTls', { secure: false }]] as const)('mail goes out by %s, with title, text and fix', async (security, options) => {
  const port = await mailServer(options);
  expect(await sendMail(notice, settings(port, { security }), 'right', certificate.ca)).toContain('took the message for ops@contoso.com');
  expect(mails[0]).toContain('Subject: contoso: the run failed');
  expect(mails[0]).toContain('Check the network.');
});

test('a refused password, a server without STARTTLS and one that is down are told apart', async () => {
  const port = await mailServer({ secure: true });
  await expect(sendMail(notice, settings(port, { security: 'tls' }), 'wrong', certificate.ca)).rejects.toMatchObject({ field: 'smtp.password', message: '127.0.0.1 refused the sign-in of me.' });
  const plain = await mailServer({ secure: false, hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  await expect(sendMail(notice, settings(plain, { security: 'startTls' }), 'right', certificate.ca)).rejects.toMatchObject({ field: 'smtp.host' });
  await expect(sendMail(notice, settings(1, { security: 'tls' }), 'right')).rejects.toMatchObject({ field: 'smtp.host', message: expect.stringContaining('ECONNREFUSED') });
  expect(mails).toEqual([]);
});

test('an untrusted certificate is refused, and no password is sent without TLS', async () => {
  const port = await mailServer({ secure: true });
  await expect(sendMail(notice, settings(port, { security: 'tls' }), 'right')).rejects.toMatchObject({ field: 'smtp.host', message: expect.stringMatching(/certificate|self-signed/i) });
  await expect(sendMail(notice, settings(port, { security: 'none' }), 'right')).rejects.toMatchObject({ field: 'smtp.security' });
  await expect(sendMail(notice, settings(port, { to: ' ' }), 'right')).rejects.toMatchObject({ field: 'smtp.to', message: 'The recipient is missing.' });
});

test.each([[null, 'has no address'], ['nonsense', 'address is none'], ['http://chat.contoso.com/hook', 'is not https'], ['https://127.0.0.1:1/hook', 'could not be reached']])('webhook %s is refused: %s', async (address, why) => {
  await expect(sendWebhook(notice, address)).rejects.toMatchObject({ field: 'webhook', message: expect.stringContaining(why) });
});
