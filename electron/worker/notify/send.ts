import { createTransport } from 'nodemailer';
import type { NotificationSettings } from '../../../shared/app-settings.ts';
import { InputProblem } from '../../../shared/errors.ts';
import type { Notice } from './notice.ts';

export type ChannelSecrets = { readonly webhook: string | null; readonly smtpPassword: string | null };

const limitMs = 15_000;

function httpsAddress(text: string | null): URL {
  if (text === null || text.trim() === '') throw new InputProblem('webhook', 'The webhook has no address.', 'Enter the https address that your chat or monitoring gave you.');
  if (!URL.canParse(text.trim())) throw new InputProblem('webhook', 'The webhook’s address is none.', 'Enter an address that begins with https://.');
  const url = new URL(text.trim());
  const loopback = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !loopback) throw new InputProblem('webhook', 'The webhook’s address is not https: what is sent could be read on the way.', 'Enter an address that begins with https://.');
  return url;
}

/** POSTs the notice as JSON. `text` is what Slack, Mattermost and Teams show. */
export async function sendWebhook(notice: Notice, address: string | null): Promise<string> {
  const url = httpsAddress(address);
  const body = { product: 'Causeway', ...notice, text: `${notice.title}. ${notice.text} ${notice.fix}`, detail: notice.text };
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': 'Causeway' }, body: JSON.stringify(body), redirect: 'error', signal: AbortSignal.timeout(limitMs) });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    throw new InputProblem('webhook', `${url.host} could not be reached: ${cause}.`, 'Check the address, and that this computer may reach it.', { cause: error });
  }
  await response.arrayBuffer().catch(() => undefined);
  if (!response.ok) throw new InputProblem('webhook', `${url.host} refused the message (HTTP ${response.status}).`, 'Check the address: it may have been revoked.');
  return `${url.host} took the message (HTTP ${response.status}).`;
}

function required(field: string, value: string, what: string): string {
  if (value.trim() === '') throw new InputProblem(field, `${what} is missing.`, 'Fill it in.');
  return value.trim();
}

/** Sends the notice by mail. Without TLS no password is sent. */
export async function sendMail(notice: Notice, settings: NotificationSettings['smtp'], password: string | null, ca?: string): Promise<string> {
  const host = required('smtp.host', settings.host, 'The mail server');
  const from = required('smtp.from', settings.from, 'The sender');
  const to = required('smtp.to', settings.to, 'The recipient');
  const { username, port, security } = settings;
  if (username !== '' && security === 'none') throw new InputProblem('smtp.security', 'A password is not sent without TLS.', 'Choose TLS or STARTTLS, or leave the account empty.');
  if (username !== '' && password === null) throw new InputProblem('smtp.password', 'The password of the mail account is missing.', 'Enter it.');
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'startTls',
    ignoreTLS: security === 'none',
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    ...(username === '' ? {} : { auth: { user: username, pass: password ?? '' } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  try {
    await transport.sendMail({ from, to, subject: notice.title, text: `${notice.text}\n\n${notice.fix}\n\n${notice.profile}, ${notice.at}\nSent by Causeway.\n` });
    return `${host} took the message for ${to}.`;
  } catch (error) {
    const { code = '', responseCode } = error as { readonly code?: string; readonly responseCode?: number };
    const words = error instanceof Error ? error.message : String(error);
    if (code === 'EAUTH') throw new InputProblem('smtp.password', `${host} refused the sign-in of ${username}.`, 'Check account and password; some providers want an app password.', { cause: error });
    throw new InputProblem('smtp.host', `${host} did not take the message: ${words}${responseCode === undefined ? '' : ` (${responseCode})`}.`, 'Check server, port and security.', { cause: error });
  } finally {
    transport.close();
  }
}
