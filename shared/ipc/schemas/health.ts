import { z } from 'zod';
import { runProfiles } from '../../run.ts';
import type { HealthCalls } from '../health.ts';
import { profileId } from './profiles.ts';
import { runId } from './runs.ts';
import type { SchemasOf } from './schemas-of.ts';

export const healthSchemas: SchemasOf<HealthCalls> = {
  'health.overview': z.strictObject({ profileId }),
  'health.runs': z.strictObject({ profileId, profile: z.enum(runProfiles).nullable(), onlyProblems: z.boolean(), offset: z.int().min(0), limit: z.int().min(1).max(200) }),
  'health.run': z.strictObject({ profileId, runId }),
  'health.handover': z.strictObject({ profileId }),
  'health.export': z.strictObject({ profileId, format: z.enum(['csv', 'html']), path: z.string().min(1).max(4096) }),
};
