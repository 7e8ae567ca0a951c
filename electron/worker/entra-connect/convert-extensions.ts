import { profileSchema, type extensionTypes, type ProfileInput } from '../../../shared/profile.ts';
import { checkRules } from '../../sync/rules/check-rules.ts';
import { places, type Say } from './say.ts';

type Extensions = NonNullable<NonNullable<ProfileInput['rules']>['directoryExtensions']>;
type Chosen = { readonly attribute: string; readonly type: string; readonly objectTypes: readonly ('user' | 'group')[] };

const setting = (attribute: string): string => `Directory extension ${attribute}`;
/** Entra Connect's types that Causeway can make too. */
const types: Readonly<Record<string, (typeof extensionTypes)[number]>> = { string: 'String', integer: 'Integer', boolean: 'Boolean' };

/**
 * Entries of `Microsoft.OptionalFeature.DirectoryExtensionAttributes`: `badgeId.user.Integer.True` is attribute, class, type
 * and whether it is switched on. Microsoft documents no format; this one is that of dsccommunity/AADConnectDsc, which reads
 * and writes the setting.
 */
function chosenOf(entries: readonly string[], say: Say): readonly Chosen[] {
  const chosen = new Map<string, Chosen>();
  for (const entry of entries) {
    const parts = /^([^.]+)\.(user|group)\.([A-Za-z]+)\.(true|false)$/i.exec(entry);
    if (parts === null) {
      say('notTaken', setting(entry), entry, 'This entry is not understood.', `Enter the attribute in ${places.extensions}.`);
      continue;
    }
    const [, attribute = '', objectType = '', type = '', on = ''] = parts;
    if (on.toLowerCase() === 'false') {
      say('taken', setting(attribute), entry, 'Switched off there, and not read here either.');
      continue;
    }
    const key = `${attribute.toLowerCase()} ${type.toLowerCase()}`;
    const before = chosen.get(key);
    chosen.set(key, { attribute, type, objectTypes: [...(before?.objectTypes ?? []), objectType.toLowerCase() === 'group' ? 'group' : 'user'] });
  }
  return [...chosen.values()];
}

/** Directory extensions that can be taken over, each said. Entra Connect's own stay in its app, which nobody else can write. */
export function convertExtensions(entries: readonly string[], say: Say): Extensions {
  const taken: Extensions = [];
  for (const { attribute, type, objectTypes } of chosenOf(entries, say)) {
    const graphType = types[type.toLowerCase()];
    if (graphType === undefined) {
      say('notTaken', setting(attribute), type, `Causeway makes no directory extensions of type ${type}.`, 'Put what you need of it into another attribute with a rule.');
      continue;
    }
    const extension = { attribute, type: graphType, objectTypes: [...new Set(objectTypes)] };
    const parsed = profileSchema.shape.rules.safeParse({ directoryExtensions: [...taken, extension] });
    const problem = parsed.success ? checkRules(parsed.data).find(({ severity, path }) => severity === 'error' && path.startsWith('rules.directoryExtensions')) : parsed.error.issues[0];
    if (problem !== undefined) {
      say('notTaken', setting(attribute), type, problem.message, `Enter the attribute in ${places.extensions} yourself, or leave it out.`);
      continue;
    }
    taken.push(extension);
    say(
      'differently', setting(attribute), `${type} of ${objectTypes.join(' and ')}`,
      `Becomes extension_APPLICATION_${attribute.replaceAll('-', '_')} of Causeway's own application, made with the first sync. The one of “Tenant Schema Extension App” keeps the values that it has, and nobody updates them.`,
      `Let dynamic groups, apps and claims that read the old name read the new one. Where the attribute has several values, set "several" in ${places.extensions}.`,
    );
  }
  return taken;
}
