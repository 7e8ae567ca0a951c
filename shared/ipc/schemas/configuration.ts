import { z } from 'zod';
import { profileSchema } from '../../profile.ts';
import type { ConfigurationCalls } from '../configuration.ts';
import { profileId } from './profiles.ts';
import type { SchemasOf } from './schemas-of.ts';

const { source, rules, policies, protection } = profileSchema.shape;
const { containers, pilotGroup } = source.shape;

const change = z.strictObject({
  containers: containers.optional(),
  pilotGroup: pilotGroup.optional(),
  rules: rules.optional(),
  policies: policies.optional(),
  protection: protection.optional(),
});

export const configurationSchemas: SchemasOf<ConfigurationCalls> = {
  'configuration.read': z.strictObject({ profileId }),
  'configuration.save': z.strictObject({ profileId, change }),
  'configuration.flows': z.strictObject({ rules }),
  'configuration.use': z.strictObject({ profileId }),
  'configuration.matches': z.strictObject({ profileId }),
};
