import type { Configuration, ConfigurationChange } from '../../../../shared/ipc/configuration.ts';
import { profileSchema, sourcesOf, type Profile, type ProfileInput } from '../../../../shared/profile.ts';
import { refuseFaultyRules } from '../../../sync/rules/check-rules.ts';
import { settingsOf } from '../../../sync/settings.ts';
import type { Handlers } from '../endpoint.ts';
import { flowTable } from './configuration/flow-table.ts';
import { matchExpectation } from './configuration/matches.ts';
import { copyOf, ruleReview } from './configuration/rule-review.ts';
import { ruleUse } from './configuration/rule-use.ts';
import type { Desk } from './context.ts';
import { refuseWhileInSetup } from './setup/draft-file.ts';

/** The part of a profile that the configuration screens show. */
export function configurationOf(profile: Profile): Configuration {
  const { source, rules, policies, protection } = profile;
  const [first, ...others] = sourcesOf(profile);
  const further = others.map(({ name, title, source: { containers, pilotGroup } }) => ({ name, title, containers, pilotGroup }));
  return { containers: source.containers, pilotGroup: source.pilotGroup, title: first?.title ?? '', further, rules, policies, protection };
}

/** A profile as written with the changed parts in place; everything else stays as it was written. */
export function withConfiguration(input: ProfileInput, { containers, pilotGroup, further, rules, policies, protection }: ConfigurationChange): ProfileInput {
  const objects = (change: Pick<ProfileInput['source'], 'containers' | 'pilotGroup'> | undefined) => ({ ...(change?.containers === undefined ? {} : { containers: change.containers }), ...(change?.pilotGroup === undefined ? {} : { pilotGroup: change.pilotGroup }) });
  return {
    ...input,
    source: { ...input.source, ...objects({ containers, pilotGroup }) },
    ...(input.furtherSources === undefined ? {} : { furtherSources: input.furtherSources.map((each) => ({ ...each, ...objects(further?.find(({ name }) => name === each.name)) })) }),
    ...(rules === undefined ? {} : { rules }),
    ...(policies === undefined ? {} : { policies }),
    ...(protection === undefined ? {} : { protection }),
  };
}

export function configurationHandlers(desk: Desk): Handlers {
  return {
    'configuration.read': ({ profileId }) => configurationOf(desk.shelf.load(profileId).profile),
    'configuration.save': ({ profileId, change }) => {
      refuseWhileInSetup(desk.folder, profileId);
      const input: ProfileInput = withConfiguration(desk.shelf.load(profileId).input, change);
      if (change.rules !== undefined) refuseFaultyRules(profileSchema.shape.rules.parse(change.rules));
      const kind = desk.shelf.entries().find(({ id }) => id === profileId)?.kind ?? 'real';
      desk.shelf.put(input, { id: profileId, kind });
      desk.changed();
      return configurationOf(profileSchema.parse(input));
    },
    'configuration.flows': ({ rules }) => flowTable(profileSchema.shape.rules.parse(rules)),
    'configuration.rules': ({ rules }) => ruleReview(profileSchema.shape.rules.parse(rules)),
    'configuration.copyRule': ({ rules, id }) => copyOf(id, profileSchema.shape.rules.parse(rules)),
    'configuration.use': ({ profileId }) => ruleUse(settingsOf(desk.shelf.load(profileId).profile), desk.store(profileId)),
    'configuration.matches': ({ profileId }) => matchExpectation(desk.store(profileId)),
  };
}
