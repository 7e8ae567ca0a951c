import type { Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import type { ProfileInput } from '../../shared/profile.ts';

/** Puts a profile of the sample company on the app's shelf, its secrets in files beside it; answers its id. Parts in `changes` replace those of the lab's profile. */
export function shelveLab(home: string, lab: Lab, changes: Partial<Omit<ProfileInput, 'source' | 'target'>> = {}, quota?: ProfileInput['target']['quota']): string {
  const { source, target, ...rest } = lab.profile();
  const { directory, tenant } = lab;
  const profile: ProfileInput = {
    ...rest,
    ...changes,
    source: { ...source, password: { file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' } },
    target: { ...target, auth: { kind: 'clientSecret', secret: { file: 'client-secret' } }, ...(quota === undefined ? {} : { quota }) },
  };
  return openShelf(home).put(profile, { kind: 'real', files: { 'ad-password': directory.password, 'ad-ca.pem': directory.ca, 'tenant-ca.pem': tenant.ca, 'client-secret': tenant.clientSecret } }).id;
}
