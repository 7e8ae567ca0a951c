import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLab, type Lab } from '../../../lab/lab.ts';
import type { ProfileDraft } from '../../../../shared/setup.ts';
import type { Handlers } from '../endpoint.ts';
import type { Desk } from './context.ts';

const secretNames = { password: 'sample.source.password', clientSecret: 'sample.target.secret' } as const;

/** The embedded sample company, started when it is wanted. It runs in this process. */
export type SampleProfile = { /** Its profile; its CA files are written into `folder`. */ profile(folder: string): Promise<ProfileDraft>; stop(): Promise<void> };

export function sampleCompany(desk: Desk): SampleProfile {
  let lab: Promise<Lab> | null = null;
  return {
    async profile(folder) {
      lab ??= startLab();
      const { directory, tenant, env, profile } = await lab;
      // Its secrets stay in the shell's memory, like the company itself.
      await desk.host.ask('rememberSecret', { name: secretNames.password, value: env.CAUSEWAY_AD_PASSWORD });
      await desk.host.ask('rememberSecret', { name: secretNames.clientSecret, value: env.CAUSEWAY_CLIENT_SECRET });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, 'ad-ca.pem'), directory.ca, { mode: 0o600 });
      writeFileSync(join(folder, 'tenant-ca.pem'), tenant.ca, { mode: 0o600 });
      const { source, target, ...rest } = profile();
      return {
        ...rest,
        name: 'Sample company',
        source: { ...source, password: { keychain: secretNames.password }, tls: { caFile: join(folder, 'ad-ca.pem') } },
        target: { ...target, cloud: { authority: tenant.authority, graph: tenant.graph, caFile: join(folder, 'tenant-ca.pem') }, auth: { kind: 'clientSecret', secret: { keychain: secretNames.clientSecret } } },
      };
    },
    async stop() {
      await (await lab)?.stop();
    },
  };
}

export function profileHandlers(desk: Desk): Handlers {
  return {
    'profiles.activate': ({ profileId }) => {
      desk.shelf.activate(profileId);
      desk.changed();
      return null;
    },
  };
}
