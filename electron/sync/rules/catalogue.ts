import { sourceAttributes } from '../attributes.ts';
import type { Kind } from './expression/value.ts';

/**
 * The attributes that rules may read, with their kinds as Active Directory's schema has them ("Active Directory Schema",
 * learn.microsoft.com). What is not read by default (`sourceAttributes`) is requested once a rule uses it.
 */
export type CatalogueEntry = {
  readonly name: string;
  readonly kind: Kind;
  readonly many: boolean;
  /** How a value is staged: text as it is, or bytes as base64; a SID as `S-1-…`. */
  readonly staged: 'text' | 'base64' | 'sid';
  /** Not an attribute of the directory, but a fact about the object. */
  readonly fact: boolean;
};

const extensionAttributes = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`).join(' ');
const exchangeCustomAttributes = Array.from({ length: 5 }, (_, index) => `msExchExtensionCustomAttribute${index + 1}`).join(' ');
const cloudExtensionAttributes = Array.from({ length: 20 }, (_, index) => `msDS-cloudExtensionAttribute${index + 1}`).join(' ');

const singleTexts = `
  adminDescription adminDisplayName c cn co comment company department desktopProfile displayName
  displayNamePrintable distinguishedName division employeeID employeeNumber employeeType facsimileTelephoneNumber generationQualifier givenName
  homeDirectory homeDrive homePhone info initials ipPhone l legacyExchangeDN mail mailNickname middleName mobile name
  msExchArchiveAddress msExchAssistantName msExchUsageLocation msRTCSIP-DeploymentLocator msRTCSIP-Line msRTCSIP-PrimaryUserAddress
  msDS-PhoneticCompanyName msDS-PhoneticDepartment msDS-PhoneticDisplayName msDS-PhoneticFirstName msDS-PhoneticLastName msNPCallingStationID
  pager personalPager personalTitle physicalDeliveryOfficeName postalCode preferredLanguage primaryInternationalISDNNumber
  primaryTelexNumber profilePath roomNumber sAMAccountName scriptPath sn st streetAddress targetAddress telephoneAssistant telephoneNumber
  textEncodedORAddress title uid unixHomeDirectory userPrincipalName userWorkstations wWWHomePage ${extensionAttributes} ${cloudExtensionAttributes}`;

const severalTexts = `
  altSecurityIdentities carLicense departmentNumber houseIdentifier description labeledURI msExchSenderHintTranslations o objectClass organizationName otherFacsimileTelephoneNumber
  otherHomePhone otherIpPhone otherMailbox otherMobile otherPager otherTelephone ou postalAddress postOfficeBox proxyAddresses registeredAddress
  servicePrincipalName street url ${exchangeCustomAttributes}`;

const numbers = `
  accountExpires adminCount badPasswordTime badPwdCount codePage countryCode gidNumber groupType instanceType lastLogoff lastLogon lastLogonTimestamp
  lockoutTime logonCount mDBUseDefaults maxStorage msDS-SupportedEncryptionTypes msDS-User-Account-Control-Computed msExchRecipientDisplayType
  msExchRecipientTypeDetails msExchRemoteRecipientType msExchResourceCapacity msDS-HABSeniorityIndex primaryGroupID pwdLastSet sAMAccountType
  uidNumber uSNChanged uSNCreated userAccountControl`;

const booleans = 'isCriticalSystemObject isDeleted msExchHideFromAddressLists msExchRequireAuthToSendTo msOrg-IsOrganizational msNPAllowDialin msRTCSIP-UserEnabled';
const dateTexts = 'whenChanged whenCreated msExchLitigationHoldDate';
const singleBinaries = 'mS-DS-ConsistencyGuid jpegPhoto msExchArchiveGuid msExchMailboxGuid thumbnailLogo thumbnailPhoto';
const severalBinaries = 'userCertificate userSMIMECertificate userCert audio photo';
const sids = 'objectSid';
const base64Sids = 'msExchMasterAccountSid mS-DS-CreatorSID msRTCSIP-OriginatorSid';
const singleReferences = 'altRecipient assistant managedBy msDS-AuthenticatedAtDC';
const severalReferences = 'directReports memberOf publicDelegates secretary seeAlso authOrig unauthOrig dLMemRejectPerms dLMemSubmitPerms';

function entries(names: string, kind: Kind, many: boolean, staged: CatalogueEntry['staged'] = 'text', fact = false): readonly CatalogueEntry[] {
  return names.trim().split(/\s+/).map((name) => ({ name, kind, many, staged, fact }));
}

export const catalogue: readonly CatalogueEntry[] = [
  ...entries(singleTexts, 'text', false),
  ...entries(severalTexts, 'text', true),
  ...entries(dateTexts, 'text', false),
  ...entries(numbers, 'number', false),
  ...entries(booleans, 'boolean', false),
  ...entries(singleBinaries, 'binary', false, 'base64'),
  ...entries(severalBinaries, 'binary', true, 'base64'),
  ...entries(sids, 'binary', false, 'sid'),
  ...entries(base64Sids, 'binary', false, 'base64'),
  ...entries(singleReferences, 'reference', false),
  ...entries(severalReferences, 'reference', true),
  ...entries('objectGUID', 'binary', false, 'base64', true),
  ...entries('manager', 'reference', false, 'text', true),
  ...entries('dn sourceObjectType', 'text', false, 'text', true),
  ...entries('memberCount', 'number', false, 'text', true),
].sort((left, right) => (left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1));

const byName: ReadonlyMap<string, CatalogueEntry> = new Map(catalogue.map((entry) => [entry.name, entry]));
export const catalogueNames: readonly string[] = catalogue.map(({ name }) => name);

/** By its exact spelling. */
export function catalogueEntry(name: string): CatalogueEntry | null {
  return byName.get(name) ?? null;
}

const readAlways: ReadonlySet<string> = new Set(sourceAttributes);

/** Of these names, the attributes that an import does not read unless it is told to. */
export function attributesBeyondDefault(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].filter((name) => !readAlways.has(name) && byName.get(name)?.fact === false).sort();
}
