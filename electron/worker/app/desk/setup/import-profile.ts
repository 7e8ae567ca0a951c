import type { SecretReference } from '../../../../../shared/profile.ts';
import type { ProfileInput } from '../../../../../shared/profile.ts';
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

/** A profile file as a draft; secrets that are not here get a place in the encrypted store and have to be entered. */
export function importedDraft(path: string, draft: SetupDraft): { readonly draft: SetupDraft; readonly missing: readonly string[] } {
  if (connectExportAt(path) !== null) {
    throw new Problem('usage', `${path} is an export of Entra Connect, not a profile.`, 'Convert it with `causeway profile import PATH --write FILE`, read its report, then import FILE here.');
  }
  const loaded = loadProfile(path);
  const profile = withAbsoluteFiles(loaded.input, dirname(loaded.path));
  const missing: string[] = [];
  const own = (reference: SecretReference, name: string, label: string): SecretReference => {
    if (isHere(reference)) return reference;
    missing.push(label);
    return { keychain: `${draft.id}.${name}` };
  };
  const { source, furtherSources, target } = profile;
  const password = own(source.password, 'source.password', 'source.password');
  const { auth } = target;
  const ownAuth =
    auth.kind === 'clientSecret' ? { ...auth, secret: own(auth.secret, 'target.secret', 'target.auth.secret') } : auth.kind === 'certificate' ? { ...auth, privateKey: own(auth.privateKey, 'target.key', 'target.auth.privateKey') } : auth;
  const imported: ProfileDraft = { ...profile, source: { ...source, password }, ...(furtherSources === undefined ? {} : { furtherSources: furtherSources.map((each, index) => ({ ...each, password: own(each.password, `furtherSources.${each.name.toLowerCase()}.password`, `furtherSources[${index}].password`) })) }), target: { ...target, auth: ownAuth } };
  return { draft: { ...draft, profile: imported, step: 'source', furthest: 'target' }, missing };
}
