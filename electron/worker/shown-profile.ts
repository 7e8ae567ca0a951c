import { createHash } from 'node:crypto';
import type { ChangedProfile } from '../../shared/ipc/state.ts';
import { profileSchema, type Profile } from '../../shared/profile.ts';
import { isWholeRun, type RunOutcome, type RunProfile } from '../../shared/run.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import type { Workspace } from './workspace.ts';

/** Digests of the profile as a person last saw its plan, and as a person last let it be written. */
type Shown = { readonly previewed: string; readonly synced: string | null };

const fileName = 'shown-profile.json';

type Part = Readonly<Record<string, unknown>>;

/** What differs from the defaults, as it was written: a later version with another option, or another default inside a rule, does not make the profile another one. */
function chosen(written: Part | undefined, parsed: Part, defaults: Part): Part {
  return Object.fromEntries(Object.keys(parsed).sort().filter((key) => JSON.stringify(parsed[key]) !== JSON.stringify(defaults[key])).map((key) => [key, written?.[key] ?? parsed[key]]));
}

/** Everything that decides what a run writes; not how the two sides are reached. */
function digestOf({ input, profile }: Pick<Workspace['loaded'], 'input' | 'profile'>): string {
  const objects = (each: Profile['source']) => [[each.url ?? []].flat(), each.domain ?? null, each.baseDn ?? null, each.username, each.containers, each.pilotGroup];
  const { rules, policies, protection } = profileSchema.shape;
  const { stagingMode: _, ...writing } = chosen(input.policies, profile.policies, policies.parse(undefined));
  const parts = [
    objects(profile.source), profile.furtherSources.map((each) => [each.name, objects(each)]), profile.join, profile.target.tenantId,
    chosen(input.rules, profile.rules, rules.parse(undefined)), writing, chosen(input.protection, profile.protection, protection.parse(undefined)),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function read(dataFolder: string): Shown | null {
  const { previewed, synced } = readJsonFile<Shown>(dataFolder, fileName) ?? {};
  return typeof previewed === 'string' ? { previewed, synced: typeof synced === 'string' ? synced : null } : null;
}

/** Remembers the profile that a run has shown, or has written. Runs of one object, and runs that did not end, show nothing of it. */
export function noteShown({ loaded, dataFolder }: Pick<Workspace, 'loaded' | 'dataFolder'>, run: { readonly profile: RunProfile; readonly outcome: RunOutcome | null }): void {
  if (!isWholeRun(run.profile) || run.outcome === null || run.outcome === 'failed' || run.outcome === 'cancelled') return;
  const digest = digestOf(loaded);
  const before = read(dataFolder);
  const shown: Shown = { previewed: digest, synced: run.profile === 'sync' ? digest : (before?.synced ?? null) };
  if (before?.previewed === shown.previewed && before.synced === shown.synced) return;
  writeJsonFile(dataFolder, fileName, shown);
}

/**
 * Whether the profile is another one than people know. `unseen`: no preview of it ended. `shown`: it was previewed, but
 * only an older one was written so far. `no`, too, where nothing is known, and in staging mode, which writes nothing.
 */
export function changedSinceShown({ loaded, dataFolder }: Pick<Workspace, 'loaded' | 'dataFolder'>): ChangedProfile {
  const shown = read(dataFolder);
  if (shown === null || loaded.profile.policies.stagingMode) return 'no';
  const digest = digestOf(loaded);
  if (shown.synced === digest) return 'no';
  if (shown.previewed !== digest) return 'unseen';
  return shown.synced === null ? 'no' : 'shown';
}
