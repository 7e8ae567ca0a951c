import type { ExtensionType } from '../../../shared/plan.ts';
import type { Settings } from '../settings.ts';
import { extensionProperties } from './extensions.ts';

/**
 * The Graph properties that Causeway writes, with what Graph demands of them. Source: Microsoft Graph, user and group
 * resources. Which rule supplies a value is another matter: rules/.
 */
export type TargetProperty = {
  readonly type: 'user' | 'group';
  readonly name: string;
  readonly takes: 'text' | 'texts' | 'boolean';
  /** Graph demands a value: an invalid one holds the object and cannot be dropped. */
  readonly required: boolean;
  /** What an empty AD value does: clear the target value, or leave it. */
  readonly empty: 'clear' | 'keep';
  /** Longest value, in UTF-16 units; null: no limit known. */
  readonly longest: number | null;
  /** Who an object is, or what Causeway relies on: no rule of an admin may supply it. */
  readonly fixed: boolean;
  /** Data type of a directory extension; null for a property of Graph's own. */
  readonly extension: ExtensionType | null;
};

type Options = Partial<Omit<TargetProperty, 'type' | 'name' | 'longest' | 'extension'>>;
/** The part of a profile that adds properties. */
export type MoreProperties = Pick<Settings['rules'], 'directoryExtensions'>;
const noMore: MoreProperties = { directoryExtensions: [] };

function property(type: 'user' | 'group', name: string, longest: number | null, { takes = 'text', required = false, empty = required ? 'keep' : 'clear', fixed = false }: Options = {}): TargetProperty {
  return { type, name, takes, required, empty, longest, fixed, extension: null };
}

/** Not a property of Graph's user: what it holds here is the digest of the photo (decision 0005). */
export const photoProperty = 'photo';

export const extensionAttributes: readonly string[] = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

/** In the order in which attributes are shown. */
export const targetProperties: readonly TargetProperty[] = [
  property('user', 'accountEnabled', null, { takes: 'boolean', required: true }),
  property('user', 'onPremisesImmutableId', null, { required: true, fixed: true }),
  property('user', 'userPrincipalName', 113, { required: true }),
  property('user', 'mailNickname', 64, { required: true }),
  property('user', 'displayName', 256, { required: true }),
  property('user', 'givenName', 64),
  property('user', 'surname', 64),
  property('user', 'mail', 256),
  property('user', 'jobTitle', 128),
  property('user', 'department', 64),
  property('user', 'companyName', 64),
  property('user', 'employeeId', 16),
  property('user', 'employeeType', null),
  property('user', 'officeLocation', 128),
  property('user', 'streetAddress', 1024),
  property('user', 'city', 128),
  property('user', 'state', 128),
  property('user', 'postalCode', 40),
  property('user', 'country', 128),
  property('user', 'businessPhones', 64, { takes: 'texts' }),
  property('user', 'mobilePhone', 64),
  property('user', 'faxNumber', 64),
  property('user', 'preferredLanguage', null),
  property('user', 'usageLocation', null, { empty: 'keep' }),
  ...extensionAttributes.map((name) => property('user', name, 1024)),
  property('user', photoProperty, null, { empty: 'keep', fixed: true }),
  property('user', 'passwordProfile', null, { empty: 'keep', fixed: true }),
  property('group', 'displayName', 256, { required: true }),
  property('group', 'description', 1024),
  property('group', 'mailNickname', 64, { required: true }),
  property('group', 'uniqueName', null, { required: true, fixed: true }),
  property('group', 'groupTypes', null, { takes: 'texts', empty: 'keep', fixed: true }),
  property('group', 'mailEnabled', null, { takes: 'boolean', required: true, fixed: true }),
  property('group', 'securityEnabled', null, { takes: 'boolean', required: true, fixed: true }),
];

/** Graph's own properties of this type, then the directory extensions of the profile. */
export function propertiesOf(type: 'user' | 'group', more: MoreProperties = noMore): readonly TargetProperty[] {
  return [...targetProperties.filter((each) => each.type === type), ...extensionProperties(type, more)];
}

export function propertyOf(type: 'user' | 'group', name: string, more: MoreProperties = noMore): TargetProperty | null {
  return propertiesOf(type, more).find((each) => each.name === name) ?? null;
}
