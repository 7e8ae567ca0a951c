import { sourcesOf, type Profile } from '../../../shared/profile.ts';
import type { LoadedProfile } from '../profile.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';
import type { Host } from './endpoint.ts';

/** Names of the secrets that a profile keeps in the app's encrypted store. */
export function keychainNames(profile: Profile): readonly string[] {
  const { auth } = profile.target;
  const references = [...sourcesOf(profile).map(({ source }) => source.password), ...(auth.kind === 'clientSecret' ? [auth.secret] : []), ...(auth.kind === 'certificate' ? [auth.privateKey] : [])];
  return references.flatMap((reference) => ('keychain' in reference ? [reference.keychain] : []));
}

/** A workspace whose keychain secrets the shell has opened; they stay in this process's memory. */
export async function openAppWorkspace(loaded: LoadedProfile, dataFolder: string, host: Host): Promise<Workspace> {
  const names = keychainNames(loaded.profile);
  const keychain = names.length === 0 ? {} : await host.ask('secrets', { names });
  return openWorkspace(loaded, dataFolder, { env: process.env, keychain });
}
