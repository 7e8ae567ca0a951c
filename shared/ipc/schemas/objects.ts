import { z } from 'zod';
import { objectStates, type ObjectCalls } from '../objects.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

export const objectSchemas: SchemasOf<ObjectCalls> = {
  'objects.page': z.strictObject({
    profileId,
    filter: z.strictObject({ text: z.string().max(1000), state: z.enum(objectStates).nullable(), kind: z.enum(['user', 'group', 'contact', 'guest']).nullable() }),
    offset: z.int().min(0),
    limit: z.int().min(1).max(500),
  }),
  'objects.explain': z.strictObject({ profileId, query: z.string().min(1).max(4096) }),
  'objects.planned': z.strictObject({ profileId, query: z.string().min(1).max(4096) }),
};
