import { complete, type Call } from './call.ts';

export type ProfileCalls = {
  'profiles.activate': Call<{ readonly profileId: string }, null>;
};

export const profileCalls = complete<ProfileCalls>()(['profiles.activate']);
