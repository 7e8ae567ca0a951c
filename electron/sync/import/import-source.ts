import type { ImportMode, SourceConnector } from '../ports.ts';
import type { RunPorts } from '../run.ts';
import type { DoubtfulContainer, StagingStore } from '../store.ts';
import { stagePages } from './pages.ts';

/**
 * Active Directory's answer holds so many members of a group (MaxValRange): a group up to there is read whole with every
 * change, which also mends whatever staging may have missed. Of a larger one only the changes are read.
 */
const readWholeUpTo = 1500;

export type ImportSourcePorts = Pick<RunPorts, 'clock' | 'log' | 'progress' | 'cancel'> & { readonly source: Pick<SourceConnector, 'openImport'>; readonly store: Pick<StagingStore, 'source'> };

export type ImportSourceOptions = {
  /** Which source of the profile: '' is its `source`. */
  readonly name: string;
  /** Read everything, whatever the watermark. */
  readonly full: boolean;
  /** A full read at least this often; 0 means every time. */
  readonly fullImportEveryHours: number;
};

export type ImportedSource = {
  /** Users, groups and contacts returned in this run. */
  readonly read: number;
  readonly mode: ImportMode;
  readonly reason: string;
  /** `dirSync`, `usnChanged` or `search`. */
  readonly method: string;
  /** Containers whose objects are missing without a tombstone, for no reason that could be read. */
  readonly doubtful: readonly DoubtfulContainer[];
};

/**
 * Imports one source into its connector space: by delta where the watermark allows, else completely.
 * A thrown error leaves what was staged usable, and the watermark where it was (invariants I1 and I2).
 */
export async function importSource(ports: ImportSourcePorts, options: ImportSourceOptions): Promise<ImportedSource> {
  const { returned, ...imported } = await importOnce(ports, options);
  if (returned.length === 0) return imported;
  // A restored object gets its memberships back without any group showing a change: only a full read sees them.
  ports.log('info', `${returned.length} deleted objects came back; everything is read once to see their memberships.`);
  const { returned: _, ...complete } = await importOnce(ports, { ...options, full: true });
  return { ...complete, reason: 'a deleted object came back' };
}

async function importOnce(ports: ImportSourcePorts, options: ImportSourceOptions): Promise<ImportedSource & { readonly returned: readonly string[] }> {
  const { source, store, clock, cancel } = ports;
  const staging = store.source.of(options.name);
  const watermark = staging.watermark();
  const overdue = options.full || watermark === null ? null : overdueReason(staging.lastFullImport(), options.fullImportEveryHours, clock.now());
  const opened = await source.openImport(watermark, { full: options.full || overdue !== null, cancel, largeGroups: staging.groupsBeyond(readWholeUpTo) });
  const { mode, method } = opened;
  const reason = overdue ?? opened.reason;
  ports.log('info', `Import from Active Directory: ${mode}, ${method} (${reason}).`);

  const known = staging.staged();
  const generation = staging.begin(mode);
  const returned: string[] = [];
  const reached = await stagePages(ports, {
    phase: 'importSource',
    pages: opened.pages,
    stage: (page) => {
      if (mode === 'delta') for (const { guid } of page.objects) if (store.source.get(guid)?.state === 'gone') returned.push(guid);
      staging.stage(generation, mode, page);
    },
    expected: mode === 'full' && known > 0 ? known : null,
  });
  // A delta without a new watermark keeps the old one; a full read without one is followed by another full read.
  const next = mode === 'delta' ? (reached ?? staging.watermark()) : reached;
  const result = staging.finish(generation, mode, next, opened.tombstonesReadable, clock.now().toISOString());

  for (const container of result.doubtful) {
    ports.log('warning', `${container.objects} objects below ${container.dn} were not returned, but nothing says that they were deleted; they are kept.`);
  }
  ports.log('info', `Import from Active Directory: ${result.read} objects read, ${result.gone} gone.`);
  return { read: result.read, mode, reason, method, doubtful: result.doubtful, returned };
}

/** Why a full read is due although a delta would do; null when it is not. */
function overdueReason(lastFullImport: string | null, everyHours: number, now: Date): string | null {
  if (lastFullImport === null) return 'no full import has finished yet';
  const elapsedHours = (now.getTime() - Date.parse(lastFullImport)) / 3_600_000;
  // A time in the future is a clock that was set back: nobody knows how long ago the last full import was.
  const due = Number.isNaN(elapsedHours) || elapsedHours < 0 || elapsedHours >= everyHours;
  return due ? `the last full import is ${everyHours} hours ago or more` : null;
}
