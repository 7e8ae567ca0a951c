import { Problem } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/nearest.ts';
import { withStore } from '../../worker/with-store.ts';
import type { RunRecord, RunStep } from '../../sync/store.ts';
import { exitCodes } from '../command-table.ts';
import { workspaceOf, type Context } from '../context.ts';
import { count, duration, plain, table } from '../terminal.ts';

const defaultLimit = 20;
const largestLimit = 10_000;

function limitOf(text: string | undefined): number {
  if (text === undefined) return defaultLimit;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > largestLimit) throw new Problem('usage', `--limit "${text}" is not a number from 1 to ${largestLimit}.`, 'Write for example --limit 50.');
  return limit;
}

function seconds(from: string, to: string | null): string {
  return to === null ? 'unfinished' : duration((Date.parse(to) - Date.parse(from)) / 1000);
}

function listLines(runs: readonly RunRecord[]): readonly string[] {
  if (runs.length === 0) return ['No run yet.'];
  return table([
    ['run', 'what', 'outcome', 'read', 'writes', 'failed', 'took'],
    ...runs.map((run) => [
      run.id,
      run.profile,
      run.outcome ?? 'unfinished',
      run.imports === null ? '-' : count(run.imports.source.read),
      run.exported === null ? '-' : count(run.exported.writes),
      run.exported === null ? '-' : count(run.exported.failed.length),
      seconds(run.startedAt, run.endedAt),
    ]),
  ]);
}

function detailLines(run: RunRecord & { readonly steps: readonly RunStep[] }): readonly string[] {
  const lines = [`${run.profile} ${run.id}: ${run.outcome ?? 'unfinished'}, started ${run.startedAt}, took ${seconds(run.startedAt, run.endedAt)}`];
  if (run.planId !== null) lines.push(`Plan ${run.planId}`);
  if (run.error !== null) lines.push(plain(run.error.message), plain(run.error.fix));
  for (const step of run.steps) lines.push(plain(`  ${step.phase.padEnd(13)} ${step.outcome.padEnd(9)} ${count(step.objects)} objects in ${seconds(step.startedAt, step.endedAt)}${step.text === '' ? '' : `: ${step.text}`}`));
  for (const failure of run.exported?.failed ?? []) {
    lines.push(plain(`  failed: ${failure.action} ${failure.dn}`), plain(`    ${failure.code}: ${failure.message}${failure.requestId === null ? '' : ` (request ${failure.requestId})`}`), plain(`    ${failure.fix}`));
  }
  return lines;
}

/** `causeway runs [ID]`: the history, newest first, or one run with its steps and failures. */
export async function runsCommand(context: Context): Promise<number> {
  const { terminal, json, invocation } = context;
  const [id] = invocation.words;
  const limit = limitOf(invocation.values.limit);
  await withStore(workspaceOf(context), async (store) => {
    if (id === undefined) {
      const runs = store.runs.list(limit);
      await terminal.print(json ? JSON.stringify({ runs }) : listLines(runs).join('\n'));
      return;
    }
    const run = store.runs.get(id);
    if (run === null) {
      const near = nearest(id, store.runs.list(largestLimit).map((each) => each.id));
      throw new Problem('usage', `There is no run "${id}".${near === null ? '' : ` Did you mean ${near}?`}`, 'Run `causeway runs` to list them.');
    }
    await terminal.print(json ? JSON.stringify(run) : detailLines(run).join('\n'));
  });
  return exitCodes.done;
}
