import { Problem } from '../../../shared/errors.ts';
import type { ImportMode } from '../ports.ts';
import type { RunPorts } from '../run.ts';
import type { StagingStore } from '../store.ts';
import { stagePages } from './pages.ts';

export type ImportTargetPorts = Pick<RunPorts, 'target' | 'clock' | 'log' | 'progress' | 'cancel'> & { readonly store: Pick<StagingStore, 'target'> };

export type ImportTargetOptions = {
  /** Read everything, whatever the watermark. */
  readonly full: boolean;
  /** `confirm` for the confirming import after an export; the import itself is the same. */
  readonly phase?: 'importTarget' | 'confirm';
};

export type ImportedTarget = { readonly read: number; readonly mode: ImportMode; readonly reason: string };

/**
 * Imports Microsoft Entra ID into its connector space; also the confirming import that closes the loop after an export.
 * A thrown error leaves what was staged usable, and the delta links where they were (invariants I1 and I2).
 */
export async function importTarget(ports: ImportTargetPorts, options: ImportTargetOptions): Promise<ImportedTarget> {
  try {
    return await importOnce(ports, options);
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'resync' || options.full) throw error;
    ports.log('warning', `${error.message} Everything is read again.`);
    return await importOnce(ports, { ...options, full: true });
  }
}

async function importOnce(ports: ImportTargetPorts, options: ImportTargetOptions): Promise<ImportedTarget> {
  const { target, store, clock, cancel } = ports;
  const phase = options.phase ?? 'importTarget';
  const { mode, reason, pages } = await target.openImport(store.target.watermark(), { full: options.full, cancel });
  ports.log('info', `Import from Microsoft Entra ID: ${mode} (${reason}).`);

  const generation = store.target.begin(mode);
  const reached = await stagePages(ports, { phase, pages, stage: (page) => { store.target.stage(generation, mode, page, clock.now()); }, expected: null });
  // A delta without new links keeps the old ones; a full read without any is followed by another full read.
  const next = mode === 'delta' ? (reached ?? store.target.watermark()) : reached;
  const { read } = store.target.finish(generation, mode, next, clock.now());
  ports.log('info', `Import from Microsoft Entra ID: ${read} objects read.`);
  return { read, mode, reason };
}
