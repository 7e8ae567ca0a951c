import type { AppSettings, NotificationSettings } from '../app-settings.ts';
import { complete, type Call } from './call.ts';

export const noticeChannels = ['desktop', 'webhook', 'smtp'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

export type SettingsState = {
  readonly settings: AppSettings;
  /** Where an unreadable settings file was put aside; null when all is in order. */
  readonly broken: string | null;
  /** Which secrets of the notifications are stored. */
  readonly stored: { readonly webhook: boolean; readonly smtp: boolean };
  /** The last message of each channel that could not be sent. */
  readonly failures: readonly { readonly channel: NoticeChannel; readonly at: string; readonly message: string }[];
};

export type ProfilePlaces = { readonly profile: string; readonly dataFolder: string; readonly plans: number; readonly resolutions: number };

export type SettingsCalls = {
  'settings.read': Call<null, SettingsState>;
  'settings.save': Call<{ readonly change: Partial<AppSettings> }, SettingsState>;
  /** Sends a test message by one channel, with the settings as given. Refused with what the other side said. */
  'settings.test': Call<{ readonly channel: 'webhook' | 'smtp'; readonly notifications: NotificationSettings }, { readonly text: string }>;
  /** Where a profile lies, and what its data folder holds. */
  'settings.places': Call<{ readonly profileId: string }, ProfilePlaces>;
  /** Refused while a run has the data folder, and when the name is taken. */
  'settings.rename': Call<{ readonly profileId: string; readonly name: string }, null>;
  /** `confirm`: the profile's name, typed. The data folder stays unless `withData`. */
  'settings.remove': Call<{ readonly profileId: string; readonly confirm: string; readonly withData: boolean }, null>;
  /** Writes the profile, without secrets, to a file that `app.chooseSaveFile` answered. */
  'settings.export': Call<{ readonly profileId: string; readonly path: string }, { readonly path: string }>;
};

export const settingsCalls = complete<SettingsCalls>()(['settings.read', 'settings.save', 'settings.test', 'settings.places', 'settings.rename', 'settings.remove', 'settings.export']);
