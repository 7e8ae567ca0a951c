import { z } from 'zod';
import { wholeRuns } from '../../run.ts';
import type { RunCalls } from '../runs.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

export const runId = z.string().regex(/^[0-9A-Za-z-]{1,64}$/);
export const planId = z.string().regex(/^[0-9A-Za-z-]{1,128}$/);

export const runSchemas: SchemasOf<RunCalls> = {
  'runs.start': z.strictObject({ profileId, profile: z.enum(wholeRuns), full: z.boolean(), approve: planId.nullable(), scheduled: z.literal(true).optional() }),
  'runs.startObject': z.strictObject({ profileId, object: z.string().min(1).max(4096), shown: z.string().regex(/^[0-9a-f]{32}$/).nullable() }),
  'runs.cancel': z.strictObject({ runId }),
  'runs.pause': z.strictObject({ runId }),
  'runs.resume': z.strictObject({ runId }),
  'runs.current': z.strictObject({ profileId }),
};
