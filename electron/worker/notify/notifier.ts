import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notificationSecrets, type NotificationSettings } from '../../../shared/app-settings.ts';
import { asProblem } from '../../../shared/errors.ts';
import type { NoticeChannel } from '../../../shared/ipc/settings.ts';
import { readAppSettings } from '../app-settings-file.ts';
import { noticesOf, toldOf, type Facts, type Notice, type Told } from './notice.ts';
import { sendMail, sendWebhook, type ChannelSecrets } from './send.ts';

export type Failure = { readonly channel: NoticeChannel; readonly at: string; readonly message: string };

export type Notifier = {
  /** Tells what is new about a profile, and tries again what could not be sent. */
  look(facts: Facts, profileId: string): Promise<void>;
  failures(): readonly Failure[];
  secrets(): Promise<ChannelSecrets>;
};

type Waiting = { readonly channel: 'webhook' | 'smtp'; readonly notice: Notice; readonly tries: number };
export type NotifierHost = { readonly root: string; secretsNamed(names: readonly string[]): Promise<Readonly<Record<string, string>>>; log(level: 'info' | 'warning', text: string): void };

const mostTries = 5;
const mostWaiting = 100;

/** Sends notices by webhook and mail. A message that cannot be sent is tried again a few times; it never fails a run. */
export function createNotifier({ root, secretsNamed, log }: NotifierHost): Notifier {
  const file = join(root, 'app', 'told.json');
  const failed = new Map<NoticeChannel, Failure>();
  let waiting: readonly Waiting[] = [];
  let busy: Promise<void> = Promise.resolve();

  const readTold = (): Readonly<Record<string, Told>> => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Told>;
    } catch {
      return {};
    }
  };
  const writeTold = (told: Readonly<Record<string, Told>>): void => {
    mkdirSync(join(root, 'app'), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(told), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const secrets = async (): Promise<ChannelSecrets> => {
    const found = await secretsNamed(Object.values(notificationSecrets));
    return { webhook: found[notificationSecrets.webhook] ?? null, smtpPassword: found[notificationSecrets.smtp] ?? null };
  };
  const send = async ({ channel, notice, tries }: Waiting, settings: NotificationSettings): Promise<readonly Waiting[]> => {
    try {
      const keys = await secrets();
      log('info', channel === 'webhook' ? await sendWebhook(notice, keys.webhook) : await sendMail(notice, settings.smtp, keys.smtpPassword));
      failed.delete(channel);
      return [];
    } catch (error) {
      const { message } = asProblem(error);
      failed.set(channel, { channel, at: new Date().toISOString(), message });
      log('warning', `a notification (${notice.topic}) could not be sent: ${message}`);
      return tries + 1 >= mostTries ? [] : [{ channel, notice, tries: tries + 1 }];
    }
  };

  const look = async (facts: Facts, profileId: string): Promise<void> => {
    const { notifications } = readAppSettings(root).settings;
    const told = readTold();
    const now = toldOf(facts);
    const before = told[profileId] ?? null;
    if (JSON.stringify(before) !== JSON.stringify(now)) writeTold({ ...told, [profileId]: now });
    const fresh = noticesOf(facts, before).filter(({ topic, kind }) => notifications.topics.includes(topic) && (kind === 'raised' || notifications.resolved));
    const due: readonly Waiting[] = [...waiting, ...fresh.flatMap((notice) => (['webhook', 'smtp'] as const).filter((channel) => notifications[channel].enabled).map((channel) => ({ channel, notice, tries: 0 })))].slice(-mostWaiting);
    waiting = [];
    const left: Waiting[] = [];
    for (const each of due) if (notifications[each.channel].enabled) left.push(...(await send(each, notifications)));
    waiting = left;
  };
  return {
    look(facts, profileId) {
      busy = busy.then(() => look(facts, profileId)).catch((error: unknown) => log('warning', `notifications: ${asProblem(error).message}`));
      return busy;
    },
    failures: () => [...failed.values()],
    secrets,
  };
}
