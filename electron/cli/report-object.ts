import { explain } from '../sync/explain.ts';
import { systemClock } from '../worker/system.ts';
import { writtenForObject } from '../sync/run-object.ts';
import type { RunRecord, StagingStore } from '../sync/store.ts';
import type { Settings } from '../sync/settings.ts';
import type { Context } from './context.ts';
import { conflictLines } from './report-conflicts.ts';
import { changeBlock, exportLines, headLines } from './report-run.ts';
import { plain, plural } from './terminal.ts';

/** What `sync --object` says to a person: what was to be written for the object, what waits, and how it stands now. */
export function objectReport(context: Context, record: RunRecord, store: StagingStore, settings: Settings, guid: string): readonly string[] {
  const [head = '', ...problem] = headLines(context, record);
  if (record.error !== null || record.planId === null) return [head, ...problem];
  const explanation = explain(guid, settings, store, systemClock.now());
  const changes = explanation === null || explanation.anchor === null ? [] : store.plans.changesOf(record.planId, explanation.anchor);
  const written = changes.filter((change) => change.hold === null && writtenForObject(change, change.anchor));
  const later = changes.length - written.length;
  return [
    head,
    '',
    ...(written.length === 0 ? ['Nothing to write for this object.'] : written.flatMap(changeBlock)),
    ...(later === 0 ? [] : [`${plural(later, 'change')} of this object ${later === 1 ? 'waits' : 'wait'} for a sync of everything: held, or something is taken away.`]),
    ...conflictLines(context, store.conflicts.all().filter((conflict) => conflict.guid === guid)),
    ...(written.length === 0 ? [] : exportLines(context, record)),
    ...(explanation === null ? [] : ['', plain(explanation.verdict)]),
  ];
}
