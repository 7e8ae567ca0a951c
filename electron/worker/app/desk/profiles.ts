import { startLab, type Lab } from '../../../lab/lab.ts';
import type { ProfileEntry } from '../../../../shared/ipc/state.ts';
import type { Handlers } from '../endpoint.ts';
import type { Desk } from './context.ts';

const secretNames = { password: 'sample.source.password', clientSecret: 'sample.target.secret' } as const;

/** The sample company runs in this process; its secrets stay in the shell's memory. */
async function putSample(desk: Desk, lab: Lab): Promise<ProfileEntry> {
  await desk.host.ask('rememberSecret', { name: secretNames.password, value: lab.env.CAUSEWAY_AD_PASSWORD });
  await desk.host.ask('rememberSecret', { name: secretNames.clientSecret, value: lab.env.CAUSEWAY_CLIENT_SECRET });
  const profile = lab.profile();
  return desk.shelf.put(
    {
      ...profile,
      name: 'Sample company',
      source: { ...profile.source, password: { keychain: secretNames.password } },
      target: { ...profile.target, auth: { kind: 'clientSecret', secret: { keychain: secretNames.clientSecret } } },
    },
    { kind: 'sample', files: { 'ad-ca.pem': lab.directory.ca, 'tenant-ca.pem': lab.tenant.ca } },
  );
}

export function profileHandlers(desk: Desk): { readonly handlers: Handlers; stop(): Promise<void> } {
  let lab: Promise<Lab> | null = null;
  return {
    handlers: {
      'profiles.activate': ({ profileId }) => {
        desk.shelf.activate(profileId);
        desk.changed();
        return null;
      },
      'profiles.startSample': async () => {
        const known = desk.shelf.entries().find(({ kind }) => kind === 'sample');
        if (lab !== null && known !== undefined) return known;
        lab = startLab();
        const entry = await putSample(desk, await lab);
        desk.shelf.activate(entry.id);
        desk.changed();
        return entry;
      },
    },
    async stop() {
      await (await lab)?.stop();
    },
  };
}
