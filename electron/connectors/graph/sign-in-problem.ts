import { Problem } from '../../../shared/errors.ts';
import { consentUrl, type Endpoints } from './endpoints.ts';

/** What a sign-in was tried with, for messages. Holds no secret. */
export type SignInSubject = { readonly endpoints: Endpoints; readonly tenantId: string; readonly clientId: string };

type Words = (subject: SignInSubject) => { readonly what: string; readonly fix: string };

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const knownErrors: Readonly<Record<string, Words>> = {
  '7000215': (subject) => ({ what: `The client secret of the application ${subject.clientId} is wrong`, fix: 'Use the value of the secret, not its id, or create a new secret in the app registration and store it where the profile refers to.' }),
  '7000222': (subject) => ({ what: `The client secret of the application ${subject.clientId} has expired`, fix: 'Create a new secret in the app registration and store it where the profile refers to.' }),
  '7000216': (subject) => ({ what: `The application ${subject.clientId} needs a secret or a certificate for this sign-in`, fix: 'Set target.auth to clientSecret or certificate, or allow public client flows in the app registration.' }),
  '7000218': (subject) => ({ what: `The application ${subject.clientId} is not a public client`, fix: 'Allow public client flows in the app registration (Authentication), or sign in with a secret or certificate.' }),
  '700016': (subject) => ({ what: `The application ${subject.clientId} does not exist in the tenant ${subject.tenantId}`, fix: `Check target.clientId and target.tenantId, or grant the application at ${consentUrl(subject.endpoints, subject.clientId)}.` }),
  '700027': (subject) => ({ what: `The tenant does not accept the certificate for the application ${subject.clientId}`, fix: 'Upload exactly this certificate to the app registration (Certificates & secrets), and check that it has not expired.' }),
  '700024': () => ({ what: 'The signature of the sign-in is outside its time range, so the clock of this computer is wrong', fix: 'Set the clock of this computer (time service) and sign in again.' }),
  '90002': (subject) => ({ what: `The tenant ${subject.tenantId} does not exist in this cloud`, fix: 'Check target.tenantId and target.cloud in the profile.' }),
  '900023': (subject) => ({ what: `${subject.tenantId} is neither a tenant id nor a domain of a tenant`, fix: 'Set target.tenantId to the directory (tenant) id shown in the Entra admin center.' }),
  '50076': () => ({ what: 'The tenant demands multifactor authentication, which this sign-in did not give', fix: 'Sign in interactively, or use a client secret or certificate for unattended runs.' }),
  '50079': () => ({ what: 'The account has to register for multifactor authentication first', fix: 'Sign in once in a browser to register, or use a client secret or certificate for unattended runs.' }),
  '50126': () => ({ what: 'The user name or password is wrong', fix: 'Sign in again.' }),
  '50034': (subject) => ({ what: `The account does not exist in the tenant ${subject.tenantId}`, fix: 'Sign in with an account of this tenant.' }),
  '53000': () => ({ what: 'Conditional Access demands a compliant device', fix: 'Sign in on a compliant device, or use a client secret or certificate for unattended runs.' }),
  '53003': () => ({ what: 'Conditional Access blocks this sign-in', fix: 'Have the policy allow it (device code flow is often blocked: use interactive), or use a client secret or certificate.' }),
  '530033': () => ({ what: 'Conditional Access blocks the device code flow', fix: 'Set target.auth.kind to interactive, or use a client secret or certificate.' }),
  '65001': (subject) => ({ what: `Nobody has consented to the application ${subject.clientId} in this tenant`, fix: `Have an administrator grant consent at ${consentUrl(subject.endpoints, subject.clientId)}.` }),
  '65004': () => ({ what: 'Consent was declined in the browser', fix: 'Sign in again and accept, or have an administrator grant consent.' }),
  '70011': (subject) => ({ what: `The permission scope ${subject.endpoints.scope} does not exist in this cloud`, fix: 'Check target.cloud in the profile.' }),
  '50011': (subject) => ({ what: `The application ${subject.clientId} does not allow the redirect address http://localhost`, fix: 'Add the platform "Mobile and desktop applications" with http://localhost to the app registration.' }),
  '70020': () => ({ what: 'The device code was not used in time', fix: 'Sign in again and enter the new code.' }),
};

/** The `AADSTS…` number in an error text of the sign-in service, or null. */
export function aadstsCode(text: string): string | null {
  return /AADSTS(\d+)/.exec(text)?.[1] ?? null;
}

/** Everything after the first line is trace data; the texts never contain the secret, whatever follows is cut all the same. */
function firstSentence(text: string): string {
  return (text.split(/\r?\n|Trace ID:|Correlation ID:/)[0] ?? '').trim().slice(0, 300);
}

/** An error of MSAL as a Problem in plain words. */
export function signInProblem(error: unknown, subject: SignInSubject): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  const name = (error as { errorCode?: unknown }).errorCode;
  const code = aadstsCode(message);
  const known = code === null ? undefined : knownErrors[code];
  if (known !== undefined) {
    const { what, fix } = known(subject);
    return new Problem('credentials', `${what} (AADSTS${code}).`, fix, { cause: error });
  }
  if (name === 'user_cancelled' || name === 'access_denied') return new Problem('credentials', 'The sign-in was cancelled in the browser.', 'Sign in again.', { cause: error });
  if (name === 'device_code_expired' || name === 'user_timeout_reached') return new Problem('credentials', 'The device code was not used in time.', 'Sign in again and enter the new code.', { cause: error });
  if (name === 'endpoints_resolution_error' || name === 'openid_config_error') {
    return new Problem('credentials', `The sign-in service at ${subject.endpoints.authority} does not describe the tenant ${subject.tenantId}.`, 'Check target.tenantId and target.cloud in the profile.', { cause: error });
  }
  return new Problem('credentials', `The sign-in to ${subject.endpoints.authority} was refused: ${firstSentence(message)}.`, 'Look up the reason in the sign-in log of the tenant (Entra admin center, Sign-in logs) and correct the app registration or the profile.', { cause: error });
}
