/**
 * What each property is and what Graph lets a client do with it, as facts from the v1.0 CSDL
 * (github.com/microsoftgraph/msgraph-metadata, MIT), the property texts of @microsoft/microsoft-graph-types (MIT) and the
 * filter matrix of learn.microsoft.com/graph/aad-advanced-queries.
 *
 * A row: type, maximum length (`-` none known), POST (`required`, `yes`, `no`), PATCH (`yes`, `no`), returned by
 * (`default`, `select`, `other` = kept outside the directory), and the filter operators in the order
 * eq ne not ge le in startsWith null: D by default, A with advanced query parameters, `-` not at all.
 * `texts!` is a collection that refuses null.
 */
import type { Kind } from './directory.ts';
import type { RegisteredExtension, VisibleExtensions } from './extensions.ts';
import { dataTypes, targetKinds } from './extensions.ts';

export type PropertyType = 'text' | 'texts' | 'boolean' | 'date' | 'number' | 'object' | 'objects';

export type Property = {
  readonly name: string;
  readonly type: PropertyType;
  readonly nullable: boolean;
  readonly maxLength: number | null;
  readonly onCreate: 'required' | 'yes' | 'no';
  readonly onUpdate: boolean;
  readonly returned: 'default' | 'select' | 'other';
  readonly filter: Readonly<Record<FilterOperator, 'D' | 'A' | '-'>>;
};

export const filterOperators = ['eq', 'ne', 'not', 'ge', 'le', 'in', 'startswith', 'null'] as const;
export type FilterOperator = (typeof filterOperators)[number];

const none = '--------';

const user: Readonly<Record<string, string>> = {
  accountEnabled: 'boolean - required yes select DAAAAD--',
  ageGroup: 'text - yes yes select DAA--D--',
  assignedLicenses: 'objects! - no no select D-A-----',
  assignedPlans: `objects! - no no select ${none}`,
  authorizationInfo: `object - no yes select ${none}`,
  businessPhones: 'texts! 64 yes yes default D-A-----',
  city: 'text 128 yes yes select DAAD-DDA',
  companyName: 'text 64 yes yes select AAAAAAAA',
  consentProvidedForMinor: 'text - yes yes select DAA--D--',
  country: 'text 128 yes yes select DAADDDDA',
  createdDateTime: 'date - no no select DAADDA--',
  creationType: 'text - no no select DAA--D--',
  deletedDateTime: 'date - no no select DAADDA--',
  department: 'text 64 yes yes select DAADDDDA',
  displayName: 'text 256 required yes default DAA--DDA',
  employeeHireDate: 'date - yes yes select AA-AAA--',
  employeeId: 'text 16 yes yes select DA--A-DA',
  employeeLeaveDateTime: 'date - no no select AA-AAA--',
  employeeOrgData: `object - yes yes select ${none}`,
  employeeType: 'text - yes yes select AA-AAAAA',
  externalUserState: 'text - no no select DAA--D--',
  externalUserStateChangeDateTime: `date - no no select ${none}`,
  faxNumber: `text 64 yes yes select DA-DDDDA`,
  givenName: 'text 64 yes yes default DA-DDDDA',
  id: 'text - no no default DAA--D--',
  identities: 'objects - yes no select D-------',
  imAddresses: 'texts - no no select DAADD-D-',
  isManagementRestricted: `boolean - no no select ${none}`,
  isResourceAccount: `boolean - no no select ${none}`,
  jobTitle: 'text 128 yes yes default DA-DDD-A',
  lastPasswordChangeDateTime: `date - no no select ${none}`,
  legalAgeGroupClassification: `text - no no select ${none}`,
  licenseAssignmentStates: `objects - no no select ${none}`,
  mail: 'text 256 yes yes default DA-DDDD-',
  mailNickname: 'text 64 required yes select DA-DDDDA',
  mobilePhone: 'text 64 yes yes default AA-AAAAA',
  officeLocation: 'text 128 yes yes default AA-AAAAA',
  onPremisesDistinguishedName: `text - no no select ${none}`,
  onPremisesDomainName: `text - no no select ${none}`,
  onPremisesExtensionAttributes: 'object 1024 yes yes select AA-AAA--',
  onPremisesImmutableId: 'text 256 yes yes select AA-AAA--',
  onPremisesLastSyncDateTime: 'date - no no select AA-AAA--',
  onPremisesProvisioningErrors: `objects - no no select ${none}`,
  onPremisesSamAccountName: 'text - no no select AA-AAAA-',
  onPremisesSecurityIdentifier: 'text - no no select DA---D-A',
  onPremisesSyncEnabled: 'boolean - no no select DA-AAD-A',
  onPremisesUserPrincipalName: 'text - no no select DA-DDDD-',
  otherMails: 'texts! 250 yes yes select DA-DDDD-',
  passwordPolicies: 'text - yes yes select AA-----A',
  passwordProfile: `object - yes yes select ${none}`,
  postalCode: 'text 40 yes yes select AA-AAAAA',
  preferredDataLocation: `text 3 yes yes select ${none}`,
  preferredLanguage: 'text - yes yes default AA-AAAAA',
  provisionedPlans: `objects! - no no select ${none}`,
  proxyAddresses: 'texts! - no no select DA-DD-DA',
  securityIdentifier: `text - no no select ${none}`,
  serviceProvisioningErrors: `objects - no no select ${none}`,
  showInAddressList: 'boolean - yes yes select AA-AAA--',
  signInActivity: `object - no no select ${none}`,
  signInSessionsValidFromDateTime: `date - no no select ${none}`,
  state: 'text 128 yes yes select DA-DDDDA',
  streetAddress: 'text 1024 yes yes select AA-AAAAA',
  surname: 'text 64 yes yes default DA-DDDDA',
  usageLocation: 'text 2 yes yes select DA-DDDD-',
  userPrincipalName: 'text 113 required yes default DA--DDD-',
  userType: 'text - yes yes select DAA--D-A',
  aboutMe: `text - no no other ${none}`,
  birthday: `date - no no other ${none}`,
  hireDate: `date - no no other ${none}`,
  interests: `texts - no no other ${none}`,
  mySite: `text - no no other ${none}`,
  pastProjects: `texts - no no other ${none}`,
  preferredName: `text - no no other ${none}`,
  responsibilities: `texts - no no other ${none}`,
  schools: `texts - no no other ${none}`,
  skills: `texts - no no other ${none}`,
};

