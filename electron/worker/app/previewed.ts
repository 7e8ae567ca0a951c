import { Problem } from '../../../shared/errors.ts';
import { textOfProfile, type SetupDraft } from '../../../shared/setup.ts';
import type { StagingStore } from '../../sync/store.ts';
import { changedSinceShown } from '../shown-profile.ts';
import type { Workspace } from '../workspace.ts';
import { openDraftFile } from './desk/setup/draft-file.ts';
import { draftProfile, withSideFiles } from './desk/setup/draft-profile.ts';
import type { Shelf } from './shelf.ts';

/** Throws unless a preview of exactly this draft ended: what would be written was not shown, or something else was. */
export function demandPreview(draft: SetupDraft, root: string, shelf: Shelf, runs: Pick<StagingStore['runs'], 'list'>): void {
  const { profileId, prepared } = draft;
  if (profileId === null || prepared === null) throw new Problem('usage', 'The profile was not previewed yet.', 'Go through the preview first.');
  const loaded = draftProfile(draft.profile, openDraftFile(root).folder);
  if (textOfProfile(shelf.load(profileId).input) !== textOfProfile(withSideFiles(loaded.input, loaded.folder).profile)) {
    throw new Problem('usage', `“${draft.profile.name}” was changed since its preview: what the preview showed is not what would be written.`, 'Go back to the preview in the setup, compute it again and look at the plan.');
  }
  const previewed = runs.list(100).some(({ profile, startedAt, outcome }) => profile === 'preview' && startedAt >= prepared.at && outcome !== null && outcome !== 'failed' && outcome !== 'cancelled');
  if (!previewed) throw new Problem('usage', `No preview of “${draft.profile.name}” ended since its last change.`, 'Go back to the preview in the setup and compute it again.');
}

/** The same for a profile that is about to be written, wherever that was asked for. One that is not being set up needs none. */
export function demandPreviewInSetup(profileId: string, root: string, shelf: Shelf, runs: Pick<StagingStore['runs'], 'list'>): void {
  const draft = openDraftFile(root).read();
  if (draft?.profileId === profileId && !draft.editing) demandPreview(draft, root, shelf, runs);
}

/** Throws when the profile was changed and nobody has seen what that does; for the clock also until a person has let it be written. */
export function demandSeen(workspace: Workspace, scheduled: boolean): void {
  const changed = changedSinceShown(workspace);
  const { name } = workspace.loaded.profile;
  if (changed === 'unseen') throw new Problem('usage', `“${name}” was changed, and nobody has seen yet what that does: nothing is written.`, 'Start a preview, look at its plan, then choose Sync now.');
  if (changed === 'shown' && scheduled) throw new Problem('usage', `“${name}” was changed and not written since.`, 'Look at the plan, then choose Sync now; the schedule goes on after that.');
}
