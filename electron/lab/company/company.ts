import type { SeedEntry, LabDirectory } from '../directory/directory.ts';
import type { LabTenant } from '../tenant/tenant.ts';
import type { TenantSeed } from '../tenant/seed.ts';
import { cast, castEntries, castOu, ou, type Cast } from './cast.ts';
import { cloudSeed } from './cloud.ts';
import { excluded } from './excluded.ts';
import { companyGroups, groupDn } from './groups.ts';
import { sites } from './names.ts';
import { contosoOu, domain, siteOu, staff } from './people.ts';
import { seasonalStaff, surroundings } from './surroundings.ts';
import { firstWeek, secondWeek } from './story.ts';

export type SampleCompany = {
  readonly domain: string;
  /** The AD side, for `startDirectory`. */
  readonly entries: readonly SeedEntry[];
  /** The Entra side, for `startTenant`. */
  readonly tenantSeed: TenantSeed;
  /** Who stands for which situation. */
  readonly cast: readonly Cast[];
  /** Exclusion rule → DN of an object it excludes. */
  readonly excluded: readonly { readonly rule: string; readonly dn: string }[];
  /** Changes between the first and the second synchronization, told in sentences. */
  story(directory: LabDirectory, tenant: LabTenant): readonly string[];
  /** Changes between the second and the third. */
  secondStory(directory: LabDirectory): readonly string[];
};

/** Members of the group `Seasonal Staff` of the large company: more than two of AD's ranges of 1,500 values. */
export const seasonalCount = 3_120;

/** Contoso: some 330 people in 12 departments at 8 sites, and everything that makes a first synchronization interesting. */
export function sampleCompany(options: { readonly large?: boolean } = {}): SampleCompany {
  const people = staff();
  const boss = people[0];
  if (boss === undefined) throw new Error('the sample company has nobody');
  const seasonal = options.large === true ? [...seasonalStaff(seasonalCount)] : [];
  const containers: readonly SeedEntry[] = [
    { dn: contosoOu, attributes: { objectClass: 'organizationalUnit' } },
    ...['Sites', 'Head Office', 'Groups', 'Service Accounts', 'Leavers', 'Rooms', 'Shared Mailboxes', 'Contacts', 'Computers', ...(seasonal.length > 0 ? ['Seasonal'] : [])].map(ou),
    ...sites.map((site): SeedEntry => ({ dn: siteOu(site), attributes: { objectClass: 'organizationalUnit', l: site.name, c: site.country } })),
  ];
  const seasonalGroup: readonly SeedEntry[] =
    seasonal.length === 0 ? [] : [{ dn: groupDn('Seasonal Staff'), attributes: { objectClass: 'group', sAMAccountName: 'Seasonal Staff', member: seasonal.map(({ dn }) => dn) } }];
  return {
    domain,
    entries: [
      ...containers,
      ...people.map(({ dn, attributes }) => ({ dn, attributes })),
      ...castEntries(boss.dn),
      ...surroundings,
      ...excluded.map(({ entry }) => entry),
      ...seasonal,
      ...companyGroups(people, cast.filter(({ dn }) => dn.endsWith(castOu)).map(({ dn }) => dn)),
      ...seasonalGroup,
    ],
    tenantSeed: cloudSeed,
    cast,
    excluded: excluded.map(({ rule, entry }) => ({ rule, dn: entry.dn })),
    story: firstWeek,
    secondStory: secondWeek,
  };
}
