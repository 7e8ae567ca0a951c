import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../../../shared/errors.ts';
import { setupDraft } from '../../../../../shared/ipc/schemas/setup.ts';
import type { SetupDraft } from '../../../../../shared/setup.ts';
import { appFolderName } from '../../shelf.ts';

/** The setup under way, in `<root>/app/setup.json`. A damaged one is put aside, never in the way. */
export type DraftFile = { read(): SetupDraft | null; write(draft: SetupDraft): void; remove(): void; /** Folder of CA files and the like that belong to the draft. */ readonly folder: string };

export function openDraftFile(root: string): DraftFile {
  const path = join(root, appFolderName, 'setup.json');
  const folder = join(root, appFolderName, 'setup');
  return {
    folder,
    read() {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch {
        return null;
      }
      try {
        return setupDraft.parse(JSON.parse(text));
      } catch {
        renameSync(path, `${path}.damaged`);
        return null;
      }
    },
    write(draft) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.new`, `${JSON.stringify(draft, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    remove() {
      rmSync(path, { force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Throws while the profile is in the steps of the setup: what is changed elsewhere meanwhile would be lost when they end. */
export function refuseWhileInSetup(root: string, profileId: string): void {
  const draft = openDraftFile(root).read();
  if (draft?.profileId !== profileId) return;
  throw new Problem('usage', `“${draft.profile.name}” is open in the steps of the setup, which end by writing the whole profile.`, 'Change it there, or finish or discard the setup first.');
}