const group: Readonly<Record<string, string>> = {
  assignedLabels: `objects - no no select ${none}`,
  assignedLicenses: 'objects - no no select D-------',
  allowExternalSenders: `boolean - no no select ${none}`,
  autoSubscribeNewMembers: `boolean - no no select ${none}`,
  hideFromAddressLists: `boolean - no no select ${none}`,
  hideFromOutlookClients: `boolean - no no select ${none}`,
  isSubscribedByMail: `boolean - no no select ${none}`,
  classification: 'text - yes yes default DAADD-D-',
  createdDateTime: `date - no no default ${none}`,
  deletedDateTime: 'date - no no default DAADDA--',
  description: 'text 1024 yes yes default DAADD-D-',
  displayName: 'text 256 required yes default DAADDDDA',
  expirationDateTime: 'date - no no default DAADDD--',
  groupTypes: 'texts! - yes yes default D-A-----',
  id: 'text - no no default DAA--D--',
  infoCatalogs: `texts! - no no select ${none}`,
  isAssignableToRole: 'boolean - yes no default DAA-----',
  isManagementRestricted: `boolean - no no select ${none}`,
  licenseProcessingState: `object - no no select ${none}`,
  mail: 'text - no no default DAADDDDA',
  mailEnabled: 'boolean - required no default DAA-----',
  mailNickname: 'text 64 required yes default DAADDDDA',
  membershipRule: 'text 3072 yes yes default DAADD-D-',
  membershipRuleProcessingState: 'text - yes yes default DAA--D--',
  onPremisesDomainName: `text - no no default ${none}`,
  onPremisesExtensionAttributes: `object 1024 no no select ${none}`,
  onPremisesLastSyncDateTime: 'date - no no default DAADDD--',
  onPremisesNetBiosName: `text - no no default ${none}`,
  onPremisesProvisioningErrors: `objects - no no default ${none}`,
  onPremisesSamAccountName: 'text - no no default DAADDDD-',
  onPremisesSecurityIdentifier: 'text - no no default D------A',
  onPremisesSyncEnabled: 'boolean - no no default DAA--D-A',
  organizationId: `text - no no select ${none}`,
  preferredDataLocation: `text 3 yes yes default ${none}`,
  preferredLanguage: 'text - yes yes default DAADDDDA',
  proxyAddresses: 'texts! - no no default D-ADD-D-',
  renewedDateTime: 'date - no no default DAADDD--',
  resourceBehaviorOptions: `texts! - yes no default ${none}`,
  resourceProvisioningOptions: `texts! - yes no default ${none}`,
  securityEnabled: 'boolean - required yes default DAA--D--',
  securityIdentifier: `text - no no default ${none}`,
  serviceProvisioningErrors: `objects - no no default ${none}`,
  theme: `text - yes yes default ${none}`,
  uniqueName: `text 256 yes no select ${none}`,
  unseenCount: `number - no no select ${none}`,
  visibility: `text - yes yes default ${none}`,
};

