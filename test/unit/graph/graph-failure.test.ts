import { describe, expect, test } from 'vitest';
import { classify, meansResync, retryAfterMs } from '../../../electron/connectors/graph/graph-failure.ts';

const now = new Date('2026-11-22T12:00:00Z');
const other = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';

function failure(status: number, code: string, message: string, extra: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}) {
  return classify(status, (name) => headers[name] ?? null, { error: { code, message, innerError: { 'request-id': 'r-9' }, ...extra } }, now);
}

/** The rows of the documented and observed errors: status, code, message → kind, property. */
const rows = [
  [400, 'Request_BadRequest', 'Another object with the same value for property userPrincipalName already exists.', 'rejected', 'userPrincipalName'],
  [400, 'Request_BadRequest', 'Another object with the same value for property proxyAddresses already exists.', 'rejected', 'proxyAddresses'],
  [400, 'Request_BadRequest', 'Another object with the same value for property onPremisesImmutableId already exists.', 'rejected', 'onPremisesImmutableId'],
  [409, 'Request_MultipleObjectsWithSameKeyValue', 'A conflicting object with one or more of the specified property values is present in the directory.', 'rejected', null],
  [400, 'Request_BadRequest', 'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.', 'rejected', 'userPrincipalName'],
  [400, 'Request_BadRequest', 'Property userPrincipalName is invalid.', 'rejected', 'userPrincipalName'],
  [400, 'Request_BadRequest', "Invalid value specified for property 'mailNickname' of resource 'User'.", 'rejected', 'mailNickname'],
  [400, 'Request_BadRequest', "A value is required for property 'displayName' of resource 'User'.", 'rejected', 'displayName'],
  [400, 'Request_BadRequest', 'A password must be specified to create a new user.', 'rejected', 'passwordProfile'],
  [400, 'Request_BadRequest', 'The specified password does not comply with password complexity requirements. Please provide a different password.', 'rejected', 'passwordProfile'],
  [400, 'Request_BadRequest', "Invalid value specified for property 'usageLocation' of resource 'User'.", 'rejected', 'usageLocation'],
  [400, 'Request_BadRequest', 'One or more properties contains invalid values.', 'rejected', null],
  [400, 'Request_BadRequest', "A null value was found for the property named 'businessPhones', which has the expected type 'Collection(Edm.String)[Nullable=False]'.", 'rejected', 'businessPhones'],
  [400, 'Request_BadRequest', 'The following extension properties are not available: extension_abc_x.', 'rejected', 'extension_abc_x'],
  [400, 'Request_BadRequest', "Invalid property 'colour'.", 'rejected', 'colour'],
  [400, 'Request_UnsupportedQuery', "Property 'a' does not exist as a declared property or extension property.", 'rejected', 'a'],
  [400, 'Request_BadRequest', "Property 'onPremisesSyncEnabled' is read-only and cannot be set.", 'rejected', 'onPremisesSyncEnabled'],
  [400, 'Request_BadRequest', 'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.', 'rejected', null],
  [400, 'Request_BadRequest', 'Unable to update the specified properties for objects that have originated within an external service.', 'rejected', null],
  [400, 'Request_BadRequest', 'Cannot Update a mail-enabled security groups and or distribution list.', 'rejected', null],
  [400, 'Request_BadRequest', "One or more added object references already exist for the following modified properties: 'members'.", 'alreadyMember', 'members'],
  [400, 'Request_BadRequest', "One or more removed object references do not exist for the following modified properties: 'members'.", 'notMember', 'members'],
  [404, 'Request_ResourceNotFound', "Resource 'x' does not exist or one of its queried reference-property objects are not present.", 'notFound', null],
  [400, 'Request_BadRequest', "Data contract version does not allow 'Delete' operations against instances of resource 'OrgContact'.", 'rejected', null],
  [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', 'rejected', null],
  [401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.', 'unauthorized', null],
  [403, 'Directory_QuotaExceeded', 'The directory object quota limit for the Tenant has been exceeded.', 'rejected', null],
  [403, 'Directory_ResourceSizeExceeded', 'The size of the object has exceeded its limit. Please reduce the number of values and retry your request.', 'rejected', null],
  [409, 'Directory_ConcurrencyViolation', 'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.', 'busy', null],
  [501, 'NotImplemented', 'This operation target is not yet supported.', 'rejected', null],
  [429, 'TooManyRequests', 'Please retry again later.', 'throttled', null],
  [503, 'Request_ThrottledTemporarily', 'Your request is throttled temporarily. Please try after 3 seconds.', 'throttled', null],
  [500, 'Service_InternalServerError', 'Something went wrong.', 'transient', null],
  [502, 'UnknownError', '', 'transient', null],
  [503, 'ServiceUnavailable', 'Try later', 'transient', null],
  [504, 'UnknownError', '', 'transient', null],
] as const;

describe('every known answer has its class and names its property', () => {
  test.each(rows)('%i %s: %s', (status, code, message, kind, property) => {
    expect(failure(status, code, message)).toMatchObject({ kind, property, status, code, requestId: 'r-9' });
  });
});

test('details name the property and the objects it conflicts with', () => {
  const details = [
    { code: 'ObjectConflict', message: '', target: 'proxyAddresses' },
    { code: 'ConflictingObjects', message: '', target: `User_${other.toUpperCase()}` },
    { code: 'ConflictingObjects', message: '', target: `Contact_${other}` },
    { code: 'ConflictingObjects', message: '', target: 'Group_00000000-0000-0000-0000-000000000001' },
  ];
  const found = failure(400, 'Request_BadRequest', 'Another object with the same value for property mail already exists.', { details });
  expect(found).toMatchObject({ property: 'proxyAddresses', conflictingIds: [other, '00000000-0000-0000-0000-000000000001'] });
});

test('an answer without a body still says its status, with the request id of the header', () => {
  expect(classify(502, (name) => (name === 'request-id' ? 'h-1' : null), undefined, now)).toMatchObject({ kind: 'transient', code: 'Http502', requestId: 'h-1' });
});

test.each([
  ['2', 2000],
  ['2.128', 2128],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['600', 600_000],
  [null, null],
  ['soon', null],
])('Retry-After %s is %s ms', (value, ms) => {
  expect(retryAfterMs(value, now)).toBe(ms);
});

test.each([
  [410, 'syncStateNotFound', 'gone', true],
  [410, '', '', true],
  [400, 'Directory_ExpiredPageToken', 'The page token is expired.', true],
  [400, 'resyncRequired', 'Resync required.', true],
  [404, 'syncStateNotFound', 'The sync state generation is not found.', true],
  [400, 'Request_BadRequest', 'The delta token is not valid.', true],
  [400, 'Request_UnsupportedQuery', 'Unsupported Query.', false],
  [403, 'Authorization_RequestDenied', 'Insufficient privileges.', false],
  [500, 'UnknownError', 'token', false],
])('%i %s "%s" restarts a delta: %s', (status, code, message, expected) => {
  expect(meansResync(failure(status, code, message))).toBe(expected);
});
