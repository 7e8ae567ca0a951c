import { complete, type Call } from './call.ts';
import type { ProfileEntry } from './state.ts';

export type ProfileCalls = {
  'profiles.activate': Call<{ readonly profileId: string }, null>;
  /** Starts the embedded sample company and puts its profile on the shelf. */
  'profiles.startSample': Call<null, ProfileEntry>;
};

export const profileCalls = complete<ProfileCalls>()(['profiles.activate', 'profiles.startSample']);