const contact: Readonly<Record<string, string>> = {
  addresses: `objects - no no default ${none}`,
  companyName: 'text 64 no no default DAADDDDA',
  deletedDateTime: `date - no no select ${none}`,
  department: 'text 64 no no default DAADDDDA',
  displayName: 'text 256 no no default DAADDDDA',
  givenName: 'text 64 no no default DAADDDDA',
  id: 'text - no no default DAA--D--',
  jobTitle: 'text 128 no no default DAADDDDA',
  mail: 'text - no no default DAADDDDA',
  mailNickname: 'text 64 no no default DAADDDDA',
  onPremisesLastSyncDateTime: 'date - no no default DAADDD--',
  onPremisesProvisioningErrors: `objects - no no default ${none}`,
  onPremisesSyncEnabled: 'boolean - no no default DAA--D-A',
  phones: `objects - no no default ${none}`,
  proxyAddresses: 'texts! - no no default D-ADD-D-',
  serviceProvisioningErrors: `objects - no no default ${none}`,
  surname: 'text 64 no no default DAADDDDA',
};

function parseRow(name: string, row: string): Property {
  const [type = '', length = '-', create = 'no', update = 'no', returned = 'select', filter = none] = row.split(' ');
  const supports = Object.fromEntries(filterOperators.map((operator, index) => [operator, filter[index] ?? '-']));
  return {
    name,
    type: type.replace('!', '') as PropertyType,
    nullable: !type.endsWith('!'),
    maxLength: length === '-' ? null : Number(length),
    onCreate: create as Property['onCreate'],
    onUpdate: update === 'yes',
    returned: returned as Property['returned'],
    filter: supports as Property['filter'],
  };
}

function tableOf(rows: Readonly<Record<string, string>>): ReadonlyMap<string, Property> {
  return new Map(Object.entries(rows).map(([name, row]) => [name.toLowerCase(), parseRow(name, row)]));
}

const tables: Readonly<Record<Kind, ReadonlyMap<string, Property>>> = { user: tableOf(user), group: tableOf(group), contact: tableOf(contact) };

/** A directory extension, `extension_{application id without dashes}_{name}`, with the type it was made with. */
function extensionProperty({ name, dataType, several }: RegisteredExtension): Property {
  const { type, longest } = dataTypes[dataType] ?? { type: 'text', longest: '256' };
  return parseRow(name, `${several ? 'texts' : type} ${longest} yes yes select DA---DD-`);
}

/** The declared property of that name, whatever its case; the registered directory extension; or undefined. */
export function propertyOf(kind: Kind, name: string, extensions: VisibleExtensions): Property | undefined {
  const declared = tables[kind].get(name.toLowerCase());
  if (declared !== undefined) return declared;
  const extension = kind === 'contact' ? undefined : extensions.get(name);
  return extension?.targetObjects.some((target) => targetKinds[target] === kind) === true ? extensionProperty(extension) : undefined;
}

/** The properties of one kind, in alphabetical order. */
export function propertiesOf(kind: Kind): readonly Property[] {
  return [...tables[kind].values()];
}

const defaults: Readonly<Record<Kind, readonly string[]>> = { user: defaultsOf('user'), group: defaultsOf('group'), contact: defaultsOf('contact') };

function defaultsOf(kind: Kind): readonly string[] {
  return ['id', ...propertiesOf(kind).filter((property) => property.returned === 'default' && property.name !== 'id').map((property) => property.name)];
}

/** Names returned when a request does not say `$select`: 11 for users. */
export function defaultProperties(kind: Kind): readonly string[] {
  return defaults[kind];
}

/** The resource name in Graph's error texts. */
export const resourceNames: Readonly<Record<Kind, string>> = { user: 'User', group: 'Group', contact: 'OrgContact' };
/** `@odata.type` of each kind. */
export const odataTypes: Readonly<Record<Kind, string>> = { user: '#microsoft.graph.user', group: '#microsoft.graph.group', contact: '#microsoft.graph.orgContact' };
/** The entity set of each kind. */
export const collections: Readonly<Record<Kind, string>> = { user: 'users', group: 'groups', contact: 'contacts' };
export const extensionAttributes: readonly string[] = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);
/** The only properties `endsWith` works on, always as an advanced query. */
export const endsWithProperties: ReadonlySet<string> = new Set(['mail', 'otherMails', 'userPrincipalName', 'proxyAddresses']);
/** What an administrator may still set in the cloud on a user that another tool synchronizes. */
export const cloudWritableOnSynced: ReadonlySet<string> = new Set([
  'usageLocation', 'otherMails', 'preferredDataLocation', 'ageGroup', 'consentProvidedForMinor', 'userType', 'passwordPolicies',
]);
/** Changing these on a role holder needs a sufficient role (learn.microsoft.com/graph/api/resources/users, "Sensitive actions"). */
export const sensitiveProperties: ReadonlySet<string> = new Set(['accountEnabled', 'userPrincipalName', 'mobilePhone', 'businessPhones', 'otherMails', 'passwordProfile']);
