import { z } from 'zod';
import { resolutionKinds, situations } from '../../situation.ts';
import type { ConflictCalls } from '../conflicts.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

const id = z.string().regex(/^[0-9a-f]{1,64}$/);
/** As many as a tenant may have conflicts of one kind. */
const ids = z.array(id).min(1).max(50_000);
const kind = z.enum(resolutionKinds);
const text = (longest: number) => z.string().min(1).max(longest).nullable();
const decision = z.strictObject({ kind, attribute: text(256), value: text(4096), object: text(64), target: text(64), confirm: text(4096) });

export const conflictSchemas: SchemasOf<ConflictCalls> = {
  'conflicts.summary': z.strictObject({ profileId }),
  'conflicts.page': z.strictObject({ profileId, filter: z.strictObject({ situation: z.enum(situations).nullable(), text: z.string().max(1000) }), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  'conflicts.detail': z.strictObject({ profileId, id }),
  'conflicts.alike': z.strictObject({ profileId, id, kind }),
  'conflicts.preview': z.strictObject({ profileId, ids, decision, wait: z.boolean() }),
  'conflicts.resolve': z.strictObject({ profileId, ids, decision }),
  'conflicts.undo': z.strictObject({ profileId, ids }),
  'conflicts.withdraw': z.strictObject({ profileId, id }),
  'conflicts.standing': z.strictObject({ profileId }),
};
