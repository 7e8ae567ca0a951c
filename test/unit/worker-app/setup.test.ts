import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configurationHandlers } from '../../../electron/worker/app/desk/configuration.ts';
import { settingsHandlers } from '../../../electron/worker/app/desk/settings.ts';
import { setupHandlers, type Setup } from '../../../electron/worker/app/desk/setup/setup.ts';
import { demandPreviewInSetup } from '../../../electron/worker/app/previewed.ts';
import { importEntraConnect } from '../../../electron/worker/entra-connect/import.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { shownEntries } from '../../../renderer/features/setup/entra-connect/report-filter.ts';
import type { ConnectReport } from '../../../shared/ipc/setup.ts';
import { schemas } from '../../../shared/ipc/schemas/all.ts';
import { textOfProfile, type SetupDraft } from '../../../shared/setup.ts';
import type { RunOutcome, RunProfile } from '../../../shared/run.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

let test_: TestDesk;
let setup: Setup;

beforeEach(() => {
  test_ = openTestDesk();
  setup = setupHandlers(test_.desk, { profile: () => Promise.reject(new Error('no sample company here')), stop: () => Promise.resolve() });
});
afterEach(() => test_.close());

async function call<T>(name: 'setup.begin' | 'setup.save' | 'setup.prepare' | 'setup.finish' | 'setup.edit' | 'setup.discard' | 'setup.readExport' | 'setup.useExport' | 'setup.read', args: unknown): Promise<T> {
  return (await setup.handlers[name]?.(schemas[name].parse(args) as never)) as T;
}

async function begin(name = 'fabrikam'): Promise<void> {
  const draft = await call<SetupDraft>('setup.begin', { path: 'custom', sample: false });
  await call('setup.save', { draft: { ...draft, profile: { ...starterProfile, name } } });
}

async function change(profile: Partial<SetupDraft['profile']>): Promise<void> {
  const draft = setup.draft();
  await call('setup.save', { draft: { ...draft, profile: { ...draft.profile, ...profile } } });
}

function ran(profile: RunProfile, outcome: RunOutcome | null, startedAt = new Date().toISOString()): void {
  const { desk } = test_;
  const id = `${profile}-${startedAt}`;
  const { runs } = desk.store(setup.draft().profileId ?? '');
  runs.start({ id, profile, startedAt });
  if (outcome !== null) runs.finish({ id, profile, startedAt, endedAt: startedAt, outcome, planId: null, imports: null, exported: null, error: null } as unknown as Parameters<typeof runs.finish>[0]);
}

/** As the engine does it before it writes, whoever asked for the run. */
async function confirm(): Promise<{ profileId: string }> {
  const { desk } = test_;
  const { profileId } = setup.draft();
  if (profileId === null) throw new Error('nothing to write yet');
  await Promise.resolve();
  demandPreviewInSetup(profileId, desk.folder, desk.shelf, desk.store(profileId).runs);
  return { profileId };
}

describe('what may be written after a setup', () => {
  test('nothing before a preview', async () => {
    await begin();
    await expect(call('setup.finish', null)).rejects.toThrow('The profile was not previewed yet.');
    await call('setup.prepare', null);
    await expect(confirm()).rejects.toThrow('No preview of “fabrikam” ended since its last change.');
    await expect(call('setup.finish', null)).rejects.toThrow('No preview of “fabrikam”');
  });

  test.each<RunOutcome | null>(['failed', 'cancelled', null])('nothing after a preview that ended as %s', async (outcome) => {
    await begin();
    await call('setup.prepare', null);
    ran('preview', outcome);
    await expect(confirm()).rejects.toThrow('No preview of “fabrikam”');
  });

  test('what a finished preview showed', async () => {
    await begin();
    const { profileId } = await call<{ profileId: string }>('setup.prepare', null);
    ran('preview', 'completedWithConflicts');
    expect(await confirm()).toEqual({ profileId });
    expect(await call('setup.finish', null)).toEqual({ profileId });
  });

  test('not what was changed since, until that was previewed too; the change is what is written then', async () => {
    await begin();
    await call('setup.prepare', null);
    ran('preview', 'success');
    const changed = { ...starterProfile.source, containers: [{ dn: 'OU=Staff,DC=corp', include: true }] };
    await change({ source: changed });
    await expect(confirm()).rejects.toThrow('“fabrikam” was changed since its preview: what the preview showed is not what would be written.');
    await expect(call('setup.finish', null)).rejects.toThrow('was changed since its preview');
    const { profileId } = await call<{ profileId: string }>('setup.prepare', null);
    // The old preview does not count for the new choices.
    const prepared = setup.draft().prepared;
    expect(prepared?.of).toBe(textOfProfile(setup.draft().profile));
    ran('preview', 'success', new Date(Date.parse(prepared?.at ?? '') + 1).toISOString());
    expect(await confirm()).toEqual({ profileId });
    expect(test_.desk.shelf.load(profileId).profile.source.containers).toEqual(changed.containers);
  });

  test('an older preview does not count for a profile that was put on the shelf after it', async () => {
    await begin();
    await call('setup.prepare', null);
    ran('preview', 'success', new Date(Date.now() - 60_000).toISOString());
    await expect(confirm()).rejects.toThrow('No preview of “fabrikam”');
  });
});

