import type { Control, Filter } from 'ldapts';
import type { SourceObject } from '../../sync/directory.ts';
import type { Cancel } from '../../sync/ports.ts';
import { extendedDnControl } from './controls.ts';
import { completeDraft } from './member-ranges.ts';
import { readPages } from './pager.ts';
import { supports } from './root-dse.ts';
import type { Directory } from './session.ts';
import { createObjectReader, requestedAttributes } from './source-object.ts';
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

/** Pages of complete objects that match; logs once how many referrals to other domains were left alone. */
export async function* readObjects(context: ImportContext, base: string, filter: string | Filter, scope: 'sub' | 'base' = 'sub'): AsyncGenerator<readonly SourceObject[]> {
  const { directory, options, cancel, reader } = context;
  const controls: readonly Control[] = supports(directory.facts, 'extendedDn') ? [extendedDnControl(false)] : [];
  const search = { base, scope, filter, attributes: requestedAttributes(options.memberRange, options.extraAttributes), controls, pageSize: options.pageSize, what: base } as const;
  let references = 0;
  for await (const page of readPages(directory, search, reader.draftOf, cancel)) {
    const objects: SourceObject[] = [];
    for (const draft of page.items) {
      objects.push(draft.open.length === 0 ? draft.object : await completeDraft(directory, draft, { reader, size: options.memberRange, controls }));
    }
    references += page.references;
    yield objects;
  }
  if (references > 0) options.log('info', `${directory.facts.name} named ${references} other naming contexts (subordinate domains, DNS zones); they are not part of ${base} and are not read.`);
}
