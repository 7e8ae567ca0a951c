import { z } from 'zod';
import type { Finding } from '../../finding.ts';
import { scheduleSchema } from '../../app-settings.ts';
import { setupSteps, type ProfileDraft, type SetupDraft } from '../../setup.ts';
import type { SetupCalls } from '../setup.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

const operation = z.string().min(1).max(64);
const text = z.string().max(4096);
/** Parts of a profile that are not complete yet: their shape is checked when they are used, with the profile's own schema. */
const part = z.record(z.string().max(64), z.json());
const profile = z.strictObject({ $schema: text.optional(), version: z.literal(1), name: z.string().max(128), source: part, furtherSources: z.array(part).max(50).optional(), join: z.json().optional(), target: part, rules: part.optional(), policies: part.optional(), protection: part.optional(), proxy: z.json().optional() }) as unknown as z.ZodType<ProfileDraft>;
const source = part as unknown as z.ZodType<ProfileDraft['source']>;
const target = part as unknown as z.ZodType<ProfileDraft['target']>;
const finding = z.strictObject({ id: text, side: z.enum(['source', 'target']), severity: z.enum(['ok', 'note', 'warning', 'error']), text, fix: text.nullable(), expires: text.optional() }) as unknown as z.ZodType<Finding>;
const check = z.strictObject({ at: text, of: z.string().max(32_768), findings: z.array(finding).max(500) }).nullable();

export const setupDraft: z.ZodType<SetupDraft> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  path: z.enum(['express', 'custom']),
  kind: z.enum(['real', 'sample']),
  step: z.enum(setupSteps),
  furthest: z.enum(setupSteps),
  profileId: profileId.nullable(),
  prepared: z.strictObject({ of: z.string().max(4_194_304), at: text }).nullable().default(null),
  profile,
  facts: z.strictObject({ domain: text.nullable(), tenantName: text.nullable(), initialDomain: text.nullable(), verifiedDomains: z.array(text).max(5000) }),
  checks: z.strictObject({ source: check, target: check }),
  further: z.record(z.string().max(64), z.strictObject({ check, domain: text.nullable(), fresh: z.boolean() })).default({}),
  awaited: z.array(z.string().max(64)).max(60).default([]),
  schedule: scheduleSchema,
  editing: z.boolean(),
  startedAt: text,
});

export const setupSchemas: SchemasOf<SetupCalls> = {
  'setup.read': z.null(),
  'setup.begin': z.strictObject({ path: z.enum(['express', 'custom']), sample: z.boolean() }),
  'setup.edit': z.strictObject({ profileId }),
  'setup.apply': z.null(),
  'setup.save': z.strictObject({ draft: setupDraft }),
  'setup.discard': z.null(),
  'setup.import': z.strictObject({ path: text }),
  'setup.readExport': z.strictObject({ path: text }),
  'setup.useExport': z.null(),
  'setup.discover': z.strictObject({ domain: z.string().min(1).max(255) }),
  'setup.certificate': z.strictObject({ source }),
  'setup.checkSource': z.strictObject({ operation, source }),
  'setup.checkTarget': z.strictObject({ operation, target }),
  'setup.suffixes': z.strictObject({ operation }),
  'setup.stop': z.strictObject({ operation }),
  'setup.configuration': z.null(),
  'setup.joinAttributes': z.null(),
  'setup.prepare': z.null(),
  'setup.surprises': z.strictObject({ profileId }),
  'setup.finish': z.null(),
};
