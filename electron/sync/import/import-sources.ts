import { asProblem, Problem } from '../../../shared/errors.ts';
import type { ImportCounts } from '../../../shared/run.ts';
import type { NamedSource } from '../ports.ts';
import type { RunPorts } from '../run.ts';
import type { SourceSettings } from '../settings.ts';
import type { StagingStore } from '../store.ts';
import { importSource, type ImportedSource, type ImportSourcePorts } from './import-source.ts';

/** What the imports of all sources came to. */
export type ImportedSources = Pick<ImportCounts['source'], 'read' | 'mode' | 'unread'>;

/** Records one import as a step of the run; `title` names the source when there are several. */
export type ImportStep = (title: string | null, work: () => Promise<ImportedSource>) => Promise<ImportedSource>;

type Ports = Omit<ImportSourcePorts, 'source'> & Pick<RunPorts, 'sources'> & { readonly store: Pick<StagingStore, 'source'> };

/** A source that was never read completely: without it nobody knows which identities are joined, and what groups hold. */
function neverRead({ title }: NamedSource, problem: Problem): Problem {
  return new Problem(problem.kind, `${title} was never read completely, and it cannot be read now: ${problem.message}`, `${problem.fix} Until then nothing is planned; or take this source out of the profile.`, { cause: problem });
}

/**
 * Imports the sources one after the other. Where several are configured, one that cannot be read does not stop the
 * others: what it contributes stays as it was last read. Throws when none can be read, when one was never read
 * completely, and when the run is cancelled.
 */
export async function importSources(ports: Ports, { full, settings }: { readonly full: boolean; readonly settings: readonly SourceSettings[] }, step: ImportStep): Promise<ImportedSources> {
  const { sources, store, log } = ports;
  const several = sources.length > 1;
  const unread: { readonly source: string; readonly message: string; readonly fix: string }[] = [];
  const imported: ImportedSource[] = [];
  let first: unknown = null;
  for (const source of sources) {
    const { name, title, connector } = source;
    const fullImportEveryHours = settings.find((each) => each.name === name)?.fullImportEveryHours ?? 0;
    try {
      imported.push(await step(several ? title : null, () => importSource({ ...ports, source: connector }, { name, full, fullImportEveryHours })));
    } catch (error) {
      const problem = asProblem(error);
      if (!several || problem.kind === 'cancelled') throw error;
      if (store.source.of(name).lastFullImport() === null) throw neverRead(source, problem);
      log('error', `${title} could not be read: ${problem.message} ${problem.fix} What it contributes stays as it was last read.`);
      unread.push({ source: title, message: problem.message, fix: problem.fix });
      first ??= error;
    }
  }
  if (imported.length === 0) throw first;
  return { read: imported.reduce((sum, { read }) => sum + read, 0), mode: imported.every(({ mode }) => mode === 'full') ? 'full' : 'delta', unread };
}
