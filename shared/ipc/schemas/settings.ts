import { z } from 'zod';
import { notificationsSchema, scheduleSchema } from '../../app-settings.ts';
import type { SettingsCalls } from '../settings.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

const name = z.string().trim().min(1).max(128);

export const settingsSchemas: SchemasOf<SettingsCalls> = {
  'settings.read': z.null(),
  'settings.save': z.strictObject({ change: z.strictObject({ schedule: scheduleSchema, notifications: notificationsSchema }).partial() }) as unknown as z.ZodType<SettingsCalls['settings.save']['input']>,
  'settings.test': z.strictObject({ channel: z.enum(['webhook', 'smtp']), notifications: notificationsSchema }),
  'settings.places': z.strictObject({ profileId }),
  'settings.rename': z.strictObject({ profileId, name }),
  'settings.remove': z.strictObject({ profileId, confirm: z.string().max(128), withData: z.boolean() }),
  'settings.export': z.strictObject({ profileId, path: z.string().min(1).max(4096) }),
};
