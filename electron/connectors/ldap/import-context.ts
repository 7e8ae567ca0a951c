import type { Control, Filter } from 'ldapts';
import type { SourceObject } from '../../sync/directory.ts';
import type { Cancel, SourceObjects } from '../../sync/ports.ts';
import { extendedDnControl } from './controls.ts';
import { completeDraft } from './member-ranges.ts';
import type { EntryMessage } from './message.ts';
import { collect, decodeEntry, readPagesInto } from './pager.ts';
import type { Intake } from './pager.ts';
import { supports } from './root-dse.ts';
import type { Directory } from './session.ts';
import { createObjectReader, requestedAttributes, requestedMembers } from './source-object.ts';
import type { ObjectReader } from './source-object.ts';
import type { SourceOptions } from './source-options.ts';

/** What all parts of one import share. */
export type ImportContext = {
  readonly directory: Directory;
  readonly options: SourceOptions;
  readonly cancel: Cancel;
  readonly reader: ObjectReader;
};

/** Makes the context of one import on one connection. */
export function importContext(directory: Directory, options: SourceOptions, cancel: Cancel): ImportContext {
  return { directory, options, cancel, reader: createObjectReader(options.extraAttributes) };
}

/** Compares names without regard to case and to spaces around separators. */
export function sameDn(one: string, other: string): boolean {
  return normalDn(one) === normalDn(other);
}

function normalDn(dn: string): string {
  return dn.toLowerCase().replace(/(?<!\\)\s*,\s*/g, ',');
}

/** True when `dn` is `base` or lies below it. */
export function isBelow(dn: string, base: string): boolean {
  const inner = normalDn(dn);
  const outer = normalDn(base);
  return inner === outer || inner.endsWith(`,${outer}`);
}

/** The naming context that holds the base: where DirSync and the deleted objects are. */
export function namingContextOf(directory: Directory): string {
  const holding = directory.facts.namingContexts.filter((context) => isBelow(directory.baseDn, context));
  return holding.sort((a, b) => b.length - a.length)[0] ?? directory.baseDn;
}

/** Only a name such as `member;range=0-1499` says that the server sent a part of the values. */
function mayBePartial({ bytes, start, end }: EntryMessage): boolean {
  return bytes.subarray(start, end).includes(';range=');
}

/**
 * Entries as objects, each decoded when it is asked for: the objects of a page that waits, decoded, would be copied by
 * the garbage collector again and again, which took a third of the time of an import.
 */
function objectsOf(entries: readonly (EntryMessage | SourceObject)[], reader: ObjectReader, server: string): SourceObjects {
  return {
    length: entries.length,
    *[Symbol.iterator]() {
      for (const entry of entries) {
        const object = 'bytes' in entry ? reader.draftOf(decodeEntry(entry, server))?.object : entry;
        if (object !== undefined) yield object;
      }
    },
  };
}

/** Asks for references with the objectGUID of their object, where the server can tell it. */
export function referenceControls({ facts }: Directory): readonly Control[] {
  return supports(facts, 'extendedDn') ? [extendedDnControl(false)] : [];
}

export type Reading = {
  readonly scope?: 'sub' | 'base';
  /** False: the objects come without their members. */
  readonly members?: boolean;
};

/** Pages of complete objects that match. */
export async function* readObjects(context: ImportContext, base: string, filter: string | Filter, reading?: Reading): AsyncGenerator<SourceObjects> {
  const { directory, reader } = context;
  for await (const { taken, completed } of readEntries(context, base, filter, collect(), reading)) yield objectsOf([...taken, ...completed], reader, directory.facts.name);
}

/** What an intake made of a page. `completed`: objects of which the server sent a part only, with the rest; the intake did not get them. */
export type Entries<T> = { readonly taken: T; readonly completed: readonly SourceObject[] };

/** Pages of entries that match; logs once how many referrals to other domains were left alone. */
export async function* readEntries<T>(context: ImportContext, base: string, filter: string | Filter, intake: Intake<T>, { scope = 'sub', members = true }: Reading = {}): AsyncGenerator<Entries<T>> {
  const { directory, options, cancel, reader } = context;
  const server = directory.facts.name;
  const controls = referenceControls(directory);
  const attributes = [...requestedAttributes(options.extraAttributes), ...(members ? [requestedMembers(options.memberRange)] : [])];
  const search = { base, scope, filter, attributes, controls, pageSize: options.pageSize, what: base } as const;
  const parts = collect();
  const sorting: Intake<{ readonly whole: T; readonly parts: readonly EntryMessage[] }> = {
    add: (entry) => { (mayBePartial(entry) ? parts : intake).add(entry); },
    take: () => ({ whole: intake.take(), parts: parts.take() }),
  };
  let references = 0;
  for await (const page of readPagesInto(directory, search, sorting, cancel)) {
    const completed: SourceObject[] = [];
    for (const entry of page.taken.parts) {
      const draft = reader.draftOf(decodeEntry(entry, server));
      if (draft !== null) completed.push(await completeDraft(directory, draft, { reader, size: options.memberRange, controls }));
    }
    references += page.references;
    yield { taken: page.taken.whole, completed };
  }
  if (references > 0) options.log('info', `${server} named ${references} other naming contexts (subordinate domains, DNS zones); they are not part of ${base} and are not read.`);
}
