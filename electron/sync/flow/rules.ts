import type { AttributeValue } from '../../../shared/plan.ts';

/**
 * The default attribute-flow rules, as data (design, section 4; Entra Connect's default attribute list where Graph can
 * write the property). One rule supplies one Graph property.
 */
export type Flow =
  /** The first of these AD attributes that has a value. */
  | { readonly kind: 'direct'; readonly from: readonly string[] }
  | { readonly kind: 'constant'; readonly value: AttributeValue }
  /** A named computation of compute.ts. */
  | { readonly kind: 'computed'; readonly by: Computation };

export type Computation = 'accountEnabled' | 'anchor' | 'mail' | 'mailNickname' | 'telephone' | 'uniqueName' | 'usageLocation' | 'userPrincipalName' | 'initialPassword';

export type FlowRule = {
  readonly name: string;
  readonly type: 'user' | 'group';
  readonly target: string;
  readonly flow: Flow;
  /** Graph demands a value: an invalid one holds the object and cannot be dropped. */
  readonly required: boolean;
  /** `create`: set when the object is made, never changed afterwards. */
  readonly when: 'always' | 'create';
  /** What an empty AD value does: clear the target value, or leave it. */
  readonly empty: 'clear' | 'keep';
  /** Longest value, in UTF-16 units; null: no limit known. Source: Microsoft Graph, user and group resources. */
  readonly longest: number | null;
};

function direct(type: 'user' | 'group', target: string, from: readonly string[], longest: number | null, required = false): FlowRule {
  return { name: `${target} from ${from.join(', else ')}`, type, target, flow: { kind: 'direct', from }, required, when: 'always', empty: required ? 'keep' : 'clear', longest };
}

function computed(type: 'user' | 'group', target: string, by: Computation, rest: Partial<FlowRule> = {}): FlowRule {
  return { name: `${target} computed`, type, target, flow: { kind: 'computed', by }, required: false, when: 'always', empty: 'keep', longest: null, ...rest };
}

function constant(type: 'user' | 'group', target: string, value: AttributeValue): FlowRule {
  return { name: `${target} constant`, type, target, flow: { kind: 'constant', value }, required: true, when: 'create', empty: 'keep', longest: null };
}

const extensionAttributes = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

export const defaultRules: readonly FlowRule[] = [
  computed('user', 'accountEnabled', 'accountEnabled', { name: 'accountEnabled from userAccountControl', required: true }),
  computed('user', 'onPremisesImmutableId', 'anchor', { name: 'source anchor', required: true }),
  computed('user', 'userPrincipalName', 'userPrincipalName', { name: 'userPrincipalName', required: true, longest: 113 }),
  computed('user', 'mailNickname', 'mailNickname', { name: 'mailNickname', required: true, longest: 64 }),
  direct('user', 'displayName', ['displayName', 'cn'], 256, true),
  direct('user', 'givenName', ['givenName'], 64),
  direct('user', 'surname', ['sn'], 64),
  computed('user', 'mail', 'mail', { name: 'mail from mail, else primary address', empty: 'clear', longest: 256 }),
  direct('user', 'jobTitle', ['title'], 128),
  direct('user', 'department', ['department'], 64),
  direct('user', 'companyName', ['company'], 64),
  direct('user', 'employeeId', ['employeeID'], 16),
  direct('user', 'employeeType', ['employeeType'], null),
  direct('user', 'officeLocation', ['physicalDeliveryOfficeName'], 128),
  direct('user', 'streetAddress', ['streetAddress'], 1024),
  direct('user', 'city', ['l'], 128),
  direct('user', 'state', ['st'], 128),
  direct('user', 'postalCode', ['postalCode'], 40),
  direct('user', 'country', ['co'], 128),
  computed('user', 'businessPhones', 'telephone', { name: 'businessPhones from telephoneNumber', empty: 'clear', longest: 64 }),
  direct('user', 'mobilePhone', ['mobile'], 64),
  direct('user', 'faxNumber', ['facsimileTelephoneNumber'], 64),
  direct('user', 'preferredLanguage', ['preferredLanguage'], null),
  computed('user', 'usageLocation', 'usageLocation', { name: 'usageLocation from msExchUsageLocation, else c, else the default' }),
  ...extensionAttributes.map((name) => direct('user', name, [name], 1024)),
  computed('user', 'passwordProfile', 'initialPassword', { name: 'initialPassword', when: 'create' }),
  direct('group', 'displayName', ['displayName', 'cn'], 256, true),
  direct('group', 'description', ['description'], 1024),
  computed('group', 'mailNickname', 'mailNickname', { name: 'mailNickname', required: true, longest: 64 }),
  computed('group', 'uniqueName', 'uniqueName', { name: 'uniqueName from the source anchor', required: true, when: 'create' }),
  constant('group', 'mailEnabled', false),
  constant('group', 'securityEnabled', true),
];

/** The rules of one object type, in the order in which attributes are shown. */
export function rulesFor(type: 'user' | 'group'): readonly FlowRule[] {
  return defaultRules.filter((rule) => rule.type === type);
}
