import type { Control } from 'ldapts';
import type { SourceObject } from '../../sync/directory.ts';
import { Problem } from '../../../shared/errors.ts';
import { isResult, resultCodes, searchProblem } from './failure.ts';
import { readEntry } from './message.ts';
import type { Directory } from './session.ts';
import { referenceOf } from './source-object.ts';
import type { ObjectDraft, ObjectReader } from './source-object.ts';

export type RangeOptions = {
  readonly reader: ObjectReader;
  /** Values to ask for at a time; undefined: as many as the server gives. */
  readonly size: number | undefined;
  readonly controls: readonly Control[];
};

/** Number of the value to go on with; null after the last one; undefined when the server gave none of this range. */
type Next = number | null | undefined;

async function readRange(directory: Directory, draft: ObjectDraft, attribute: string, from: number, options: RangeOptions): Promise<Next> {
  const { object } = draft;
  const base = directory.facts.activeDirectory ? `<GUID=${object.guid}>` : object.dn;
  const asked = `${attribute};range=${from}-${options.size === undefined ? '*' : from + options.size - 1}`;
  let next: Next;
  try {
    await directory.connection.search({ base, scope: 'base', filter: '(objectClass=*)', attributes: [asked], controls: options.controls }, (message) => {
      const entry = readEntry(message);
      for (const raw of entry.attributes) {
        const found = options.reader.valuesOf(entry, raw);
        if (found === null || found.meaning.name !== attribute || found.meaning.range === null) continue;
        next = found.meaning.range.last === null ? null : found.meaning.range.last + 1;
        if (found.meaning.role === 'member') for (const value of found.values) object.members.push(referenceOf(value));
        else object.attributes[attribute] = [...(object.attributes[attribute] ?? []), ...found.values];
      }
    });
  } catch (error) {
    // AD answers a range beyond the end with operationsError.
    if (isResult(error, resultCodes.operationsError)) return undefined;
    throw searchProblem(error, `the values of ${attribute} of ${object.dn}`, directory.facts.name);
  }
  return typeof next === 'number' && next <= from ? undefined : next;
}

async function readRanges(directory: Directory, draft: ObjectDraft, attribute: string, first: number, options: RangeOptions): Promise<boolean> {
  let next: Next = first;
  while (typeof next === 'number') next = await readRange(directory, draft, attribute, next, options);
  return next === null;
}

/**
 * Completes an object of which the server sent attributes in part (range retrieval, [MS-ADTS] 3.1.1.3.1.3.3):
 * `member;range=0-1499` says there is more, `member;range=1500-*` that this was the rest. A group that shrinks
 * meanwhile is read once more from its first value.
 */
export async function completeDraft(directory: Directory, draft: ObjectDraft, options: RangeOptions): Promise<SourceObject> {
  const { object } = draft;
  for (const { attribute, next } of draft.open) {
    if (await readRanges(directory, draft, attribute, next, options)) continue;
    object.members.splice(0, attribute === 'member' ? object.members.length : 0);
    if (attribute !== 'member') object.attributes[attribute] = [];
    if (await readRanges(directory, draft, attribute, 0, options)) continue;
    throw new Problem('connection', `${directory.facts.name} did not give all values of ${attribute} of ${object.dn}.`, 'Start the run again; the object may have changed while it was read.');
  }
  return object;
}
