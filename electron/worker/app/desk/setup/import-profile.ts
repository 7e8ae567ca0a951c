import { targetSecret } from '../../../../../shared/draft-sources.ts';
import type { ProfileInput, SecretReference } from '../../../../../shared/profile.ts';
import type { ProfileDraft, SetupDraft } from '../../../../../shared/setup.ts';
import { dirname, resolve } from 'node:path';
import { Problem } from '../../../../../shared/errors.ts';
import { connectExportAt } from '../../../entra-connect/import.ts';
import { loadProfile } from '../../../profile.ts';

/** File names that are relative to the imported profile, as absolute ones. */
export function withAbsoluteFiles(profile: ProfileInput, folder: string): ProfileInput {
  const path = (name: string): string => resolve(folder, name);
  const secret = (reference: SecretReference): SecretReference => ('file' in reference ? { file: path(reference.file) } : reference);
  const { source, furtherSources, target } = profile;
  const { cloud, auth } = target;
  const here = <S extends Pick<ProfileInput['source'], 'password' | 'tls'>>(each: S): S => ({ ...each, password: secret(each.password), ...(each.tls?.caFile === undefined ? {} : { tls: { ...each.tls, caFile: path(each.tls.caFile) } }) });
  return {
    ...profile,
    source: here(source),
    ...(furtherSources === undefined ? {} : { furtherSources: furtherSources.map(here) }),
    target: {
      ...target,
      ...(typeof cloud === 'object' && cloud.caFile !== undefined ? { cloud: { ...cloud, caFile: path(cloud.caFile) } } : {}),
      auth: auth.kind === 'certificate' ? { ...auth, certificateFile: path(auth.certificateFile), privateKey: secret(auth.privateKey) } : auth.kind === 'clientSecret' ? { ...auth, secret: secret(auth.secret) } : auth,
    },
  };
}

/** Whether a secret can be read on this computer by the app; an environment variable of a shell cannot be relied on. */
function isHere(reference: SecretReference): boolean {
  if ('env' in reference) return (process.env[reference.env] ?? '') !== '';
  return 'file' in reference;
}

/** A profile file as a draft. Passwords that are not here are left out and awaited; a secret of the application gets its place in the encrypted store at once. */
export function importedDraft(path: string, draft: SetupDraft): { readonly draft: SetupDraft; readonly missing: readonly string[] } {
  if (connectExportAt(path) !== null) {
    throw new Problem('usage', `${path} is an export of Entra Connect, not a profile.`, 'Read its report with “Coming from Entra Connect”; the setup goes on with what it shows.');
  }
  const loaded = loadProfile(path);
  const profile = withAbsoluteFiles(loaded.input, dirname(loaded.path));
  const missing: string[] = [];
  const awaited: string[] = [];
  const isMissing = (reference: SecretReference, label: string, what: string): boolean => {
    if (isHere(reference)) return false;
    missing.push(label);
    awaited.push(what);
    return true;
  };
  const withoutMissing = <S extends Pick<ProfileInput['source'], 'password'>>(source: S, name: string, label: string): Omit<S, 'password'> & Partial<Pick<S, 'password'>> => {
    const { password, ...rest } = source;
    return isMissing(password, label, name) ? rest : { ...rest, password };
  };
  const { source, furtherSources, target } = profile;
  const { auth } = target;
  const first = withoutMissing(source, '', 'source.password');
  const further = furtherSources?.map((each, index) => ({ ...withoutMissing(each, each.name, `furtherSources[${index}].password`), name: each.name }));
  const own = (reference: SecretReference, name: string, label: string): SecretReference => (isMissing(reference, label, targetSecret) ? { keychain: `${draft.id}.${name}` } : reference);
  const ownAuth =
    auth.kind === 'clientSecret' ? { ...auth, secret: own(auth.secret, 'target.secret', 'target.auth.secret') } : auth.kind === 'certificate' ? { ...auth, privateKey: own(auth.privateKey, 'target.key', 'target.auth.privateKey') } : auth;
  const { furtherSources: _further, ...rest } = profile;
  const imported: ProfileDraft = { ...rest, source: first, ...(further === undefined ? {} : { furtherSources: further }), target: { ...target, auth: ownAuth } };
  return { draft: { ...draft, profile: imported, awaited, step: 'source', furthest: 'target' }, missing };
}
