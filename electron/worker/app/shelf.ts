import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputProblem, Problem } from '../../../shared/errors.ts';
import type { ProfileEntry } from '../../../shared/ipc/state.ts';
import { sourcesOf, type ProfileInput } from '../../../shared/profile.ts';
import { dataFolderBelow } from '../data-folder.ts';
import { loadProfile, type LoadedProfile } from '../profile.ts';

type Kept = { readonly id: string; readonly kind: ProfileEntry['kind'] };
type ShelfFile = { readonly active: string | null; readonly profiles: readonly Kept[] };

/** Files that lie beside a profile: CA files, certificates. Name → PEM text. */
export type SideFiles = Readonly<Record<string, string>>;

/**
 * The profiles of the desktop app, each a file that the command line runs unchanged: `<root>/app/profiles/ID/profile.json`.
 * Their data folders are those of the command line: `<root>/NAME`. Only the desk writes here.
 */
export type Shelf = {
  entries(): readonly ProfileEntry[];
  activeId(): string | null;
  /** The name, with a number behind it when another profile has it. */
  freeName(name: string): string;
  activate(id: string): void;
  load(id: string): LoadedProfile;
  dataFolder(id: string): string;
  /** Writes the profile: a new one, or with `id` in place of that one. Throws an InputProblem when its name cannot be had. Answers its entry. */
  put(profile: ProfileInput, options: { readonly id?: string; readonly kind: ProfileEntry['kind']; readonly files?: SideFiles }): ProfileEntry;
  /** Gives the profile another name, and its data folder with it. `idle` runs the move while nothing else has the folder. */
  rename(id: string, name: string, options: { readonly kind: ProfileEntry['kind']; readonly input: ProfileInput; readonly idle: (move: () => void) => void }): void;
  /** Takes the profile off the shelf; its data folder stays, unless `withData`. */
  remove(id: string, withData: boolean): void;
  /** Sample companies do not outlive the app: what an earlier start left is swept. */
  sweepSamples(): void;
};

/** `Contoso (test)` → `contoso-test`. */
export function idOf(name: string): string {
  const id = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);
  return id === '' ? 'profile' : id;
}

/** The name of the folder where the app keeps its own files; no profile may be called so. */
export const appFolderName = 'app';

export function openShelf(root: string): Shelf {
  const folder = join(root, appFolderName, 'profiles');
  const file = join(root, appFolderName, 'shelf.json');
  const path = (id: string): string => join(folder, id, 'profile.json');

  const read = (): ShelfFile => {
    if (!existsSync(file)) return { active: null, profiles: [] };
    const { active, profiles } = JSON.parse(readFileSync(file, 'utf8')) as ShelfFile;
    return { active, profiles: profiles.filter(({ id }) => existsSync(path(id))) };
  };
  const write = (shelf: ShelfFile): void => {
    mkdirSync(join(root, appFolderName), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, `${JSON.stringify(shelf, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const load = (id: string): LoadedProfile => {
    if (!read().profiles.some((kept) => kept.id === id)) throw new Problem('usage', `There is no profile ${id} in this app.`, 'Choose one of the profiles in the list.');
    return loadProfile(path(id));
  };
  const entryOf = ({ id, kind }: Kept): readonly ProfileEntry[] => {
    try {
      const { profile } = loadProfile(path(id));
      const sourceName = sourcesOf(profile).map(({ title }) => title).join(', ');
      return [{ id, kind, name: profile.name, sourceName, targetName: profile.target.tenantId, stagingMode: profile.policies.stagingMode }];
    } catch {
      return [{ id, kind, name: id, sourceName: '', targetName: '', stagingMode: false }];
    }
  };

  const freeId = (name: string, { profiles }: ShelfFile): string => {
    const wanted = idOf(name);
    const taken = new Set(profiles.map(({ id }) => id));
    let id = wanted;
    for (let number = 2; taken.has(id); number += 1) id = `${wanted.slice(0, 60)}-${number}`;
    return id;
  };
  /** Names become folders: two that become the same one would share a staging store. */
  const checkName = (name: string, id: string, { profiles }: ShelfFile): void => {
    const own = dataFolderBelow(root, name).toLowerCase();
    if (own === join(root, appFolderName).toLowerCase()) throw new InputProblem('name', `A profile cannot be called “${name}”: Causeway keeps its own files under that name.`, 'Choose another name.');
    const other = profiles.filter((kept) => kept.id !== id).flatMap(entryOf).find((entry) => dataFolderBelow(root, entry.name).toLowerCase() === own);
    if (other !== undefined) throw new InputProblem('name', `There is already a profile called “${other.name}”.`, 'Choose another name, or change that profile in Settings.');
  };

  const freeName = (name: string): string => {
    const taken = new Set(read().profiles.flatMap(entryOf).map((entry) => dataFolderBelow(root, entry.name).toLowerCase()));
    let free = name;
    for (let number = 2; taken.has(dataFolderBelow(root, free).toLowerCase()); number += 1) free = `${name} ${number}`;
    return free;
  };

  return {
    freeName,
    entries: () => read().profiles.flatMap(entryOf),
    activeId() {
      const { active, profiles } = read();
      return profiles.some(({ id }) => id === active) ? active : (profiles[0]?.id ?? null);
    },
    activate(id) {
      load(id);
      write({ ...read(), active: id });
    },
    load,
    dataFolder: (id) => dataFolderBelow(root, load(id).profile.name),
    put(profile, { id: given, kind, files = {} }) {
      const shelf = read();
      const id = given ?? freeId(profile.name, shelf);
      checkName(profile.name, id, shelf);
      const own = join(folder, id);
      mkdirSync(own, { recursive: true, mode: 0o700 });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text, { mode: 0o600 });
      writeFileSync(`${path(id)}.new`, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
      loadProfile(`${path(id)}.new`);
      renameSync(`${path(id)}.new`, path(id));
      const kept: Kept = { id, kind };
      write({ active: shelf.active ?? id, profiles: [...shelf.profiles.filter((each) => each.id !== id), kept] });
      const [entry] = entryOf(kept);
      if (entry === undefined) throw new Problem('internal', `The profile ${id} was written but cannot be read.`, 'Write it again.');
      return entry;
    },
    rename(id, name, { kind, input, idle }) {
      checkName(name, id, read());
      const [from, to] = [dataFolderBelow(root, load(id).profile.name), dataFolderBelow(root, name)];
      if (from !== to && existsSync(to)) throw new InputProblem('name', `There is already a folder ${to}.`, 'Choose another name, or move that folder away.');
      // The lock lies in the folder: it is looked at first, then the folder moves.
      idle(() => undefined);
      if (from !== to && existsSync(from)) renameSync(from, to);
      try {
        this.put({ ...input, name }, { id, kind });
      } catch (error) {
        if (from !== to && existsSync(to)) renameSync(to, from);
        throw error;
      }
    },
    remove(id, withData) {
      const { active, profiles } = read();
      const name = profiles.filter((kept) => kept.id === id).flatMap(entryOf)[0]?.name;
      const data = withData && name !== undefined ? dataFolderBelow(root, name) : null;
      write({ active: active === id ? null : active, profiles: profiles.filter((kept) => kept.id !== id) });
      rmSync(join(folder, id), { recursive: true, force: true });
      if (data !== null) rmSync(data, { recursive: true, force: true });
    },
    sweepSamples() {
      for (const { id, kind } of read().profiles) if (kind === 'sample') this.remove(id, true);
    },
  };
}
