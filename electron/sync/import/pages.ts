import { Problem } from '../../../shared/errors.ts';
import type { Phase } from '../../../shared/run.ts';
import type { RunPorts } from '../run.ts';
import { createMeter, grouped } from './meter.ts';
import { readAhead } from './read-ahead.ts';

/** Two pages on their way hide the round trip behind the staging; more would only hold memory. */
const pagesAhead = 2;

type Page = { readonly objects: { readonly length: number }; readonly largeGroups?: { readonly length: number }; readonly watermark: string | null; readonly release?: () => void };

export type PagesOptions<P extends Page> = {
  readonly phase: Extract<Phase, 'importSource' | 'importTarget' | 'confirm'>;
  readonly pages: AsyncIterable<P>;
  /** Stages one page in one transaction. */
  readonly stage: (page: P) => void;
  /** About how many objects to expect; null when unknown. */
  readonly expected: number | null;
};

/**
 * Stages every page of an import and answers the last watermark (null when no page carried one).
 * Returns only when the iteration ended normally; an error or a cancel throws, so that an import that did not finish is
 * never finished by mistake (invariant I1). Cancel is looked at between pages: a page is staged whole or not at all.
 */
export async function stagePages<P extends Page>(ports: Pick<RunPorts, 'clock' | 'progress' | 'cancel'>, options: PagesOptions<P>): Promise<string | null> {
  const meter = createMeter(ports.clock);
  let read = 0;
  let watermark: string | null = null;
  const refuseWhenCancelled = (): void => {
    if (ports.cancel.aborted) throw cancelled(options.phase);
  };
  const report = (): void => {
    meter.reached(read);
    const total = options.expected !== null && read <= options.expected ? options.expected : null;
    const text = total === null ? `${grouped(read)} read` : `${grouped(read)} of about ${grouped(total)}`;
    ports.progress({ phase: options.phase, done: read, total, perSecond: meter.perSecond(), etaSeconds: meter.etaSeconds(total), pace: 'free', text });
  };

  report();
  refuseWhenCancelled();
  for await (const page of readAhead(options.pages, pagesAhead)) {
    refuseWhenCancelled();
    options.stage(page);
    watermark = page.watermark ?? watermark;
    read += page.objects.length + (page.largeGroups?.length ?? 0);
    page.release?.();
    report();
  }
  refuseWhenCancelled();
  return watermark;
}

function cancelled(phase: Phase): Problem {
  const side = phase === 'importSource' ? 'Active Directory' : 'Microsoft Entra ID';
  return new Problem('cancelled', `The import from ${side} was cancelled before it was complete.`, 'Start the run again; nothing counts as deleted because of the part that was not read.');
}
