import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { InputProblem } from '../../../../../shared/errors.ts';
import type { Configuration, ConfigurationChange } from '../../../../../shared/ipc/configuration.ts';
import { profileSchema, type ProfileInput } from '../../../../../shared/profile.ts';
import type { ProfileDraft } from '../../../../../shared/setup.ts';
import { profileProblems } from '../../../profile-problems.ts';
import type { LoadedProfile } from '../../../profile.ts';
import { configurationOf } from '../configuration.ts';
import type { SideFiles } from '../../shelf.ts';

/** Stands in for the side that is not filled in yet, while the other one is tried. */
const noSource: ProfileInput['source'] = { url: 'ldaps://not-yet.invalid', username: 'not yet', password: { keychain: 'not-yet' } };
const noTarget: ProfileInput['target'] = { tenantId: 'not-yet', clientId: 'not-yet', auth: { kind: 'deviceCode' } };

function parse(input: unknown, folder: string): LoadedProfile {
  const result = profileSchema.safeParse(input);
  if (!result.success) {
    const [issue] = result.error.issues;
    const [text = 'The profile is not complete.'] = profileProblems(input, result.error.issues);
    throw new InputProblem(issue?.path.join('.') ?? '', `${text}.`.replace(/\.\.$/, '.'), 'Correct the field; nothing is connected before.');
  }
  return { path: join(folder, 'profile.json'), folder, profile: result.data, input: input as ProfileInput };
}

/** The source of a draft as a profile; throws an InputProblem that names the first field that is missing or wrong. */
export function sourceProfile(source: ProfileDraft['source'], folder: string): LoadedProfile {
  return parse({ version: 1, name: 'setup', source, target: noTarget }, folder);
}

/** The target of a draft as a profile. */
export function targetProfile(target: ProfileDraft['target'], folder: string): LoadedProfile {
  return parse({ version: 1, name: 'setup', source: noSource, target }, folder);
}

/** The whole draft as a profile. */
export function draftProfile(draft: ProfileDraft, folder: string): LoadedProfile {
  return parse(draft, folder);
}

/** The choices of a draft about objects, whatever its connections are like. */
export function draftConfiguration({ containers, pilotGroup, rules, policies, protection }: ConfigurationChange): Configuration {
  const objects = { ...(containers === undefined ? {} : { containers }), ...(pilotGroup === undefined ? {} : { pilotGroup }) };
  return configurationOf(parse({ version: 1, name: 'setup', source: { ...noSource, ...objects }, target: noTarget, rules: rules ?? {}, policies: policies ?? {}, ...(protection === undefined ? {} : { protection }) }, '.').profile);
}

/** Files of one name from several folders get a number. */
function pem(path: string, folder: string, files: Record<string, string>): string {
  const absolute = resolve(folder, path);
  const text = readFileSync(absolute, 'utf8');
  let name = basename(absolute);
  for (let number = 2; files[name] !== undefined && files[name] !== text; number += 1) name = `${number}-${basename(absolute)}`;
  files[name] = text;
  return name;
}

/** The profile with the files it names beside it, so that the profile's folder can be moved as a whole. */
export function withSideFiles(profile: ProfileInput, folder: string): { readonly profile: ProfileInput; readonly files: SideFiles } {
  const files: Record<string, string> = {};
  const { source, furtherSources, target } = profile;
  const { cloud, auth } = target;
  const withTls = <S extends Pick<ProfileInput['source'], 'tls'>>(each: S): S => (each.tls?.caFile === undefined ? each : { ...each, tls: { ...each.tls, caFile: pem(each.tls.caFile, folder, files) } });
  const ownCloud = typeof cloud === 'object' && cloud.caFile !== undefined ? { ...cloud, caFile: pem(cloud.caFile, folder, files) } : cloud;
  const ownAuth = auth.kind === 'certificate' ? { ...auth, certificateFile: pem(auth.certificateFile, folder, files) } : auth;
  return {
    profile: { ...profile, source: withTls(source), ...(furtherSources === undefined ? {} : { furtherSources: furtherSources.map(withTls) }), target: { ...target, ...(ownCloud === undefined ? {} : { cloud: ownCloud }), auth: ownAuth } },
    files,
  };
}
