import { z } from 'zod';
import type { ProfileCalls } from '../profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

/** Names a file, so it is checked like one. */
export const profileId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

export const profileSchemas: SchemasOf<ProfileCalls> = {
  'profiles.activate': z.strictObject({ profileId }),
};
