import { EqualityFilter, OrFilter } from 'ldapts';
import type { Filter } from 'ldapts';
import { sourceAttributes } from '../../sync/attributes.ts';
import type { SourceObject } from '../../sync/directory.ts';
import type { LargeGroupChange, SourcePage } from '../../sync/ports.ts';
import { Problem } from '../../../shared/errors.ts';
import { dirSyncAnswer, dirSyncControl, dirSyncFlags } from './controls.ts';
import type { DirSyncAnswer } from './controls.ts';
import { isResult, LdapResultError, resultCodes, searchProblem } from './failure.ts';
import { guidBytes } from './identifiers.ts';
import { isBelow, namingContextOf, readObjects, referenceControls } from './import-context.ts';
import type { ImportContext, Reading } from './import-context.ts';
import { both, groupChange } from './member-changes.ts';
import type { GroupChange } from './member-changes.ts';
import { readEntry } from './message.ts';
import type { EntryMessage } from './message.ts';
import { kindsFilter } from './object-classes.ts';
import { throwIfCancelled } from './pager.ts';
import { guidValue, textValue } from './raw-values.ts';
import { supports } from './root-dse.ts';

/** Where DirSync stands, and whether it shows only what the account may see. */
export type DirSyncPosition = { readonly cookie: Buffer; readonly objectSecurity: boolean };

/** One answer: what changed, by GUID. `groups`: those large groups of which it says enough. */
export type DirSyncStep = { readonly answer: DirSyncAnswer; readonly changed: readonly string[]; readonly groups: ReadonlyMap<string, GroupChange>; readonly deleted: readonly string[] };

/** A change of any of these is reported; `name` changes with every rename and move. All values but members of large groups are read again. */
const watched: readonly string[] = [...sourceAttributes, 'member', 'manager', 'isDeleted', 'name'];
/** A new object with this objectGUID does not exist: the filter for moving on without reading. */
const nothing = new EqualityFilter({ attribute: 'objectGUID', value: Buffer.alloc(16) });
const rereadAtOnce = 200;
/** A server walks its whole domain before it answers a filter that matches nothing. */
const silenceMs = 15 * 60_000;

const none: ReadonlySet<string> = new Set();

/** Asks once. `largeGroups`: see SourceConnector.openImport. Throws LdapResultError when the server refuses. */
export async function dirSyncStep(context: ImportContext, position: DirSyncPosition, filter: string | Filter, largeGroups = none): Promise<DirSyncStep> {
  const { directory } = context;
  const flags = (dirSyncFlags.incrementalValues | (position.objectSecurity ? dirSyncFlags.objectSecurity : 0)) | 0;
  const changed: string[] = [];
  const deleted: string[] = [];
  const groups = new Map<string, GroupChange>();
  const read = (message: EntryMessage): void => {
    const entry = readEntry(message);
    const guid = guidValue(entry, 'objectGUID');
    if (guid === null) return;
    const group = largeGroups.has(guid) ? groupChange(entry) : null;
    if (group !== null) groups.set(guid, both(groups.get(guid), group));
    else (textValue(entry, 'isDeleted')?.toUpperCase() === 'TRUE' ? deleted : changed).push(guid);
  };
  const search = { base: namingContextOf(directory), scope: 'sub', filter, attributes: [...watched, ...(context.options.extraAttributes ?? []).map(({ name }) => name)], controls: [dirSyncControl(flags, position.cookie), ...referenceControls(directory)], silenceMs } as const;
  const answer = dirSyncAnswer((await directory.connection.search(search, read)).controls);
  if (answer === null) throw new LdapResultError(resultCodes.unavailableCriticalExtension, 'no DirSync cookie in the answer');
  return { answer, changed, groups, deleted };
}

/** The first step of a delta import; null when the server does not take the cookie any more. */
export async function firstDelta(context: ImportContext, position: DirSyncPosition, largeGroups: ReadonlySet<string>): Promise<DirSyncStep | null> {
  try {
    return await dirSyncStep(context, position, kindsFilter, largeGroups);
  } catch (error) {
    if (!(error instanceof LdapResultError)) throw error;
    context.options.log('warning', `${context.directory.facts.name} refused the DirSync cookie (${error.message}).`);
    return null;
  }
}

