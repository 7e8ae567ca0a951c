import type { Control } from 'ldapts';
import { showDeletedControl, showRecycledControl } from './controls.ts';
import { isResult, resultCodes, searchProblem } from './failure.ts';
import type { ImportContext } from './import-context.ts';
import { namingContextOf, sameDn } from './import-context.ts';
import { readEntry } from './message.ts';
import type { EntryMessage, RawEntry } from './message.ts';
import { kindsFilter } from './object-classes.ts';
import { readPages } from './pager.ts';
import { guidValue, textValue } from './raw-values.ts';
import { supports } from './root-dse.ts';
import type { Directory } from './session.ts';
import { referenceOf } from './source-object.ts';

/** Distinguished name of the container that keeps deleted objects. */
export function deletedObjectsDn(directory: Directory): string {
  return `CN=Deleted Objects,${namingContextOf(directory)}`;
}

function deletedControls(directory: Directory): readonly Control[] {
  return [showDeletedControl(false), ...(supports(directory.facts, 'showRecycled') ? [showRecycledControl(false)] : [])];
}

/**
 * True when the account can read deleted objects. By default only administrators can. The name of the container may be
 * seen all the same, for its parent is readable: what counts is that its properties can be read.
 */
export async function canReadTombstones(directory: Directory): Promise<boolean> {
  if (!supports(directory.facts, 'showDeleted')) return false;
  const base = deletedObjectsDn(directory);
  let readable = false;
  const read = (message: EntryMessage): void => { readable ||= textValue(readEntry(message), 'isDeleted') !== null; };
  try {
    await directory.connection.search({ base, scope: 'base', filter: '(objectClass=*)', attributes: ['isDeleted'], controls: deletedControls(directory) }, read);
  } catch (error) {
    if (isResult(error, resultCodes.noSuchObject, resultCodes.insufficientAccessRights, resultCodes.referral)) return false;
    throw searchProblem(error, base, directory.facts.name);
  }
  return readable;
}

/** Pages of the GUIDs of deleted objects; with `fromUsn`, only those that changed since then. */
export async function* readTombstones(context: ImportContext, fromUsn: string | null): AsyncGenerator<readonly string[]> {
  const { directory, options, cancel } = context;
  const base = deletedObjectsDn(directory);
  const filter = `(&(isDeleted=TRUE)${fromUsn === null ? '' : `(uSNChanged>=${fromUsn})`}${kindsFilter})`;
  const search = { base, scope: 'sub', filter, attributes: ['objectGUID'], controls: deletedControls(directory), pageSize: options.pageSize, what: base } as const;
  const read = (entry: RawEntry): string | null => (sameDn(referenceOf(entry.dn).dn, base) ? null : guidValue(entry, 'objectGUID'));
  for await (const page of readPages(directory, search, read, cancel)) yield page.items;
}
