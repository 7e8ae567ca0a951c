import { Problem } from '../../../shared/errors.ts';

/** A result other than success, as the server said it (RFC 4511, section 4.1.9). Never leaves the connector. */
export class LdapResultError extends Error {
  readonly resultCode: number;
  readonly diagnostic: string;

  constructor(resultCode: number, diagnostic: string) {
    super(`LDAP result ${resultCode}: ${diagnostic}`);
    this.name = 'LdapResultError';
    this.resultCode = resultCode;
    this.diagnostic = diagnostic;
  }
}

export const resultCodes = {
  operationsError: 1,
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  adminLimitExceeded: 11,
  unavailableCriticalExtension: 12,
  confidentialityRequired: 13,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
} as const;

type Words = { readonly what: string; readonly fix: string };

/**
 * Sub-codes of a refused bind, in `80090308: LdapErr: DSID-…, comment: AcceptSecurityContext error, data 52e, v…`.
 * They are Windows error numbers in hex: https://learn.microsoft.com/windows/win32/debug/system-error-codes--1300-1699-
 */
const bindSubCodes: Readonly<Record<string, Words>> = {
  '525': { what: 'there is no such account', fix: 'Check source.username: DOMAIN\\user, user@domain or a DN.' },
  '52e': { what: 'the user name or password is wrong', fix: 'Check source.username and the password it refers to.' },
  '52f': { what: 'an account restriction forbids this sign-in', fix: 'Take the account out of Protected Users and check its restrictions.' },
  '530': { what: 'the account may not sign in at this time', fix: 'Extend the logon hours of the account.' },
  '531': { what: 'the account may not sign in from this computer', fix: 'Add this computer to the account\'s "Log On To" list.' },
  '532': { what: 'the password has expired', fix: 'Set a new password for the account, and let the password of a service account not expire.' },
  '533': { what: 'the account is disabled', fix: 'Enable the account in Active Directory.' },
  '568': { what: 'the account is in too many groups', fix: 'Take the account out of groups it does not need.' },
  '701': { what: 'the account has expired', fix: 'Extend the expiry date of the account.' },
  '773': { what: 'the password must be changed at the first sign-in', fix: 'Change the password once, or clear "User must change password at next logon".' },
  '775': { what: 'the account is locked', fix: 'Unlock the account, and find out who uses a wrong password for it.' },
};

function firstLine(text: string): string {
  return text.split(/[\r\n\0]/)[0]?.trim() ?? '';
}

/** A refused bind in plain words. */
export function bindProblem(error: LdapResultError, username: string, host: string): Problem {
  const subCode = /\bdata ([0-9a-f]+)/i.exec(error.diagnostic)?.[1]?.toLowerCase();
  const words = subCode === undefined ? undefined : bindSubCodes[subCode];
  if (words !== undefined) return new Problem('credentials', `${host} refused the sign-in of ${username}: ${words.what}.`, words.fix);
  if (error.resultCode === resultCodes.strongerAuthRequired || error.resultCode === resultCodes.confidentialityRequired) {
    return new Problem('connection', `The domain controller ${host} demands TLS.`, 'Use an ldaps:// URL, or ldap:// with source.startTls.');
  }
  if (error.resultCode === resultCodes.invalidCredentials) {
    return new Problem('credentials', `${host} refused the sign-in of ${username}: the user name or password is wrong.`, 'Check source.username and the password it refers to.');
  }
  if (error.resultCode === resultCodes.busy || error.resultCode === resultCodes.unavailable) {
    return new Problem('connection', `${host} is too busy to sign ${username} in.`, 'Try again later, or name another domain controller.');
  }
  return new Problem('credentials', `${host} refused the sign-in of ${username}: ${firstLine(error.diagnostic) || `LDAP result ${error.resultCode}`}.`, 'Check source.username and the password it refers to.');
}

const searchWords: Readonly<Record<number, Words>> = {
  [resultCodes.timeLimitExceeded]: { what: 'its time limit was reached', fix: 'Try again when the domain controller is less busy, or use another one.' },
  [resultCodes.sizeLimitExceeded]: { what: 'its size limit was reached before everything was read', fix: 'Lower source.pageSize below the server\'s size limit (1000 in Active Directory), or raise that limit.' },
  [resultCodes.adminLimitExceeded]: { what: 'an administrative limit was reached before everything was read', fix: 'Lower source.pageSize, or raise the limit on the server.' },
  [resultCodes.referral]: { what: 'it is not responsible for this part of the directory', fix: 'Name a domain controller of the domain in source.url, or correct source.baseDn.' },
  [resultCodes.noSuchObject]: { what: 'there is no such entry, or the account may not see it', fix: 'Check source.baseDn and the rights of the account.' },
  [resultCodes.invalidDnSyntax]: { what: 'this is no distinguished name', fix: 'Correct source.baseDn.' },
  [resultCodes.busy]: { what: 'it is busy', fix: 'Try again later, or use another domain controller.' },
  [resultCodes.unavailable]: { what: 'it is shutting down', fix: 'Try again later, or use another domain controller.' },
};

/** A failed search in plain words; a Problem is handed on as it is. */
export function searchProblem(error: unknown, what: string, host: string): unknown {
  if (!(error instanceof LdapResultError)) return error;
  if (error.resultCode === resultCodes.insufficientAccessRights) {
    return new Problem('permission', `The account may not read ${what} on ${host}.`, 'Give the account the right to read it.', { cause: error });
  }
  const words = searchWords[error.resultCode];
  const reason = words?.what ?? (firstLine(error.diagnostic) || `LDAP result ${error.resultCode}`);
  return new Problem('connection', `${host} stopped reading ${what}: ${reason}.`, words?.fix ?? 'Try again; when it fails again, look at the Directory Service log of the domain controller.', { cause: error });
}

/** True when the server answered with one of these result codes. */
export function isResult(error: unknown, ...codes: readonly number[]): error is LdapResultError {
  return error instanceof LdapResultError && codes.includes(error.resultCode);
}
