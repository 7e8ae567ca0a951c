import { explain } from '../sync/explain.ts';
import { systemClock } from '../worker/system.ts';
import { changesForObject, type LaterChange } from '../sync/object-changes.ts';
import type { RunRecord, StagingStore } from '../sync/store.ts';
import type { Settings } from '../sync/settings.ts';
import type { Context } from './context.ts';
import { conflictLines } from './report-conflicts.ts';
import { changeBlock, exportLines, headLines } from './report-run.ts';
import { changeText } from './report-words.ts';
import { plain, plural } from './terminal.ts';

/** What `sync --object` says to a person: what was to be written for the object, what waits, and how it stands now. */
export function objectReport(context: Context, record: RunRecord, store: StagingStore, settings: Settings, guid: string): readonly string[] {
  const [head = '', ...problem] = headLines(context, record);
  if (record.error !== null || record.planId === null) return [head, ...problem];
  const explanation = explain(guid, settings, store, systemClock.now());
  const anchor = explanation?.anchor ?? null;
  const { write, later } = anchor === null ? { write: [], later: [] } : changesForObject(record.planId, anchor, store.plans);
  return [
    head,
    '',
    ...(write.length === 0 ? ['Nothing to write for this object.'] : write.flatMap(changeBlock)),
    ...laterLines(later),
    ...conflictLines(context, store.conflicts.all().filter((conflict) => conflict.guid === guid)),
    ...(write.length === 0 ? [] : exportLines(context, record)),
    ...(explanation === null ? [] : ['', plain(explanation.verdict)]),
  ];
}

/** What is left to a sync of everything, each with why. */
function laterLines(later: readonly LaterChange[]): readonly string[] {
  if (later.length === 0) return [];
  const why = ({ change, why, on }: LaterChange): string => {
    switch (why) {
      case 'held':
        return change.hold?.text ?? '';
      case 'takesAway':
        return 'something is taken away';
      case 'swap':
        return 'half of a swap of names';
      case 'waits':
        return on === null ? 'waits for another object' : `waits for ${on}`;
    }
  };
  return [`${plural(later.length, 'change')} of this object ${later.length === 1 ? 'waits' : 'wait'} for a sync of everything:`, ...later.map((each) => plain(`  ${changeText(each.change)}: ${why(each)}`))];
}
