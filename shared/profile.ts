import { z } from 'zod';
import { mergeTypes, ruleDirections, scopeOperators, scopeOperatorSpellings } from './rules.ts';

/**
 * The configuration of one synchronization: one or several AD domains and forests to one Entra tenant (design, section 11).
 * Holds no secret, only references to secrets. Unknown keys are refused, so that a typing error
 * in a protection limit cannot switch the protection off.
 */
const secretSchema = z.union([
  z.strictObject({ env: z.string().min(1).describe('name of an environment variable') }),
  z.strictObject({ file: z.string().min(1).describe('file that holds the secret; refused when others can read it') }),
  z.strictObject({ keychain: z.string().min(1).describe('name in the desktop app\'s encrypted store') }),
]);
export type SecretReference = z.infer<typeof secretSchema>;

const containerSchema = z.strictObject({
  guid: z.string().min(1).optional().describe('objectGUID of the container; survives a rename'),
  dn: z.string().min(1).describe('distinguished name, used when there is no guid'),
  include: z.boolean().describe('false takes this container and what is below out again'),
});

const limitSchema = z.strictObject({
  count: z.number().int().min(0).describe('trips above this number of objects'),
  percent: z.number().min(0).max(100).describe('trips above this share, once there are more than 50 linked objects of the type'),
});
export type Limit = z.infer<typeof limitSchema>;
const defaultLimit: Limit = { count: 500, percent: 10 };

const fingerprintPattern = /^(?:sha256[:/])?(?:[0-9a-fA-F]{2}:?){32}$/i;

const sourceShape = {
    url: z.union([z.string(), z.array(z.string()).min(1)]).optional().describe('ldaps://… or ldap://… of one domain controller, or several in order of preference'),
    domain: z.string().min(1).optional().describe('DNS name of the domain; its domain controllers are found by DNS SRV records'),
    username: z.string().min(1).describe('DOMAIN\\user, user@domain or a DN'),
    password: secretSchema,
    startTls: z.boolean().default(false).describe('upgrade an ldap:// connection to TLS before the bind'),
    allowPlainText: z.boolean().default(false).describe('bind without TLS; the password then crosses the network readable'),
    tls: z
      .strictObject({
        caFile: z.string().optional().describe('PEM file of the CA that issued the certificates, relative to the profile'),
        pin: z.string().regex(fingerprintPattern, 'must be a SHA-256 fingerprint: 64 hex digits').optional().describe('SHA-256 fingerprint of the certificate'),
      })
      .default({}),
    baseDn: z.string().optional().describe('naming context to read; the domain of the server when left out'),
    containers: z.union([z.literal('all'), z.array(containerSchema).min(1)]).default('all'),
    pilotGroup: z.union([z.null(), z.string().min(1), z.strictObject({ guid: z.string().optional(), dn: z.string().optional() })]).default(null)
      .describe('only this group\'s transitive members are in scope: DN or objectGUID'),
    pageSize: z.number().int().min(1).max(1000).default(1000),
    delta: z.enum(['auto', 'dirSync', 'usnChanged', 'none']).default('auto'),
    fullImportEveryHours: z.number().min(0).default(168).describe('a full read at least this often; with usnChanged and unreadable tombstones this is when deletions are seen'),
};
const hasOneAddress = (source: { readonly url?: unknown; readonly domain?: unknown }): boolean => (source.url === undefined) !== (source.domain === undefined);
const oneAddress = { message: 'needs either url or domain', path: ['url'] };

const sourceSchema = z.strictObject(sourceShape).refine(hasOneAddress, oneAddress);

const furtherSourceSchema = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'must be letters, digits, dots, dashes and underscores').describe('names it in runs and in the staging store; keep it, a new name is a new source'),
    ...sourceShape,
  })
  .refine(hasOneAddress, oneAddress);

const joinSchema = z
  .union([z.enum(['none', 'mail', 'sid', 'accountName']), z.strictObject({ attribute: z.string().min(1).describe('AD attribute that holds the same value in every source') })])
  .describe('which users of several sources are one person: none; same mail; objectSid with msExchMasterAccountSid or msRTCSIP-OriginatorSid; sAMAccountName with mailNickname; same value of one attribute');
export type Join = z.infer<typeof joinSchema>;

