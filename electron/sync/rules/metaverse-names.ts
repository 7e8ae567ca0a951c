/** Entra Connect's names of metaverse and Entra attributes, and the Microsoft Graph property that each becomes (facts: concept-attributes, SRX). */
const graphNames: Readonly<Record<string, string>> = {
  accountEnabled: 'accountEnabled', city: 'city', l: 'city', company: 'companyName', co: 'country', country: 'country', department: 'department', description: 'description',
  displayName: 'displayName', employeeID: 'employeeId', employeeId: 'employeeId', employeeType: 'employeeType', facsimileTelephoneNumber: 'faxNumber', facsimilePhoneNumber: 'faxNumber', givenName: 'givenName',
  mail: 'mail', mailNickname: 'mailNickname', alias: 'mailNickname', mobile: 'mobilePhone', physicalDeliveryOfficeName: 'officeLocation', postalCode: 'postalCode', preferredLanguage: 'preferredLanguage',
  sn: 'surname', surname: 'surname', st: 'state', state: 'state', streetAddress: 'streetAddress', telephoneNumber: 'businessPhones', title: 'jobTitle', usageLocation: 'usageLocation', userPrincipalName: 'userPrincipalName',
  cloudFiltered: 'cloudFiltered', cn: 'displayName',
  ...Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, `extensionAttribute${index + 1}`])),
};

/** The Graph property of a metaverse or Entra attribute; null when Causeway writes none for it. */
export function graphNameOf(attribute: string): string | null {
  return Object.hasOwn(graphNames, attribute) ? (graphNames[attribute] ?? null) : null;
}
