import { z } from 'zod';
import { defaultSchedule, shortestCycleMinutes } from './schedule.ts';

const longestCycleMinutes = 1440;

/** What a notification is about; each can be switched off. */
export const noticeTopics = ['runFailed', 'protectionTripped', 'conflictsOpened', 'alerts'] as const;
export type NoticeTopic = (typeof noticeTopics)[number];

export const scheduleSchema = z.strictObject({ enabled: z.boolean(), everyMinutes: z.int().min(shortestCycleMinutes).max(longestCycleMinutes) });

const topicsSchema = z.array(z.enum(noticeTopics)).max(noticeTopics.length);

/** Names in the encrypted store: the webhook's address (it often holds a token) and the password of the mail account. */
export const notificationSecrets = { webhook: 'notifications.webhook', smtp: 'notifications.smtp' } as const;

export const notificationsSchema = z.strictObject({
  topics: topicsSchema,
  /** What went by itself is told too. */
  resolved: z.boolean(),
  desktop: z.strictObject({ enabled: z.boolean() }),
  webhook: z.strictObject({ enabled: z.boolean() }),
  smtp: z.strictObject({ enabled: z.boolean(), host: z.string().max(255), port: z.int().min(1).max(65_535), security: z.enum(['tls', 'startTls', 'none']), username: z.string().max(320), from: z.string().max(320), to: z.string().max(2048) }),
});
export type NotificationSettings = z.infer<typeof notificationsSchema>;

export const defaultNotifications: NotificationSettings = {
  topics: [...noticeTopics],
  resolved: true,
  desktop: { enabled: true },
  webhook: { enabled: false },
  smtp: { enabled: false, host: '', port: 587, security: 'startTls', username: '', from: '', to: '' },
};

/** `<root>/app/settings.json`: what the app does by itself, for all profiles. */
export const appSettingsSchema = z.strictObject({ schedule: scheduleSchema.default(defaultSchedule), notifications: notificationsSchema.default(defaultNotifications) });
export type AppSettings = z.infer<typeof appSettingsSchema>;

export const defaultAppSettings: AppSettings = { schedule: defaultSchedule, notifications: defaultNotifications };