const cloudSchema = z.union([
  z.enum(['global', 'usGov', 'usGovDod', 'china']),
  z.strictObject({
    authority: z.url().describe('https://host/TENANT'),
    graph: z.url().describe('https://host/v1.0'),
    caFile: z.string().optional().describe('PEM file of an additional CA, relative to the profile'),
  }),
]);

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('interactive') }),
  z.strictObject({ kind: z.literal('deviceCode') }),
  z.strictObject({ kind: z.literal('clientSecret'), secret: secretSchema }),
  z.strictObject({
    kind: z.literal('certificate'),
    certificateFile: z.string().describe('PEM certificate, relative to the profile'),
    privateKey: secretSchema.describe('PEM private key'),
  }),
]);

const proxySchema = z.union([z.string().min(1), z.strictObject({ url: z.string().min(1), caFile: z.string().optional() })]);

const targetSchema = z.strictObject({
  cloud: cloudSchema.default('global'),
  tenantId: z.string().min(1),
  clientId: z.string().min(1),
  auth: authSchema,
  quota: z
    .strictObject({ writes: z.number().int().min(1), perSeconds: z.number().min(0.1) })
    .default({ writes: 3000, perSeconds: 150 })
    .describe('documented write quota per app and tenant; change it only when Microsoft changes it'),
  proxy: proxySchema.optional(),
});

const clauseSchema = z.strictObject({
  attribute: z.string().min(1),
  operator: z.enum([...scopeOperators, ...scopeOperatorSpellings]),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]).optional().describe('none for ISNULL and ISNOTNULL; a list for ISIN and ISNOTIN'),
});

const joinClauseSchema = z.strictObject({
  attribute: z.string().min(1).describe('AD attribute'),
  property: z.string().min(1).describe('Graph property of the cloud user'),
});

const flowSchema = z
  .strictObject({
    target: z.string().min(1).describe('Graph property, or cloudFiltered: True keeps the object out'),
    direct: z.string().min(1).optional().describe('AD attribute'),
    constant: z.union([z.string(), z.boolean(), z.array(z.string())]).optional(),
    expression: z.string().min(1).optional().describe('in the language of Entra Connect'),
    applyOnce: z.boolean().default(false).describe('set at creation only'),
    merge: z.enum(mergeTypes).default('update').describe('merge: add to what other rules supply, for a property with several values'),
  })
  .refine(({ direct, constant, expression }) => [direct, constant, expression].filter((each) => each !== undefined).length === 1, 'must have exactly one of direct, constant and expression');

const customRuleSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    type: z.enum(['user', 'group']),
    direction: z.enum(ruleDirections).default('inbound').describe('inbound: reads AD attributes; outbound: reads what the inbound rules gave, by Graph property, and changes it once more'),
    precedence: z.number().int().min(0).max(99).describe('the lowest number comes first; default rules begin at 100'),
    enabled: z.boolean().default(true),
    description: z.string().default(''),
    scope: z.array(z.array(clauseSchema).min(1)).default([]).describe('groups are OR-ed, clauses in a group AND-ed; empty: every object of the type'),
    join: z.array(z.array(joinClauseSchema).min(1)).optional().describe('users only: further match keys. Groups are tried in order, the first that finds exactly one unlinked user decides; clauses in a group AND-ed'),
    flows: z.array(flowSchema),
  })
  .refine(({ flows, join }) => flows.length > 0 || (join ?? []).length > 0, 'must have a flow or a join');

export const extensionTypes = ['String', 'Integer', 'Boolean', 'DateTime'] as const;

const directoryExtensionSchema = z
  .strictObject({
    attribute: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be an LDAP display name').optional().describe('AD attribute that fills it; left out: rules of your own do'),
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/, 'must begin with a letter; letters, digits and underscores').optional().describe('name of the extension in Entra; left out: that of the attribute, dashes as underscores'),
    type: z.enum(extensionTypes).default('String').describe('as Microsoft Graph calls it; a String holds 256 characters'),
    several: z.boolean().default(false).describe('holds every value of the attribute; for String only'),
    objectTypes: z.array(z.enum(['user', 'group'])).min(1).default(['user']),
  })
  .refine(({ attribute, name }) => attribute !== undefined || name !== undefined, 'must have an attribute or a name')
  .refine(({ several, type }) => !several || type === 'String', { message: 'several values can be held by a String only', path: ['several'] });

