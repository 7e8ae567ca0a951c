import type { Profile, ProfileInput } from '../profile.ts';
import { complete, type Call } from './call.ts';

/** The part of a profile that decides what is synchronized and how; no connection, no secret. Defaults are filled in. */
export type Configuration = {
  readonly containers: Profile['source']['containers'];
  readonly pilotGroup: Profile['source']['pilotGroup'];
  readonly rules: Profile['rules'];
  readonly policies: Profile['policies'];
  readonly protection: Profile['protection'];
};

export type ConfigurationChange = {
  readonly containers?: ProfileInput['source']['containers'];
  readonly pilotGroup?: ProfileInput['source']['pilotGroup'];
  readonly rules?: ProfileInput['rules'];
  readonly policies?: ProfileInput['policies'];
  readonly protection?: ProfileInput['protection'];
};

export type ConfigurationCalls = {
  'configuration.read': Call<{ readonly profileId: string }, Configuration>;
  /** Writes the named parts into the profile; the next run uses them. */
  'configuration.save': Call<{ readonly profileId: string; readonly change: ConfigurationChange }, Configuration>;
};

export const configurationCalls = complete<ConfigurationCalls>()(['configuration.read', 'configuration.save']);
