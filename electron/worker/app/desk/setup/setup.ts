import { randomBytes } from 'node:crypto';
import { Problem } from '../../../../../shared/errors.ts';
import type { AppState } from '../../../../../shared/ipc/state.ts';
import { defaultSchedule } from '../../../../../shared/schedule.ts';
import type { SetupDraft, SetupPath } from '../../../../../shared/setup.ts';
import { changeAppSettings } from '../../../app-settings-file.ts';
import type { SampleProfile } from '../profiles.ts';
import type { Handlers } from '../../endpoint.ts';
import type { Desk } from '../context.ts';
import { checkSource, checkTarget, discover, shownCertificate } from './checks.ts';
import { openDraftFile } from './draft-file.ts';
import { draftConfiguration, draftProfile, withSideFiles } from './draft-profile.ts';
import { importedDraft } from './import-profile.ts';
import { readSuffixes } from './suffixes.ts';
import { surprisesOf } from './surprises.ts';

export type Setup = {
  readonly handlers: Handlers;
  /** What the frame shows. */
  state(): AppState['setup'];
  /** The draft as it is kept. Throws a Problem when no setup is under way. */
  draft(): SetupDraft;
  readonly folder: string;
};

function newDraft(path: SetupPath, kind: SetupDraft['kind']): SetupDraft {
  return {
    id: `setup-${randomBytes(4).toString('hex')}`,
    path,
    kind,
    step: 'source',
    furthest: 'source',
    profileId: null,
    profile: { version: 1, name: '', source: {}, target: {}, rules: {}, policies: {} },
    facts: { domain: null, tenantName: null, initialDomain: null, verifiedDomains: [] },
    checks: { source: null, target: null },
    schedule: defaultSchedule,
    startedAt: new Date().toISOString(),
  };
}

/** Everything that the setup asks the desk. */
export function setupHandlers(desk: Desk, sample: SampleProfile): Setup {
  const file = openDraftFile(desk.folder);
  // A sample company of an earlier start is gone, and its setup with it.
  if (file.read()?.kind === 'sample') file.remove();
  const current = (): SetupDraft => {
    const draft = file.read();
    if (draft === null) throw new Problem('usage', 'No setup is under way.', 'Begin one from the welcome page.');
    return draft;
  };
  const keep = (draft: SetupDraft): SetupDraft => {
    file.write(draft);
    return draft;
  };
  /** A profile that was only previewed goes with its draft; one that has written stays. */
  const takeOffShelf = (draft: SetupDraft | null): void => {
    const id = draft?.profileId ?? null;
    if (id === null || !desk.shelf.entries().some((entry) => entry.id === id)) return;
    const wrote = desk.store(id).runs.list(100).some(({ profile, exported }) => profile === 'sync' && (exported?.writes ?? 0) > 0);
    if (wrote) return;
    desk.closeStore(id);
    desk.shelf.remove(id, true);
  };

  const handlers: Handlers = {
    'setup.read': () => file.read(),
    'setup.begin': async ({ path, sample: wantsSample }) => {
      takeOffShelf(file.read());
      file.remove();
      const draft = newDraft(path, wantsSample ? 'sample' : 'real');
      const begun = keep(wantsSample ? { ...draft, profile: await sample.profile(file.folder) } : draft);
      desk.changed();
      return begun;
    },
    'setup.save': ({ draft }) => {
      current();
      keep(draft);
      desk.changed();
      return null;
    },
    'setup.discard': () => {
      takeOffShelf(file.read());
      file.remove();
      desk.changed();
      return null;
    },
    'setup.import': ({ path }) => {
      const imported = importedDraft(path, newDraft('custom', 'real'));
      takeOffShelf(file.read());
      file.remove();
      keep(imported.draft);
      desk.changed();
      return imported;
    },
    'setup.discover': async ({ domain }) => ({ servers: await discover(domain) }),
    'setup.certificate': ({ source }) => shownCertificate(source, file.folder),
    'setup.checkSource': ({ operation, source }) => checkSource(source, file.folder, operation, desk.host, desk.operation(operation).signal),
    'setup.checkTarget': ({ operation, target }) => checkTarget(target, file.folder, operation, desk.host, desk.operation(operation).signal),
    'setup.suffixes': async ({ operation }) => ({ rows: await readSuffixes(current(), file.folder, operation, desk.host, desk.operation(operation).signal) }),
    'setup.stop': ({ operation }) => {
      desk.operation(operation).abort();
      return null;
    },
    'setup.prepare': () => {
      const draft = current();
      const loaded = draftProfile(draft.profile, file.folder);
      const { profile, files } = withSideFiles(loaded.input, loaded.folder);
      const entry = desk.shelf.put(profile, { ...(draft.profileId === null ? {} : { id: draft.profileId }), kind: draft.kind, files });
      desk.shelf.activate(entry.id);
      keep({ ...draft, profileId: entry.id });
      desk.changed();
      return { profileId: entry.id };
    },
    'setup.configuration': () => {
      const { source, rules, policies, protection } = current().profile;
      return draftConfiguration({ containers: source.containers, pilotGroup: source.pilotGroup, rules, policies, protection });
    },
    'setup.surprises': ({ profileId }) => ({ surprises: surprisesOf(desk.store(profileId)) }),
    'setup.finish': () => {
      const { profileId, schedule } = current();
      if (profileId === null) throw new Problem('usage', 'The profile was not previewed yet.', 'Go through the preview first.');
      changeAppSettings(desk.folder, { schedule });
      file.remove();
      desk.changed();
      return { profileId };
    },
  };
  return {
    handlers,
    draft: current,
    folder: file.folder,
    state: () => {
      const draft = file.read();
      return draft === null ? null : { step: draft.step };
    },
  };
}
