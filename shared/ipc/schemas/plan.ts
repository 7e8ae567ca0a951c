import { z } from 'zod';
import { planActions } from '../../plan.ts';
import { situations } from '../../situation.ts';
import { planGroupings, planHolds, planSortKeys, type PlanCalls } from '../plan.ts';
import { profileId } from './profiles.ts';
import { planId } from './runs.ts';
import type { SchemasOf } from './schemas-of.ts';

const dn = z.string().min(1).max(4096);
const changeId = z.string().min(1).max(512);
const operation = z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/);
const offset = z.int().min(0);
const limit = z.int().min(1).max(500);
const type = z.enum(['user', 'group']);
const named = { profileId, planId };

const filter = z.strictObject({
  text: z.string().max(1000),
  actions: z.array(z.enum(planActions)).max(planActions.length),
  types: z.array(type).max(2),
  reasons: z.array(z.enum(situations)).max(situations.length),
  attributes: z.array(z.string().min(1).max(256)).max(200),
  container: dn.nullable(),
  hold: z.enum(planHolds),
});
const sort = z.strictObject({ by: z.enum(planSortKeys), descending: z.boolean() });

export const planSchemas: SchemasOf<PlanCalls> = {
  'plan.summary': z.strictObject({ profileId, planId: planId.nullable() }),
  'plan.totals': z.strictObject(named),
  'plan.page': z.strictObject({ ...named, filter, sort, group: z.strictObject({ by: z.enum(planGroupings), key: z.string().max(4096) }).nullable(), offset, limit }),
  'plan.groups': z.strictObject({ ...named, filter, by: z.enum(planGroupings) }),
  'plan.facets': z.strictObject({ ...named, filter }),
  'plan.change': z.strictObject({ ...named, changeId }),
  'plan.references': z.strictObject({ ...named, changeId, text: z.string().max(1000), offset, limit }),
  'plan.notes': z.strictObject({ ...named, limit }),
  'plan.export': z.strictObject({ ...named, filter, sort, format: z.enum(['csv', 'html']), path: z.string().min(1).max(4096), operation }),
  'plan.stopExport': z.strictObject({ operation }),
  'plan.approve': z.strictObject({ ...named, count: z.int().min(0) }),
};
