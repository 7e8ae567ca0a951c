import type { Limit, Profile } from '../../shared/profile.ts';

/** The part of a profile that decides what a synchronization plans; no connection, no secret. */
export type Settings = {
  readonly containers: Profile['source']['containers'];
  readonly pilotGroup: Profile['source']['pilotGroup'];
  readonly rules: Profile['rules'];
  readonly policies: Profile['policies'];
  readonly limits: { readonly delete: Limit; readonly disable: Limit; readonly memberRemove: Limit };
  readonly fullImportEveryHours: number;
};

/** Takes the engine's settings out of a validated profile. */
export function settingsOf(profile: Profile): Settings {
  const { deletes, disables, memberRemovals } = profile.protection;
  return {
    containers: profile.source.containers,
    pilotGroup: profile.source.pilotGroup,
    rules: profile.rules,
    policies: profile.policies,
    limits: { delete: deletes, disable: disables ?? deletes, memberRemove: memberRemovals ?? deletes },
    fullImportEveryHours: profile.source.fullImportEveryHours,
  };
}