const rulesSchema = z.strictObject({
  signInAttribute: z.string().min(1).default('userPrincipalName').describe('AD attribute that becomes the user principal name'),
  usageLocation: z.string().regex(/^[A-Za-z]{2}$/, 'must be a two-letter ISO 3166-1 code').optional().describe('default where AD has none'),
  disableExpiredAccounts: z.boolean().default(false),
  parameters: z.record(z.string().regex(/^[^\s%"[\]$][^%"[\]$\n]*$/, 'must be a name without %, quotes and brackets'), z.string()).default({}).describe('values of %Name% in expressions'),
  disabled: z.array(z.string().min(1)).default([]).describe('default rules that do not apply, by their id: user.jobTitle'),
  custom: z.array(customRuleSchema).default([]).describe('rules of your own; they come before the default rules'),
  photos: z.boolean().default(false).describe('thumbnailPhoto becomes the photo of the Entra user'),
  distributionLists: z.enum(['leave', 'microsoft365']).default('leave').describe('mail-enabled distribution lists: left out, or made Microsoft 365 groups, which hold users only'),
  directoryExtensions: z.array(directoryExtensionSchema).max(90).default([]).describe('custom attributes in Entra, made in the app registration of Causeway; rules of your own may fill them as extension_NAME'),
});

const policiesSchema = z.strictObject({
  softMatch: z.enum(['auto', 'review', 'off']).default('auto').describe('auto: link; review: hold each found match; off: match by anchor only'),
  matchGroupsByName: z.boolean().default(false).describe('link to a cloud security group with the same, unique display name'),
  delete: z.enum(['delete', 'disableThenDelete', 'disable', 'ignore']).default('delete'),
  deleteAfterDays: z.number().int().min(0).default(30).describe('for disableThenDelete'),
  drift: z.enum(['revert', 'hold', 'keep']).default('revert'),
  stagingMode: z.boolean().default(false).describe('everything but the export'),
});

export const profileSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  name: z.string().min(1),
  source: sourceSchema,
  furtherSources: z
    .array(furtherSourceSchema)
    .max(50)
    .refine((sources) => new Set(sources.map(({ name }) => name.toLowerCase())).size === sources.length, 'must have names that differ')
    .default([])
    .describe('more domains and forests; what comes first has precedence, `source` before all of them'),
  join: joinSchema.default('none'),
  target: targetSchema,
  rules: rulesSchema.default(rulesSchema.parse({})),
  policies: policiesSchema.default(policiesSchema.parse({})),
  protection: z
    .strictObject({
      deletes: limitSchema.default(defaultLimit),
      disables: limitSchema.optional(),
      memberRemovals: limitSchema.optional(),
    })
    .default({ deletes: defaultLimit }),
  proxy: proxySchema.optional().describe('serves sign-in and Graph'),
});

/** A profile as written, before defaults. */
export type ProfileInput = z.input<typeof profileSchema>;
/** A profile with every default filled in. */
export type Profile = z.infer<typeof profileSchema>;

/** One of the sources of a profile. */
export type SourceEntry = {
  /** '' for the profile's `source`, else its name. */
  readonly name: string;
  /** What people call it: its domain, else the host of its first address, else its name. */
  readonly title: string;
  /** Where it stands in the profile: `source`, `furtherSources[0]`. */
  readonly where: string;
  readonly source: Profile['source'];
};

/** What people call a source; `name` where it has neither a domain nor an address yet. */
export function titleOfSource({ url, domain }: Partial<Pick<ProfileInput['source'], 'url' | 'domain'>>, name: string): string {
  const address = [url ?? ''].flat()[0]?.replace(/^ldaps?:\/\//i, '').replace(/\/$/, '');
  return [domain, address].find((title) => title !== undefined && title !== '') ?? name;
}

/** Every source of a profile, by precedence. */
export function sourcesOf({ source, furtherSources }: Pick<Profile, 'source' | 'furtherSources'>): readonly SourceEntry[] {
  return [
    { name: '', title: titleOfSource(source, 'Active Directory'), where: 'source', source },
    ...furtherSources.map(({ name, ...further }, index) => ({ name, title: titleOfSource(further, name), where: `furtherSources[${index}]`, source: further })),
  ];
}
