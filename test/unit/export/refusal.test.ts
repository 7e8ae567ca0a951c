import { describe, expect, it } from 'vitest';
import { fixFor } from '../../../electron/sync/export/fixes.ts';
import type { Refused } from '../../../electron/sync/export/fixes.ts';
import { refusalFingerprint } from '../../../electron/sync/export/refusal.ts';
import { attributes, change, digest, reference } from './harness.ts';

describe('fingerprint of a refused change', () => {
  const base = change({ action: 'update', anchor: 'a', target: 't', attributes: attributes({ city: 'Bonn', department: 'IT' }), references: [reference('x'), reference('y', 'id-y')] });
  const fingerprint = refusalFingerprint(base, digest);

  it('does not depend on order, reason, id, dependencies, rules or what references are called', () => {
    const same = { ...base, id: 'other', reason: 'drift' as const, dependsOn: ['z'], attributes: base.attributes.toReversed().map((item) => ({ ...item, rule: 'other' })), references: base.references.toReversed().map((item) => ({ ...item, dn: 'CN=renamed' })) };
    expect(refusalFingerprint(same, digest)).toBe(fingerprint);
    // Once the referenced object is linked the plan knows its target id too: still the same change.
    expect(refusalFingerprint({ ...base, references: [reference('x', 'id-x'), reference('y', 'id-y')] }, digest)).toBe(fingerprint);
  });

  it.each([
    ['action', { ...base, action: 'link' as const }],
    ['target', { ...base, target: 'u' }],
    ['wanted value', { ...base, attributes: attributes({ city: 'Ulm', department: 'IT' }) }],
    ['value in the target', { ...base, attributes: base.attributes.map((item) => ({ ...item, from: 'before' })) }],
    ['references', { ...base, references: [reference('x')] }],
  ])('changes with the %s', (_name, other) => {
    expect(refusalFingerprint(other, digest)).not.toBe(fingerprint);
  });
});

describe('what to do about a refusal', () => {
  const subject = { dn: 'CN=a', type: 'user' as const, attribute: 'userPrincipalName', value: 'a@x.com', other: null, reference: null };
  const refused = (message: string, more: Partial<Refused> = {}): Refused => ({ kind: 'rejected', status: 400, code: 'Request_BadRequest', message, requestId: 'r1', property: null, conflictingIds: [], ...more });

  it.each([
    ['Another object with the same value for property userPrincipalName already exists.', {}, /^Link to the object that has it, exclude this object, or choose another value for userPrincipalName instead of "a@x\.com"\.$/],
    ['A conflicting object with one or more of the specified property values is present in the directory.', { status: 409 }, /^Link to/],
    ['The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.', {}, /^Verify the domain of "a@x\.com"/],
    ['Insufficient privileges to complete the operation.', { status: 403, code: 'Authorization_RequestDenied' }, /^Grant the application/],
    ['The directory object quota limit for the Tenant has been exceeded.', { status: 403, code: 'Directory_QuotaExceeded' }, /^Delete objects/],
    ['The size of the object has exceeded its limit. Please reduce the number of values and retry your request.', { status: 403, code: 'Directory_ResourceSizeExceeded' }, /^Take values away/],
    ['Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.', {}, /synchronized by Entra Connect/],
    ['Unable to update the specified properties for objects that have originated within an external service.', {}, /Exchange Online/],
    ['Cannot Update a mail-enabled security groups and or distribution list.', {}, /mail-enabled groups/],
    ['The specified password does not comply with password complexity requirements. Please provide a different password.', {}, /password policy/],
    ['Property \'onPremisesSyncEnabled\' is read-only and cannot be set.', {}, /^Leave/],
    ['Invalid value specified for property \'mailNickname\' of resource \'User\'.', {}, /^Correct/],
    ['Nobody has ever seen this.', {}, /request id r1/],
    ['The connection was reset.', { kind: 'unknown' as const, status: null }, /^Run again: the next import shows whether CN=a was written/],
  ])('%s', (message, more, expected) => {
    expect(fixFor(refused(message, more), subject)).toMatch(expected);
  });
});
