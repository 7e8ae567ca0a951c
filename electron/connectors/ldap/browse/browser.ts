import type { Cancel } from '../../../sync/ports.ts';
import { createSession } from '../session.ts';
import type { Directory } from '../session.ts';
import type { ExtraAttribute, SourceOptions } from '../source-options.ts';
import { takeCensus } from './census.ts';
import type { Census } from './census.ts';
import { readContainers } from './containers.ts';
import type { ContainerTree } from './containers.ts';
import { countMembers, findObjects, readAccount } from './look-up.ts';
import type { FoundObject, FoundObjects, MemberCounts } from './look-up.ts';

export type { AnchorCounts, Census, ObjectCounts } from './census.ts';
export type { Container, ContainerTree } from './containers.ts';
export type { FoundObject, FoundObjects, MemberCounts } from './look-up.ts';

/** Looks around in a directory, for forms: nothing of it is staged. */
export type DirectoryBrowser = {
  containers(cancel: Cancel): Promise<ContainerTree>;
  census(cancel: Cancel, progress: (done: number) => void): Promise<Census>;
  find(text: string, kinds: 'all' | 'groups', cancel: Cancel): Promise<FoundObjects>;
  read(object: { readonly guid: string | null; readonly dn: string }, cancel: Cancel, extra?: readonly ExtraAttribute[]): Promise<FoundObject | null>;
  countMembers(groupDn: string, cancel: Cancel, progress: (done: number) => void): Promise<MemberCounts>;
  close(): void;
};

/** Connects with the first question. Questions may overlap: they share one connection. */
export function openBrowser(options: SourceOptions): DirectoryBrowser {
  const session = createSession(options);
  let opening: Promise<Directory> | null = null;
  const directory = async (): Promise<Directory> => {
    opening ??= session.open(null).finally(() => {
      opening = null;
    });
    return await opening;
  };
  return {
    containers: async (cancel) => await readContainers(await directory(), options.pageSize, cancel),
    census: async (cancel, progress) => await takeCensus(await directory(), options.pageSize, cancel, progress),
    find: async (text, kinds, cancel) => await findObjects(await directory(), text, kinds, cancel),
    read: async (object, cancel, extra) => await readAccount(await directory(), object, cancel, extra),
    countMembers: async (groupDn, cancel, progress) => await countMembers(await directory(), groupDn, options.pageSize, cancel, progress),
    close: () => session.close(),
  };
}