describe('a profile in the steps of the setup', () => {
  test('is not changed, renamed or removed elsewhere, where the steps would undo it', async () => {
    const { desk, profileId } = test_;
    await call('setup.edit', { profileId });
    const elsewhere = '“contoso” is open in the steps of the setup';
    const save = { profileId, change: { policies: { stagingMode: true } } };
    expect(() => configurationHandlers(desk)['configuration.save']?.(schemas['configuration.save'].parse(save))).toThrow(elsewhere);
    const settings = settingsHandlers(desk);
    expect(() => settings.handlers['settings.rename']?.({ profileId, name: 'other' })).toThrow(elsewhere);
    expect(() => settings.handlers['settings.remove']?.({ profileId, confirm: 'contoso', withData: true })).toThrow(elsewhere);
    await call('setup.discard', null);
    expect(configurationHandlers(desk)['configuration.save']?.(schemas['configuration.save'].parse(save))).toMatchObject({ policies: { stagingMode: true } });
    settings.stop();
  });

  test('gets a name of its own: two profiles of one domain do not share a folder', async () => {
    await begin('Contoso');
    const { profileId, name } = await call<{ profileId: string; name: string }>('setup.prepare', null);
    expect(name).toBe('Contoso 2');
    expect(setup.draft().profile.name).toBe('Contoso 2');
    expect(test_.desk.shelf.dataFolder(profileId)).not.toBe(test_.desk.shelf.dataFolder(test_.profileId));
  });
});

describe('an export of Entra Connect', () => {
  const fixtures = resolve(import.meta.dirname, '../../fixtures/entra-connect');
  const server = join(fixtures, 'server');

  test('is reported, and nothing is saved by that', async () => {
    const report = await call<ConnectReport>('setup.readExport', { path: server });
    expect([report.path, report.name, report.forests]).toEqual([server, 'corp.contoso.test', 1]);
    expect(report.entries).toEqual(importEntraConnect(server, 'app')?.report);
    expect([await call('setup.read', null), test_.desk.shelf.entries().map(({ name }) => name)]).toEqual([null, ['contoso']]);
  });

  test('goes on in the steps of the setup with what was shown, without passwords, tenant and application', async () => {
    await expect(call('setup.useExport', null)).rejects.toThrow('No export of Entra Connect was read.');
    await call('setup.readExport', { path: server });
    const draft = await call<SetupDraft>('setup.useExport', null);
    const { source, target: _target, ...rest } = importEntraConnect(server, 'app')?.profile ?? starterProfile;
    const { password: _password, ...own } = source;
    expect(draft).toMatchObject({ path: 'custom', step: 'source', furthest: 'source', profileId: null });
    expect(draft.profile).toEqual({ ...rest, source: own, target: {} });
    expect(draft.profile.policies?.stagingMode).toBe(true);
    expect(await call('setup.read', null)).toEqual(draft);
    // The window keeps the draft with every change: it has to fit the contract as it is.
    await call('setup.save', { draft });
  });

  test('a profile is none, and drops what was shown before; a broken export says what is wrong', async () => {
    await call('setup.readExport', { path: server });
    const path = join(test_.folder, 'profile.json');
    writeFileSync(path, JSON.stringify(starterProfile));
    expect(await call('setup.readExport', { path })).toBeNull();
    await expect(call('setup.useExport', null)).rejects.toThrow('No export of Entra Connect was read.');
    await expect(call('setup.readExport', { path: join(fixtures, 'server', 'GlobalSettings') })).rejects.toThrow(/holds no connector to Active Directory/);
  });

  test('the report is narrowed by outcome and by every word', async () => {
    const { entries } = await call<ConnectReport>('setup.readExport', { path: server });
    expect(shownEntries(entries, null, '  ')).toEqual(entries);
    expect(shownEntries(entries, 'notTaken', '').every(({ takeover }) => takeover === 'notTaken')).toBe(true);
    expect(shownEntries(entries, null, 'DELETION threshold').map(({ setting }) => setting)).toContain('Deletion threshold');
    expect(shownEntries(entries, 'taken', 'no setting has these words')).toEqual([]);
  });
});
