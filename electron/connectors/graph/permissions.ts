import type { Finding } from '../../../shared/finding.ts';
import { record, text } from './graph-failure.ts';

type Permission = {
  readonly name: string;
  /** What also grants it. */
  readonly coveredBy: readonly string[];
  readonly severity: Finding['severity'];
  /** What does not work without it. */
  readonly without: string;
};

/** The least that a synchronization needs (https://learn.microsoft.com/graph/permissions-reference). */
export const neededPermissions: readonly Permission[] = [
  { name: 'User.ReadWrite.All', coveredBy: [], severity: 'error', without: 'users cannot be created, changed or deleted' },
  { name: 'Group.ReadWrite.All', coveredBy: [], severity: 'error', without: 'groups and members cannot be written' },
  { name: 'Organization.Read.All', coveredBy: ['Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], severity: 'error', without: 'the tenant cannot be identified' },
  { name: 'Domain.Read.All', coveredBy: ['Domain.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], severity: 'warning', without: 'unverified and federated domains are told apart less exactly' },
  {
    name: 'RoleManagement.Read.Directory',
    coveredBy: ['RoleManagement.ReadWrite.Directory', 'RoleManagement.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    severity: 'warning',
    without: 'every user found in the tenant is held, because it may hold a role',
  },
  { name: 'OrgContact.Read.All', coveredBy: ['Directory.Read.All', 'Directory.ReadWrite.All'], severity: 'note', without: 'addresses taken by contacts are found only when Graph refuses them' },
];

export type TokenClaims = {
  readonly tenantId: string | null;
  /** `roles` of an application or `scp` of a signed-in person. */
  readonly permissions: readonly string[];
  readonly delegated: boolean;
};

/** The claims of a token, read for advice only: Graph checks it, not we. Null when it is no JWT. */
export function claimsOfToken(token: string): TokenClaims | null {
  try {
    const claims = record(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
    const roles = Array.isArray(claims['roles']) ? (claims['roles'] as unknown[]).map(text) : [];
    const scopes = text(claims['scp']).split(' ').filter((scope) => scope !== '');
    return { tenantId: text(claims['tid']) === '' ? null : text(claims['tid']), permissions: [...roles, ...scopes], delegated: scopes.length > 0 };
  } catch {
    return null;
  }
}

/** One finding per permission. `consent` is where an administrator grants it. */
export function permissionFindings(claims: TokenClaims, consent: string): readonly Finding[] {
  return neededPermissions.map(({ name, coveredBy, severity, without }) => {
    const granted = [name, ...coveredBy].find((candidate) => claims.permissions.includes(candidate));
    const kind = claims.delegated ? 'delegated' : 'application';
    return granted === undefined
      ? { id: `permission.${name}`, side: 'target', severity, text: `The ${kind} permission ${name} is missing: ${without}.`, fix: `Add the ${kind} permission ${name} to the app registration and grant admin consent at ${consent}.` }
      : { id: `permission.${name}`, side: 'target', severity: 'ok', text: `The permission ${granted} is granted.`, fix: null };
  });
}
