import { expect, test } from 'vitest';
import { setupDraft } from '../../../shared/ipc/schemas/setup.ts';
import { canRemoveSource, draftSources, passwordNameOf, withAnotherSource, withoutSource, withPassword, withSource, withSourceCheck } from '../../../shared/draft-sources.ts';
import { isPrepared, shownSteps, stepAfter, stepBefore, textOfProfile, type SetupDraft } from '../../../shared/setup.ts';

const check = { at: '2026-11-27T10:00:00.000Z', of: 'x', findings: [] };

function draft(): SetupDraft {
  return {
    id: 'setup-1', path: 'custom', kind: 'real', step: 'source', furthest: 'source', profileId: null, prepared: null,
    profile: { version: 1, name: '', source: { domain: 'corp.contoso.test', username: 'svc', password: { env: 'AD' } }, target: {} },
    facts: { domain: 'corp.contoso.test', tenantName: null, initialDomain: null, verifiedDomains: [] },
    checks: { source: check, target: null }, further: {}, awaited: [], schedule: { enabled: true, everyMinutes: 30 }, editing: false, startedAt: '2026-11-27T10:00:00.000Z',
  };
}

/** One more source, filled in. */
function two(): SetupDraft {
  return withPassword(withSource(withAnotherSource(draft()), 'forest-2', { url: 'ldaps://fab1', username: 'FABRIKAM\\svc' }), 'forest-2');
}

test('a source that is added is empty, then filled in like the first one, and gets the name of its domain when it is met', () => {
  const added = withAnotherSource(draft());
  expect(draftSources(added)).toMatchObject([{ name: '', title: 'corp.contoso.test' }, { name: 'forest-2', title: 'forest-2', source: {}, check: null }]);
  expect(draftSources(two())[1]).toMatchObject({ title: 'fab1', source: { url: 'ldaps://fab1', username: 'FABRIKAM\\svc', password: { keychain: 'setup-1.furtherSources.forest-2.password' } } });
  const checked = withSourceCheck(two(), 'forest-2', check, 'fabrikam.test');
  expect(checked.profile.furtherSources).toEqual([{ name: 'fabrikam.test', url: 'ldaps://fab1', username: 'FABRIKAM\\svc', password: { keychain: 'setup-1.furtherSources.forest-2.password' } }]);
  expect(draftSources(checked)[1]).toMatchObject({ name: 'fabrikam.test', title: 'fabrikam.test', check });
});

test('a source that is in the profile already keeps its name, under which its objects are staged', () => {
  const imported: SetupDraft = { ...draft(), profile: { ...draft().profile, furtherSources: [{ name: 'old', url: 'ldaps://fab1' }] } };
  expect(withSourceCheck(imported, 'old', check, 'fabrikam.test').profile.furtherSources).toEqual([{ name: 'old', url: 'ldaps://fab1' }]);
});

test('two sources of one domain keep names that differ, whatever the case', () => {
  const first = withSourceCheck(two(), 'forest-2', check, 'fabrikam.test');
  const second = withSourceCheck(withAnotherSource(first), 'forest-2', check, 'FABRIKAM.TEST');
  expect(second.profile.furtherSources?.map(({ name }) => name)).toEqual(['fabrikam.test', 'forest-2']);
});

test('a change takes out what is undefined in it, and touches no other source', () => {
  const changed = withSource(two(), 'forest-2', { url: undefined, domain: 'fabrikam.test' });
  expect(draftSources(changed)[1]?.source).toEqual({ domain: 'fabrikam.test', username: 'FABRIKAM\\svc', password: { keychain: passwordNameOf('setup-1', 'forest-2') } });
  expect(changed.profile.source).toEqual(draft().profile.source);
});

test('a new password makes the check of that source count no more', () => {
  const checked = withSourceCheck(two(), 'forest-2', check, 'fabrikam.test');
  const again = withPassword(checked, 'fabrikam.test');
  expect(draftSources(again).map((entry) => entry.check)).toEqual([check, null]);
});

test('what is removed leaves nothing behind; without a second source nobody is joined', () => {
  const joined: SetupDraft = { ...withSourceCheck(two(), 'forest-2', check, 'fabrikam.test') };
  const withJoin: SetupDraft = { ...joined, profile: { ...joined.profile, join: 'mail' } };
  expect(withoutSource(withJoin, 'fabrikam.test')).toEqual(draft());
});

test('when the first one is removed the next takes its place, with its check; not once objects were staged under it', () => {
  const checked = withSourceCheck(two(), 'forest-2', { ...check, of: 'y' }, 'fabrikam.test');
  const left = withoutSource(checked, '');
  expect(left).toMatchObject({ profile: { source: { url: 'ldaps://fab1' } }, facts: { domain: 'fabrikam.test' }, checks: { source: { of: 'y' } }, further: {} });
  expect(left.profile.source).not.toHaveProperty('name');
  expect(left.profile.furtherSources).toBeUndefined();
  expect(canRemoveSource({ ...checked, profileId: 'contoso' }, '')).toBe(false);
  expect(withoutSource({ ...checked, profileId: 'contoso' }, '')).toEqual({ ...checked, profileId: 'contoso' });
});

test('a check that ends after its source was removed changes nothing', () => {
  expect(withSourceCheck(draft(), 'forest-2', check, 'fabrikam.test')).toEqual(draft());
});

test('the step about people in several forests is there for several sources only', () => {
  expect(shownSteps(draft())).not.toContain('join');
  expect(stepAfter(draft(), 'source')).toBe('target');
  expect(stepAfter(two(), 'source')).toBe('join');
  expect(stepBefore(two(), 'target')).toBe('join');
});

test('a draft is kept with its sources, and one of an earlier version is read', () => {
  const checked = withSourceCheck(two(), 'forest-2', check, 'fabrikam.test');
  expect(setupDraft.parse(JSON.parse(JSON.stringify(checked)))).toEqual(checked);
  const { further: _further, awaited: _awaited, ...earlier } = draft();
  expect(setupDraft.parse(earlier)).toEqual(draft());
});

test('a preview counts no more when a source is added, changed or removed, or people are recognized otherwise', () => {
  const now = two();
  const prepared: SetupDraft = { ...now, prepared: { of: textOfProfile(now.profile), at: now.startedAt } };
  const changes = [withAnotherSource(prepared), withSource(prepared, 'forest-2', { containers: [{ dn: 'OU=A', include: true }] }), withoutSource(prepared, 'forest-2'), { ...prepared, profile: { ...prepared.profile, join: 'mail' as const } }];
  expect(isPrepared(prepared)).toBe(true);
  expect(changes.map(isPrepared)).toEqual([false, false, false, false]);
});
