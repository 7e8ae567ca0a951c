/**
 * What an admin can do about a write that the target refused. Graph's codes and texts: graph/errors and the texts of
 * the directory service, which say "Request_BadRequest" for nearly everything; the text and the property decide.
 */

/** A refusal as the target worded it, or the reason why a write was given up. */
export type Refused = {
  readonly kind: 'rejected' | 'notFound' | 'unknown';
  /** HTTP status; null when there was no final answer. */
  readonly status: number | null;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly property: string | null;
  readonly conflictingIds: readonly string[];
};

export type FixSubject = {
  readonly dn: string;
  readonly type: 'user' | 'group';
  /** The property in question, where it is known, and the value that was to be written. */
  readonly attribute: string | null;
  readonly value: string | null;
  /** The other object by a name an admin knows it by; null when none is known. */
  readonly other: string | null;
  /** The member or manager in question, by DN; null when the write was about the object itself. */
  readonly reference: string | null;
};

type Fix = { readonly when: (refused: Refused) => boolean; readonly say: (subject: FixSubject) => string };

const says = (pattern: RegExp) => (refused: Refused): boolean => pattern.test(refused.code) || pattern.test(refused.message);

/** First match wins. */
const fixes: readonly Fix[] = [
  {
    when: ({ kind }) => kind === 'unknown',
    say: ({ dn }) => `Run again: the next import shows whether ${dn} was written, and only what is missing is sent.`,
  },
  {
    when: says(/photo|image/i),
    say: ({ dn }) => `Put another picture into thumbnailPhoto of ${dn}: a JPEG of less than 4 MB. Everything else of the user is written.`,
  },
  {
    when: ({ kind, status }) => kind === 'notFound' || status === 404,
    say: ({ dn, reference }) =>
      reference === null ? `Run again: the next run shows ${dn} as missingInTarget, with the ways to bring it back.` : `Run again: the next import shows whether the target object of ${reference} still exists.`,
  },
  {
    when: isTaken,
    say: ({ attribute, value, other }) =>
      `Link to ${other ?? 'the object that has it'}, exclude this object, or choose another value${attribute === null ? '' : ` for ${attribute}${value === null ? '' : ` instead of "${value}"`}`}.`,
  },
  {
    when: says(/Directory_QuotaExceeded|quota limit|maximum quota/i),
    say: () => 'Delete objects that are not needed from the tenant (deleted ones count too until they are purged) or have Microsoft raise its object quota, then retry.',
  },
  {
    when: says(/Directory_ResourceSizeExceeded|size of the object has exceeded/i),
    say: ({ dn, attribute }) => `Take values away from ${attribute ?? 'the multi-valued attributes'} of ${dn}, then retry.`,
  },
  {
    when: ({ status, code, message }) => status === 403 || /Authorization_RequestDenied|insufficient privileges/i.test(`${code} ${message}`),
    say: ({ dn, type }) =>
      type === 'user'
        ? `Grant the application the permission for this change, or, when ${dn} holds an Entra role, a role that may change role holders; then retry.`
        : `Grant the application the permission for this change, or, when ${dn} can be assigned to roles, RoleManagement.ReadWrite.Directory; then retry.`,
  },
  {
    when: says(/on-premises mastered|objects currently undergoing migration/i),
    say: ({ dn }) => `Exclude ${dn} here, or take it out of the other synchronization tool first: it is synchronized by Entra Connect or Cloud Sync.`,
  },
  {
    when: says(/originated within an external service/i),
    say: ({ attribute }) => `Change ${attribute ?? 'this attribute'} in Exchange Online, which owns it for this object, or leave the attribute out.`,
  },
  {
    when: says(/mail-enabled security groups and or distribution list/i),
    say: ({ dn }) => `Exclude ${dn}, or change the group in Exchange Online: Microsoft Graph cannot write mail-enabled groups.`,
  },
  {
    when: says(/domain portion of the userPrincipalName|verified domain/i),
    say: ({ value }) => `Verify the domain${value === null ? '' : ` of "${value}"`} in the tenant, or give the user a sign-in name on a verified domain.`,
  },
  {
    when: says(/password/i),
    say: () => 'Check the tenant\'s password policy and its list of banned words, then retry: a new password is made for every attempt.',
  },
  {
    when: says(/dynamic|membership rule/i),
    say: ({ dn }) => `Exclude ${dn} or give it assigned members in the tenant: a rule sets the members of this group.`,
  },
  {
    when: says(/extension properties are not available/i),
    say: ({ attribute }) => `Run again in some minutes: the directory extension ${attribute ?? 'that the message names'} is not available in the tenant yet. If it stays so, the app registration may lack an enterprise application (service principal) in the tenant.`,
  },
  {
    when: says(/read-only and cannot be set|not available|Invalid property/i),
    say: ({ attribute }) => `Leave ${attribute ?? 'this attribute'} out: the tenant does not let this application write it.`,
  },
  {
    when: ({ message, property }) => property !== null || /invalid|value is required|null value/i.test(message),
    say: ({ dn, attribute, value }) => `Correct ${attribute ?? 'the value that the message names'}${value === null ? '' : ` ("${value}")`} of ${dn} in Active Directory, or override it here.`,
  },
];

/** One sentence: what to do about this refusal. */
export function fixFor(refused: Refused, subject: FixSubject): string {
  const fix = fixes.find(({ when }) => when(refused));
  if (fix !== undefined) return fix.say(subject);
  return `Look up what the message says about ${subject.reference ?? subject.dn}, correct it, then choose "retry"; quote request id ${refused.requestId ?? 'and time'} when you ask Microsoft.`;
}

/** Whether a refusal says that another object has the value already. */
export function isTaken({ kind, status, code, message, conflictingIds }: Refused): boolean {
  // With a 404 the ids are those of the objects that are missing.
  if (kind !== 'rejected' || status === 404) return false;
  return conflictingIds.length > 0 || /ObjectConflict|ConflictingObjects|MultipleObjectsWithSameKeyValue/.test(code) || /same value for property|conflicting object/i.test(message);
}

const extensionMissing = /extension properties are not available/i;

/** Refusals that are about the moment, not about the object: the next run tries again of its own accord. */
export function isPassing(refused: Refused): boolean {
  const { kind, status, message } = refused;
  if (kind !== 'rejected' || status === null || extensionMissing.test(message)) return true;
  return status >= 500 || [404, 408, 423, 424, 429].includes(status) || (status === 409 && !isTaken(refused));
}