async function runToEnd(context: ImportContext, objectSecurity: boolean): Promise<DirSyncPosition> {
  let cookie: Buffer = Buffer.alloc(0);
  for (;;) {
    throwIfCancelled(context.cancel);
    const { answer } = await dirSyncStep(context, { cookie, objectSecurity }, nothing);
    if (!answer.more) return { cookie: answer.cookie, objectSecurity };
    if (answer.cookie.equals(cookie)) throw new Problem('connection', `${context.directory.facts.name} does not get on with DirSync.`, 'Set source.delta to usnChanged.');
    cookie = answer.cookie;
  }
}

/**
 * The position "everything up to now": with the right to replicate, else restricted to what the account may see.
 * A string says why DirSync cannot be used.
 */
export async function currentPosition(context: ImportContext): Promise<DirSyncPosition | string> {
  const { directory } = context;
  if (!supports(directory.facts, 'dirSync')) return `${directory.facts.name} does not offer DirSync`;
  try {
    return await runToEnd(context, false);
  } catch (error) {
    if (!isResult(error, resultCodes.insufficientAccessRights)) return refused(error);
  }
  try {
    return await runToEnd(context, true);
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): string {
  if (!(error instanceof LdapResultError)) throw error;
  return `DirSync was refused (${error.diagnostic.split(/[\r\n\0]/)[0] || error.message})`;
}

function guidFilter(guids: readonly string[]): Filter {
  return new OrFilter({ filters: guids.map((guid) => new EqualityFilter({ attribute: 'objectGUID', value: guidBytes(guid) ?? '' })) });
}

/** Reads changed objects as they are now; an object that left the base counts as deleted, for it was seen elsewhere. */
async function* reread(context: ImportContext, guids: readonly string[], reading: Reading = {}): AsyncGenerator<{ readonly objects: readonly SourceObject[]; readonly left: readonly string[] }> {
  const { directory } = context;
  for (let index = 0; index < guids.length; index += rereadAtOnce) {
    const objects: SourceObject[] = [];
    const left: string[] = [];
    for await (const page of readObjects(context, namingContextOf(directory), guidFilter(guids.slice(index, index + rereadAtOnce)), reading)) {
      for (const object of page) {
        if (isBelow(object.dn, directory.baseDn)) objects.push(object);
        else left.push(object.guid);
      }
    }
    yield { objects, left };
  }
}

/** What changed in large groups: members as DirSync named them, the rest of those of which more changed as it is now. */
async function* changesOf(context: ImportContext, groups: ReadonlyMap<string, GroupChange>): AsyncGenerator<{ readonly largeGroups: readonly LargeGroupChange[]; readonly left: readonly string[] }> {
  const changeOf = (guid: string, object: LargeGroupChange['object']): LargeGroupChange => ({ guid, object, added: groups.get(guid)?.added ?? [], removed: groups.get(guid)?.removed ?? [] });
  const [otherwise, onlyMembers] = [true, false].map((wanted) => [...groups].flatMap(([guid, change]) => (change.otherwise === wanted ? [guid] : [])));
  if (onlyMembers !== undefined && onlyMembers.length > 0) yield { largeGroups: onlyMembers.map((guid) => changeOf(guid, null)), left: [] };
  for await (const { objects, left } of reread(context, otherwise ?? [], { members: false })) yield { largeGroups: objects.map(({ members: _, ...object }) => changeOf(object.guid, object)), left };
}

type DirSyncOptions = { readonly objectSecurity: boolean; readonly largeGroups: ReadonlySet<string> };

/** Pages of a delta import; the last page of each DirSync answer carries the watermark made of its cookie. */
export async function* dirSyncPages(context: ImportContext, first: DirSyncStep, { objectSecurity, largeGroups }: DirSyncOptions, watermarkOf: (position: DirSyncPosition) => string): AsyncGenerator<SourcePage> {
  let step = first;
  for (;;) {
    for await (const { objects, left } of reread(context, step.changed)) yield { objects, deleted: left, watermark: null };
    for await (const { largeGroups: changed, left } of changesOf(context, step.groups)) yield { objects: [], largeGroups: changed, deleted: left, watermark: null };
    yield { objects: [], deleted: step.deleted, watermark: watermarkOf({ cookie: step.answer.cookie, objectSecurity }) };
    if (!step.answer.more) return;
    throwIfCancelled(context.cancel);
    try {
      step = await dirSyncStep(context, { cookie: step.answer.cookie, objectSecurity }, kindsFilter, largeGroups);
    } catch (error) {
      throw searchProblem(error, 'the changes', context.directory.facts.name);
    }
  }
}
