import { sourcesOf, type Join, type Limit, type Profile } from '../../shared/profile.ts';

/** What of one source is synchronized, and how often it is read completely. */
export type SourceSettings = { readonly name: string; readonly title: string } & Pick<Profile['source'], 'containers' | 'pilotGroup' | 'fullImportEveryHours'>;

/** The part of a profile that decides what a synchronization plans; no connection, no secret. */
export type Settings = {
  /** By precedence; at least one. */
  readonly sources: readonly SourceSettings[];
  readonly join: Join;
  readonly rules: Profile['rules'];
  readonly policies: Profile['policies'];
  readonly limits: { readonly delete: Limit; readonly disable: Limit; readonly memberRemove: Limit };
};

/** Takes the engine's settings out of a validated profile. */
export function settingsOf(profile: Profile): Settings {
  const { deletes, disables, memberRemovals } = profile.protection;
  return {
    sources: sourcesOf(profile).map(({ name, title, source: { containers, pilotGroup, fullImportEveryHours } }) => ({ name, title, containers, pilotGroup, fullImportEveryHours })),
    join: profile.join,
    rules: profile.rules,
    policies: profile.policies,
    limits: { delete: deletes, disable: disables ?? deletes, memberRemove: memberRemovals ?? deletes },
  };
}
