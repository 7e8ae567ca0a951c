import { randomBytes } from 'node:crypto';
import { Problem } from '../../../../../shared/errors.ts';
import type { AppState } from '../../../../../shared/ipc/state.ts';
import { draftSources } from '../../../../../shared/draft-sources.ts';
import { joinableAttributes } from '../../../../sync/join/join-keys.ts';
import { defaultSchedule } from '../../../../../shared/schedule.ts';
import { textOfProfile, type SetupDraft, type SetupPath } from '../../../../../shared/setup.ts';
import { changeAppSettings, readAppSettings } from '../../../app-settings-file.ts';
import { prepareDataFolder } from '../../../data-folder.ts';
import { saveLastCheck } from '../../../last-check.ts';
import { demandPreview } from '../../previewed.ts';
import type { SampleProfile } from '../profiles.ts';
import type { Handlers } from '../../endpoint.ts';
import type { Desk } from '../context.ts';
import { checkSource, checkTarget, discover, shownCertificate } from './checks.ts';
import { connectDraft, createConnectImports } from './connect-import.ts';
import { openDraftFile } from './draft-file.ts';
import { draftConfiguration, draftProfile, withSideFiles } from './draft-profile.ts';
import { importedDraft, withAbsoluteFiles } from './import-profile.ts';
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
    prepared: null,
    profile: { version: 1, name: '', source: {}, target: {}, rules: {}, policies: {} },
    facts: { domain: null, tenantName: null, initialDomain: null, verifiedDomains: [] },
    checks: { source: null, target: null },
    further: {},
    awaited: [],
    schedule: defaultSchedule,
    editing: false,
    startedAt: new Date().toISOString(),
  };
}

/** Everything that the setup asks the desk. */
export function setupHandlers(desk: Desk, sample: SampleProfile): Setup {
  const file = openDraftFile(desk.folder);
  const connectImports = createConnectImports();
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
    if (id === null || draft?.editing === true || !desk.shelf.entries().some((entry) => entry.id === id)) return;
    const wrote = desk.store(id).runs.list(100).some(({ profile, exported }) => profile !== 'preview' && (exported?.writes ?? 0) > 0);
    if (wrote) return;
    desk.closeStore(id);
    desk.shelf.remove(id, true);
  };

  /** Writes the profile of the draft to the shelf, with the files that it names. */
  const shelve = (draft: SetupDraft): string => {
    const loaded = draftProfile(draft.profile, file.folder);
    const { profile, files } = withSideFiles(loaded.input, loaded.folder);
    return desk.shelf.put(profile, { ...(draft.profileId === null ? {} : { id: draft.profileId }), kind: draft.kind, files }).id;
  };
  const finish = (profileId: string, draft: SetupDraft): { readonly profileId: string } => {
    const { schedule, checks } = draft;
    changeAppSettings(desk.folder, { schedule });
    const sources = draftSources(draft);
    const found = sources.flatMap(({ title, check }) => (check?.findings ?? []).map((finding) => (sources.length === 1 ? finding : { ...finding, text: `${title}: ${finding.text}` })));
    const findings = [...found, ...(checks.target?.findings ?? [])];
    const dataFolder = desk.shelf.dataFolder(profileId);
    prepareDataFolder(dataFolder);
    if (findings.length > 0) saveLastCheck(dataFolder, { at: checks.target?.at ?? checks.source?.at ?? new Date().toISOString(), findings });
    file.remove();
    desk.changed();
    return { profileId };
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
    'setup.readExport': ({ path }) => connectImports.read(path),
    'setup.useExport': () => {
      const draft = connectDraft(connectImports.shown(), newDraft('custom', 'real'));
      takeOffShelf(file.read());
      file.remove();
      keep(draft);
      desk.changed();
      return draft;
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
      const entered = current();
      const { profile } = entered;
      const draft = entered.profileId === null ? { ...entered, profile: { ...profile, name: desk.shelf.freeName(profile.name) } } : entered;
      const id = shelve(draft);
      desk.shelf.activate(id);
      const prepared = { of: textOfProfile(draft.profile), at: new Date().toISOString() };
      keep({ ...draft, profileId: id, prepared });
      desk.changed();
      return { profileId: id, name: draft.profile.name, prepared };
    },
    'setup.configuration': () => {
      const draft = current();
      const { source, rules, policies, protection } = draft.profile;
      const [first, ...further] = draftSources(draft);
      return {
        ...draftConfiguration({ containers: source.containers, pilotGroup: source.pilotGroup, rules, policies, protection }),
        title: first?.title ?? '',
        further: further.map(({ name, title, source: each }) => {
          const { containers, pilotGroup } = draftConfiguration({ containers: each.containers, pilotGroup: each.pilotGroup });
          return { name, title, containers, pilotGroup };
        }),
      };
    },
    'setup.joinAttributes': () => joinableAttributes(),
    'setup.surprises': ({ profileId }) => ({ surprises: surprisesOf(desk.store(profileId)) }),
    'setup.finish': () => {
      const draft = current();
      if (draft.profileId === null) throw new Problem('usage', 'The profile was not previewed yet.', 'Go through the preview first.');
      demandPreview(draft, desk.folder, desk.shelf, desk.store(draft.profileId).runs);
      return finish(draft.profileId, draft);
    },
    'setup.edit': ({ profileId }) => {
      const entry = desk.shelf.entries().find(({ id }) => id === profileId);
      const loaded = desk.shelf.load(profileId);
      takeOffShelf(file.read());
      file.remove();
      const { schedule } = readAppSettings(desk.folder).settings;
      const draft = keep({ ...newDraft('custom', entry?.kind ?? 'real'), profileId, profile: withAbsoluteFiles(loaded.input, loaded.folder), furthest: 'schedule', schedule, editing: true });
      desk.changed();
      return draft;
    },
    'setup.apply': () => {
      const draft = current();
      const id = shelve(draft);
      desk.closeStore(id);
      return finish(id, draft);
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
