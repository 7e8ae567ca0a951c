import { z } from 'zod';
import { profileSchema } from '../../profile.ts';
import type { DirectoryCalls } from '../directory.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

const source = z.string().max(63).optional();
const of = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('profile'), profileId, source }), z.strictObject({ kind: z.literal('setup'), source })]);
const operation = z.string().min(1).max(64);
const text = z.string().trim().min(1).max(256);
const dn = z.string().min(1).max(4096);
const guid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const key = z.string().min(1).max(4096);
/** As in a profile, but a selection of nothing may be asked about. */
const container = z.strictObject({ guid: guid.optional(), dn, include: z.boolean() });

export const directorySchemas: SchemasOf<DirectoryCalls> = {
  'directory.containers': z.strictObject({ of, parent: key.nullable(), fresh: z.boolean() }),
  'directory.findContainers': z.strictObject({ of, text }),
  'directory.count': z.strictObject({ of, operation, fresh: z.boolean() }),
  'directory.selection': z.strictObject({ of, containers: z.union([z.literal('all'), z.array(container).max(10_000)]) }),
  'directory.findGroups': z.strictObject({ of, text }),
  'directory.group': z.strictObject({ of, guid: guid.nullable(), dn: dn.nullable() }),
  'directory.countMembers': z.strictObject({ of, guid: guid.nullable(), dn, operation }),
  'directory.findObjects': z.strictObject({ of, text }),
  'directory.preview': z.strictObject({ of, guid, dn, rules: profileSchema.shape.rules }),
  'directory.stop': z.strictObject({ operation }),
};
