import { createHash } from 'node:crypto';
import type { ChangedProfile } from '../../shared/ipc/state.ts';
import type { Profile } from '../../shared/profile.ts';
import { isWholeRun, type RunOutcome, type RunProfile } from '../../shared/run.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import type { Workspace } from './workspace.ts';

/** Digests of the profile as a person last saw its plan, and as a person last let it be written. */
type Shown = { readonly previewed: string; readonly synced: string | null };

const fileName = 'shown-profile.json';

/** Everything that decides what a run writes; not how the two sides are reached. */
function digestOf({ source, furtherSources, join: joined, target, rules, policies, protection }: Profile): string {
  const objects = (each: Profile['source']) => [each.url ?? null, each.domain ?? null, each.baseDn ?? null, each.username, each.containers, each.pilotGroup];
  const { stagingMode: _, ...writing } = policies;
  return createHash('sha256').update(JSON.stringify([objects(source), furtherSources.map((each) => [each.name, objects(each)]), joined, target.tenantId, rules, writing, protection])).digest('hex');
}

function read(dataFolder: string): Shown | null {
  const { previewed, synced } = readJsonFile<Shown>(dataFolder, fileName) ?? {};
  return typeof previewed === 'string' ? { previewed, synced: typeof synced === 'string' ? synced : null } : null;
}

/** Remembers the profile that a run has shown, or has written. Runs of one object, and runs that did not end, show nothing of it. */
export function noteShown({ loaded, dataFolder }: Pick<Workspace, 'loaded' | 'dataFolder'>, run: { readonly profile: RunProfile; readonly outcome: RunOutcome | null }): void {
  if (!isWholeRun(run.profile) || run.outcome === null || run.outcome === 'failed' || run.outcome === 'cancelled') return;
  const digest = digestOf(loaded.profile);
  const before = read(dataFolder);
  const shown: Shown = { previewed: digest, synced: run.profile === 'sync' ? digest : (before?.synced ?? null) };
  if (before?.previewed === shown.previewed && before.synced === shown.synced) return;
  writeJsonFile(dataFolder, fileName, shown);
}

/**
 * Whether the profile is another one than people know. `unseen`: no preview of it ended. `shown`: it was previewed, but
 * only an older one was written so far. `no`, too, where nothing is known, and in staging mode, which writes nothing.
 */
export function changedSinceShown({ loaded: { profile }, dataFolder }: Pick<Workspace, 'loaded' | 'dataFolder'>): ChangedProfile {
  const shown = read(dataFolder);
  if (shown === null || profile.policies.stagingMode) return 'no';
  const digest = digestOf(profile);
  if (shown.synced === digest) return 'no';
  if (shown.previewed !== digest) return 'unseen';
  return shown.synced === null ? 'no' : 'shown';
}
