/**
 * The part of the AD schema that the sample directory knows: how an attribute is spelled, compared, limited and linked,
 * and the chain of each object class. Facts: Microsoft's "Active Directory Schema" reference (MS-ADA1 … MS-ADA3, MS-ADSC)
 * and the Exchange schema extension.
 */
export type Syntax = 'text' | 'integer' | 'boolean' | 'binary' | 'sid' | 'guid' | 'dn' | 'time' | 'class';

export type AttributeSchema = {
  readonly name: string;
  readonly syntax: Syntax;
  readonly single: boolean;
  /** Characters or bytes at most (rangeUpper); null: no limit. */
  readonly limit: number | null;
  /** Server-maintained: a client cannot write it. */
  readonly system: boolean;
  /** For forward links the back link, and the other way round. */
  readonly backLink: string | null;
  readonly forwardLink: string | null;
};

/** `name[:limit]`, by syntax and number of values. */
const textSingle = `sAMAccountName:256 userPrincipalName:1024 mail:256 mailNickname:64 displayName:256 givenName:64 sn:64 initials:6 middleName:64
  title:128 department:64 company:64 employeeID:16 employeeNumber:512 employeeType:256 physicalDeliveryOfficeName:128 streetAddress:1024 l:128 st:128
  postalCode:40 c:3 co:128 telephoneNumber:64 homePhone:64 ipPhone:64 mobile:64 pager:64 facsimileTelephoneNumber:64 preferredLanguage info:1024
  msExchUsageLocation adminDescription:1024 adminDisplayName:256 legacyExchangeDN targetAddress:1123 homeMDB scriptPath homeDirectory homeDrive
  profilePath dNSHostName:2048 operatingSystem operatingSystemVersion operatingSystemServicePack location wWWHomePage:2048 displayNamePrintable:256
  name:255 cn:64 ou:64 dc msDS-LastKnownRDN nETBIOSName dnsRoot division:256 msDS-PhoneticDisplayName personalTitle:64 comment
  msDS-CloudExtensionAttribute1 msDS-CloudExtensionAttribute2 textEncodedORAddress gPLink contosoBadgeNumber:64 contosoHiredOn contosoShifts
  ${Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}:1024`).join(' ')}`;
const textMultiple = `description:1024 proxyAddresses:1123 otherTelephone:64 otherMobile:64 url postOfficeBox:40 servicePrincipalName uPNSuffixes
  roomNumber carLicense departmentNumber uid msExchPoliciesIncluded showInAddressBook otherMailbox keywords dSCorePropagationData wellKnownObjects`;
const integerSingle = `userAccountControl accountExpires groupType primaryGroupID pwdLastSet lastLogonTimestamp lockoutTime badPwdCount logonCount
  msExchRecipientTypeDetails msExchRecipientDisplayType msExchRemoteRecipientType msExchVersion adminCount countryCode codePage systemFlags
  msDS-Behavior-Version objectVersion msDS-SupportedEncryptionTypes msDS-ManagedPasswordInterval ms-DS-MachineAccountQuota maxPwdAge minPwdLength
  lockoutThreshold nTMixedDomain options`;
const booleanSingle = 'isCriticalSystemObject msExchHideFromAddressLists showInAdvancedViewOnly isRecycled msExchRequireAuthToSendTo';
const binarySingle = 'mS-DS-ConsistencyGuid:16 thumbnailPhoto:102400 jpegPhoto msExchMasterAccountSid:28 msExchMailboxGuid:16 invocationId:16 msDS-GroupMSAMembership logonHours:21';
const binaryMultiple = 'userCertificate:32768 userSMIMECertificate:32768 sIDHistory';
const dnSingle = 'objectCategory lastKnownParent homeMTA nCName';
const dnMultiple = 'msDS-HasMasterNCs';
const systemInteger = 'instanceType uSNCreated uSNChanged sAMAccountType';
const systemTime = 'whenCreated whenChanged';
const links = [
  ['member', 'memberOf', false],
  ['manager', 'directReports', true],
  ['managedBy', 'managedObjects', true],
  ['publicDelegates', 'publicDelegatesBL', false],
  ['altRecipient', 'altRecipientBL', true],
  ['msDS-EnabledFeature', 'msDS-EnabledFeatureBL', false],
] as const;

function define(names: string, syntax: Syntax, single: boolean, system = false): readonly AttributeSchema[] {
  return names.split(/\s+/).map((entry) => {
    const [name = '', limit] = entry.split(':');
    return { name, syntax, single, limit: limit === undefined ? null : Number(limit), system, backLink: null, forwardLink: null };
  });
}

const definitions: readonly AttributeSchema[] = [
  ...define(textSingle, 'text', true),
  ...define(textMultiple, 'text', false),
  ...define(integerSingle, 'integer', true),
  ...define(booleanSingle, 'boolean', true),
  ...define('isDeleted', 'boolean', true, true),
  ...define(binarySingle, 'binary', true),
  ...define(binaryMultiple, 'binary', false),
  ...define(dnSingle, 'dn', true),
  ...define(dnMultiple, 'dn', false),
  ...define('distinguishedName', 'dn', true, true),
  ...define('objectClass', 'class', false),
  ...define('objectGUID', 'guid', true, true),
  ...define('parentGUID', 'guid', true, true),
  ...define('objectSid', 'sid', true, true),
  ...define(systemInteger, 'integer', true, true),
  ...define('primaryGroupToken', 'integer', true, true),
  ...define(systemTime, 'time', true, true),
  ...define('createTimeStamp modifyTimeStamp', 'time', true, true),
  ...define('canonicalName structuralObjectClass', 'text', true, true),
  ...links.flatMap(([forward, back, single]): readonly AttributeSchema[] => [
    { name: forward, syntax: 'dn', single, limit: null, system: false, backLink: back, forwardLink: null },
    { name: back, syntax: 'dn', single: false, limit: null, system: true, backLink: null, forwardLink: forward },
  ]),
];

const byLowerName: ReadonlyMap<string, AttributeSchema> = new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));

/** The attribute of that name, in any case of letters. */
export function attributeSchema(name: string): AttributeSchema | undefined {
  return byLowerName.get(name.toLowerCase());
}

/** Computed on request; neither `*` nor an empty selection brings them. */
export const constructedAttributes: ReadonlySet<string> = new Set([
  'parentguid', 'canonicalname', 'structuralobjectclass', 'createtimestamp', 'modifytimestamp', 'primarygrouptoken',
]);

/** Class → its chain from `top`, the naming attribute and the class's default objectCategory. */
type ClassSchema = { readonly chain: readonly string[]; readonly naming: string; readonly category: string };
const person = ['top', 'person', 'organizationalPerson'];
export const classes: Readonly<Record<string, ClassSchema>> = {
  user: { chain: [...person, 'user'], naming: 'CN', category: 'Person' },
  inetorgperson: { chain: [...person, 'user', 'inetOrgPerson'], naming: 'CN', category: 'Person' },
  contact: { chain: [...person, 'contact'], naming: 'CN', category: 'Person' },
  computer: { chain: [...person, 'user', 'computer'], naming: 'CN', category: 'Computer' },
  'msds-groupmanagedserviceaccount': { chain: [...person, 'user', 'computer', 'msDS-GroupManagedServiceAccount'], naming: 'CN', category: 'ms-DS-Group-Managed-Service-Account' },
  'msds-managedserviceaccount': { chain: [...person, 'user', 'computer', 'msDS-ManagedServiceAccount'], naming: 'CN', category: 'ms-DS-Managed-Service-Account' },
  group: { chain: ['top', 'group'], naming: 'CN', category: 'Group' },
  'msexchdynamicdistributionlist': { chain: ['top', 'msExchDynamicDistributionList'], naming: 'CN', category: 'ms-Exch-Dynamic-Distribution-List' },
  organizationalunit: { chain: ['top', 'organizationalUnit'], naming: 'OU', category: 'Organizational-Unit' },
  container: { chain: ['top', 'container'], naming: 'CN', category: 'Container' },
  builtindomain: { chain: ['top', 'builtinDomain'], naming: 'CN', category: 'Builtin-Domain' },
  lostandfound: { chain: ['top', 'lostAndFound'], naming: 'CN', category: 'Lost-And-Found' },
  foreignsecurityprincipal: { chain: ['top', 'foreignSecurityPrincipal'], naming: 'CN', category: 'Foreign-Security-Principal' },
  domaindns: { chain: ['top', 'domain', 'domainDNS'], naming: 'DC', category: 'Domain-DNS' },
  configuration: { chain: ['top', 'configuration'], naming: 'CN', category: 'Configuration' },
  dmd: { chain: ['top', 'dMD'], naming: 'CN', category: 'DMD' },
  sitescontainer: { chain: ['top', 'sitesContainer'], naming: 'CN', category: 'Sites-Container' },
  site: { chain: ['top', 'site'], naming: 'CN', category: 'Site' },
  serverscontainer: { chain: ['top', 'serversContainer'], naming: 'CN', category: 'Servers-Container' },
  server: { chain: ['top', 'server'], naming: 'CN', category: 'Server' },
  ntdsdsa: { chain: ['top', 'applicationSettings', 'nTDSDSA'], naming: 'CN', category: 'NTDS-DSA' },
  crossrefcontainer: { chain: ['top', 'crossRefContainer'], naming: 'CN', category: 'Cross-Ref-Container' },
  crossref: { chain: ['top', 'crossRef'], naming: 'CN', category: 'Cross-Ref' },
  'msds-optionalfeature': { chain: ['top', 'msDS-OptionalFeature'], naming: 'CN', category: 'ms-DS-Optional-Feature' },
};

/** Short names in `(objectCategory=…)` filters stand for the class's category (MS-ADTS 3.1.1.3.1.3.5). */
export function categoryOf(className: string): string | undefined {
  return className.toLowerCase() === 'person' ? 'Person' : classes[className.toLowerCase()]?.category;
}

/** Classes whose objects own a SID and an account name. */
export const principalClasses: ReadonlySet<string> = new Set([
  'user', 'inetorgperson', 'computer', 'group', 'msds-groupmanagedserviceaccount', 'msds-managedserviceaccount',
]);

/** What is left of an object as a tombstone without the recycle bin, or after it was recycled (MS-ADTS 3.1.1.5.5.1.1). */
export const keptInTombstone: ReadonlySet<string> = new Set([
  'objectclass', 'objectsid', 'samaccountname', 'useraccountcontrol', 'grouptype', 'sidhistory', 'dnshostname', 'systemflags',
  'lastknownparent', 'msds-lastknownrdn', 'isrecycled', 'instancetype',
]);
