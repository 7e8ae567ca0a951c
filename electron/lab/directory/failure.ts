/** LDAP result codes (RFC 4511, 4.1.9) that AD uses here. */
export const resultCode = {
  success: 0,
  operationsError: 1,
  protocolError: 2,
  sizeLimitExceeded: 4,
  compareFalse: 5,
  compareTrue: 6,
  authMethodNotSupported: 7,
  strongerAuthRequired: 8,
  referral: 10,
  unavailableCriticalExtension: 12,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  constraintViolation: 19,
  attributeOrValueExists: 20,
  invalidAttributeSyntax: 21,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unwillingToPerform: 53,
  objectClassViolation: 65,
  notAllowedOnNonLeaf: 66,
  entryAlreadyExists: 68,
} as const;

/** An operation that AD refuses, with the code and the diagnostic text that AD sends. */
export class DirectoryFailure extends Error {
  readonly code: number;
  readonly matchedDn: string;
  readonly referrals: readonly string[];

  constructor(code: number, message: string, details: { readonly matchedDn?: string; readonly referrals?: readonly string[] } = {}) {
    super(message);
    this.name = 'DirectoryFailure';
    this.code = code;
    this.matchedDn = details.matchedDn ?? '';
    this.referrals = details.referrals ?? [];
  }
}

/** Texts as Windows Server 2019 prints them; the leading number is the Win32 error, which clients parse. */
export const refusals = {
  notBound: () =>
    new DirectoryFailure(resultCode.operationsError, '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563'),
  credentials: (data: string) =>
    new DirectoryFailure(resultCode.invalidCredentials, `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${data}, v4563`),
  needsTls: () =>
    new DirectoryFailure(resultCode.strongerAuthRequired, '00002028: LdapErr: DSID-0C09023C, comment: The server requires binds to turn on integrity checking if SSL\\TLS are not already active on the connection, data 0, v4563'),
  noSuchObject: (bestMatch: string) =>
    new DirectoryFailure(resultCode.noSuchObject, `0000208D: NameErr: DSID-0310028B, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'${bestMatch}'\n`, { matchedDn: bestMatch }),
  badName: (dn: string) =>
    new DirectoryFailure(resultCode.invalidDnSyntax, `0000208F: NameErr: DSID-03100233, problem 2006 (BAD_NAME), data 8350, best match of:\n\t'${dn}'\n`),
  otherDomain: (host: string, dn: string) =>
    new DirectoryFailure(resultCode.referral, `0000202B: RefErr: DSID-0310084A, data 0, 1 access points\n\tref 1: '${host}'\n`, { referrals: [`ldap://${host}/${dn}`] }),
  noRights: () =>
    new DirectoryFailure(resultCode.insufficientAccessRights, '00002098: SecErr: DSID-031514A0, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0\n'),
  noReplicationRight: () =>
    new DirectoryFailure(resultCode.insufficientAccessRights, '00002105: LdapErr: DSID-0C0907DB, comment: Error processing control, data 0, v4563'),
  criticalControl: () =>
    new DirectoryFailure(resultCode.unavailableCriticalExtension, '00000057: LdapErr: DSID-0C0907D5, comment: Error processing control, data 0, v4563'),
  badControl: () =>
    new DirectoryFailure(resultCode.unwillingToPerform, '00000057: LdapErr: DSID-0C090A01, comment: Error processing control, data 0, v4563'),
  notNamingContext: () =>
    new DirectoryFailure(resultCode.unwillingToPerform, '00002096: SvcErr: DSID-0314060E, problem 5003 (WILL_NOT_PERFORM), data 0\n'),
  busy: () => new DirectoryFailure(resultCode.busy, '000020E1: SvcErr: DSID-03100B48, problem 5001 (BUSY), data 0\n'),
  exists: () => new DirectoryFailure(resultCode.entryAlreadyExists, '00002071: UpdErr: DSID-031B0EED, problem 6005 (ENTRY_EXISTS), data 0\n'),
  accountNameTaken: () => new DirectoryFailure(resultCode.entryAlreadyExists, '00000524: UpdErr: DSID-031A11E2, problem 6005 (ENTRY_EXISTS), data 0\n'),
  principalNameTaken: () =>
    new DirectoryFailure(
      resultCode.constraintViolation,
      '000021C8: AtrErr: DSID-03200E95, #1:\n\t0: 000021C8: DSID-03200E95, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 90290 (userPrincipalName)\n',
    ),
  alreadyMember: () => new DirectoryFailure(resultCode.entryAlreadyExists, '00000562: UpdErr: DSID-031A1254, problem 6005 (ENTRY_EXISTS), data 0\n'),
  notMember: () => new DirectoryFailure(resultCode.unwillingToPerform, '00000561: SvcErr: DSID-031A1236, problem 5003 (WILL_NOT_PERFORM), data 0\n'),
  valueExists: (name: string) =>
    new DirectoryFailure(resultCode.attributeOrValueExists, `00002083: AtrErr: DSID-03151830, #1:\n\t0: 00002083: DSID-03151830, problem 1006 (ATT_OR_VALUE_EXISTS), data 0, Att 0 (${name})\n`),
  noSuchAttribute: (name: string) =>
    new DirectoryFailure(resultCode.noSuchAttribute, `00002085: AtrErr: DSID-03151904, #1:\n\t0: 00002085: DSID-03151904, problem 1001 (NO_ATTRIBUTE_OR_VAL), data 0, Att 0 (${name})\n`),
  unknownAttribute: (name: string) =>
    new DirectoryFailure(resultCode.undefinedAttributeType, `00000057: LdapErr: DSID-0C091027, comment: Error in attribute conversion operation (${name}), data 0, v4563`),
  constraint: (name: string) =>
    new DirectoryFailure(resultCode.constraintViolation, `00002082: AtrErr: DSID-03151817, #1:\n\t0: 00002082: DSID-03151817, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 0 (${name})\n`),
  syntax: (name: string) =>
    new DirectoryFailure(resultCode.invalidAttributeSyntax, `00000057: LdapErr: DSID-0C090F1D, comment: Error in attribute conversion operation (${name}), data 0, v4563`),
  classViolation: () =>
    new DirectoryFailure(resultCode.objectClassViolation, '0000207D: UpdErr: DSID-0315166D, problem 6002 (OBJ_CLASS_VIOLATION), data 0\n'),
  hasChildren: () => new DirectoryFailure(resultCode.notAllowedOnNonLeaf, '00002015: UpdErr: DSID-031A1243, problem 6003 (CANT_ON_NON_LEAF), data 0\n'),
  systemObject: () => new DirectoryFailure(resultCode.unwillingToPerform, '000020DA: SvcErr: DSID-031A124C, problem 5003 (WILL_NOT_PERFORM), data 0\n'),
  systemOnly: () => new DirectoryFailure(resultCode.constraintViolation, '000020B1: AtrErr: DSID-030F1142, problem 1005 (CONSTRAINT_ATT_TYPE), data 0\n'),
} as const;
