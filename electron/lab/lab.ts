import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileInput } from '../../shared/profile.ts';
import { castMember } from './company/cast.ts';
import { sampleCompany, type SampleCompany } from './company/company.ts';
import { fabrikamDomain, fabrikamEntries } from './company/fabrikam.ts';
import { startDirectory, type DirectoryOptions, type LabDirectory } from './directory/directory.ts';
import { startTenant, type LabTenant, type TenantOptions } from './tenant/tenant.ts';

export type LabOptions = {
  /** With 3,120 more accounts and a group of them all. */
  readonly large?: boolean;
  readonly directory?: Omit<DirectoryOptions, 'entries' | 'domain'>;
  readonly tenant?: Omit<TenantOptions, 'seed'>;
  /** With a second forest, Fabrikam, on a port of its own. */
  readonly secondForest?: boolean;
  /** The company to start; Contoso when left out. */
  readonly company?: SampleCompany;
};

/** The parts of a profile that a test or the demo wants otherwise; each replaces the whole part. */
export type ProfileOverrides = Partial<ProfileInput>;

/** A running sample company: an Active Directory and an Entra tenant on sockets of this machine. */
export type Lab = {
  readonly directory: LabDirectory;
  /** Fabrikam's directory; null without `secondForest`. */
  readonly forest: LabDirectory | null;
  readonly tenant: LabTenant;
  readonly company: SampleCompany;
  /** The secrets that the profile names, as environment variables. */
  readonly env: { readonly CAUSEWAY_AD_PASSWORD: string; readonly CAUSEWAY_CLIENT_SECRET: string };
  /** A profile for both sides. Its CA files lie beside it: see `writeProfile`. */
  profile(overrides?: ProfileOverrides): ProfileInput;
  /** Writes profile.json, ad-ca.pem and tenant-ca.pem into the folder; answers the path of the profile. */
  writeProfile(folder: string, overrides?: ProfileOverrides): Promise<string>;
  /** Changes both sides as between a first and a second synchronization; answers what happened. */
  story(): readonly string[];
  /** Changes after the second synchronization. */
  secondStory(): readonly string[];
  stop(): Promise<void>;
};

/** Two people of Contoso who have an account at Fabrikam too. */
function sharedWithFabrikam(directory: LabDirectory): readonly { readonly name: string; readonly mail: string }[] {
  return ['Erik Johansson', 'Freya Nielsen'].map((name) => ({ name, mail: directory.read(castMember(name).dn, 'mail')[0] ?? '' }));
}

export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const company = options.company ?? sampleCompany({ large: options.large === true });
  const directory = await startDirectory({ ...options.directory, domain: company.domain, entries: company.entries });
  const running = [directory];
  const orStop = async (error: unknown): Promise<never> => {
    await Promise.all(running.map((each) => each.stop()));
    throw error;
  };
  const forest = options.secondForest === true ? await startDirectory({ domain: fabrikamDomain, netbios: 'FABRIKAM', seed: 'fabrikam', entries: fabrikamEntries(sharedWithFabrikam(directory)) }).catch(orStop) : null;
  if (forest !== null) running.push(forest);
  const tenant = await startTenant({ ...options.tenant, seed: company.tenantSeed }).catch(orStop);
  const profile = (overrides: ProfileOverrides = {}): ProfileInput => ({
    version: 1,
    name: 'contoso',
    source: { url: directory.url, username: directory.username, password: { env: 'CAUSEWAY_AD_PASSWORD' }, tls: { caFile: 'ad-ca.pem' } },
    target: {
      cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' },
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      auth: { kind: 'clientSecret', secret: { env: 'CAUSEWAY_CLIENT_SECRET' } },
    },
    ...overrides,
  });
  return {
    directory,
    forest,
    tenant,
    company,
    env: { CAUSEWAY_AD_PASSWORD: directory.password, CAUSEWAY_CLIENT_SECRET: tenant.clientSecret },
    profile,
    writeProfile: async (folder, overrides) => {
      const path = join(folder, 'profile.json');
      await writeFile(join(folder, 'ad-ca.pem'), directory.ca);
      await writeFile(join(folder, 'tenant-ca.pem'), tenant.ca);
      await writeFile(path, `${JSON.stringify(profile(overrides), null, 2)}\n`);
      return path;
    },
    story: () => company.story(directory, tenant),
    secondStory: () => company.secondStory(directory),
    stop: async () => {
      await Promise.all([...running.map((each) => each.stop()), tenant.stop()]);
    },
  };
}
