import { z } from 'zod';
import { profileSchema } from '../../profile.ts';
import type { ConfigurationCalls } from '../configuration.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

const { source, rules, policies, protection } = profileSchema.shape;
const { containers, pilotGroup } = source.shape;

/** Without the defaults of a profile: a part that is not mentioned is not changed, and must not be reset. */
const change = z.strictObject({
  containers: containers.unwrap().optional(),
  pilotGroup: pilotGroup.unwrap().optional(),
  further: z.array(z.strictObject({ name: z.string().min(1).max(63), containers: containers.unwrap().optional(), pilotGroup: pilotGroup.unwrap().optional() })).max(50).optional(),
  rules: rules.unwrap().optional(),
  policies: policies.unwrap().optional(),
  protection: protection.unwrap().optional(),
});

export const configurationSchemas: SchemasOf<ConfigurationCalls> = {
  'configuration.read': z.strictObject({ profileId }),
  'configuration.save': z.strictObject({ profileId, change }),
  'configuration.flows': z.strictObject({ rules }),
  'configuration.rules': z.strictObject({ rules }),
  'configuration.copyRule': z.strictObject({ rules, id: z.string() }),
  'configuration.use': z.strictObject({ profileId }),
  'configuration.matches': z.strictObject({ profileId }),
};
