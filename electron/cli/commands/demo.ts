import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from '../../lab/lab.ts';
import type { RunRecord, StagingStore } from '../../sync/store.ts';
import { loadProfile } from '../../worker/profile.ts';
import { runOnce } from '../../worker/run-once.ts';
import { withLockedStore } from '../../worker/with-store.ts';
import { handOverDemo } from './demo-hand-over.ts';
import { openWorkspace, type Workspace } from '../../worker/workspace.ts';
import { cancelOnSignals } from '../cancel.ts';
import { exitCodes } from '../command-table.ts';
import { userName } from '../../worker/user-name.ts';
import { terminalSignIn, type Context } from '../context.ts';
import { noExport, noImports, runFacts } from '../json-document.ts';
import { showProgress } from '../progress-line.ts';
import { runReport } from '../report-run.ts';

/** `prepare` answers what it changed, one sentence each. */
type Step = { readonly title: string; readonly prepare: () => readonly string[] };

const shownChanges = 6;

/** What of a run the demo shows as JSON: the run document without its changes. */
function summary(title: string, record: RunRecord, store: StagingStore): unknown {
  const plan = record.planId === null ? null : (store.plans.get(record.planId)?.summary ?? null);
  const conflicts = store.conflicts.all().map(({ id, situation, dn, attribute, value, other, fix, resolutions }) => ({ id, situation, dn, attribute, value, other, fix, resolutions }));
  return { step: title, run: runFacts(record), import: record.imports ?? noImports, plan, conflicts, export: record.exported ?? noExport };
}

async function runSteps(context: Context, workspace: Workspace, steps: readonly Step[]): Promise<{ readonly code: number; readonly summaries: readonly unknown[] }> {
  const { terminal, json } = context;
  const summaries: unknown[] = [];
  const known = new Set<string>();
  const signals = cancelOnSignals(terminal);
  try {
    for (const { title, prepare } of steps) {
      const changed = prepare();
      if (!json) await terminal.print([`\n${terminal.style('bold', `== ${title}`)}`, ...changed.map((line) => `  ${line}`)].join('\n'));
      const record = await withLockedStore(workspace, 'demo', async (store) => {
        const progress = showProgress(terminal);
        const order = { profile: 'sync', full: false, approve: null, user: userName(), signIn: terminalSignIn(terminal), progress: progress.sink, cancel: signals.cancel } as const;
        const ended = await runOnce(workspace, store, order).finally(() => progress.end());
        summaries.push(summary(title, ended, store));
        if (!json) await terminal.print(runReport(context, ended, store, { changes: shownChanges, knownConflicts: new Set(known) }).join('\n'));
        for (const { id } of store.conflicts.all()) known.add(id);
        return ended;
      });
      if (record.outcome === 'cancelled' || signals.cancel.aborted) return { code: exitCodes.cancelled, summaries };
      if (record.outcome === 'failed' || record.outcome === null) return { code: exitCodes.failed, summaries };
    }
    return { code: exitCodes.done, summaries };
  } finally {
    signals.dispose();
  }
}

/**
 * `causeway demo`: the main job on the sample company, through the same code as a real run: first sync, changes on both
 * sides, delta sync, and a third sync that finds nothing to do. Works in a temporary folder and leaves nothing behind.
 */
export async function demoCommand(context: Context): Promise<number> {
  const { terminal, json, invocation } = context;
  const handOver = invocation.values['coming-from-entra-connect'];
  if (handOver !== undefined) return await handOverDemo(context, handOver);
  const folder = mkdtempSync(join(tmpdir(), 'causeway-demo-'));
  const started = performance.now();
  // The sample company is on this machine: a proxy of the environment could not reach it.
  const proxied = process.env['NO_PROXY'];
  process.env['NO_PROXY'] = [proxied, '127.0.0.1', 'localhost'].filter((host) => host !== undefined && host !== '').join(',');
  try {
    const lab = await startLab();
    try {
      const loaded = loadProfile(await lab.writeProfile(folder));
      const workspace = openWorkspace(loaded, join(folder, 'data'), { env: { ...process.env, ...lab.env } });
      if (!json) await terminal.print('Started the sample company: an Active Directory and an Entra tenant on this machine only.\nLines that begin with `causeway` are what you would type next in a synchronization of your own.');
      const { code, summaries } = await runSteps(context, workspace, [
        { title: 'First sync', prepare: () => [] },
        { title: 'Delta sync after some changes in the company', prepare: () => lab.story() },
        { title: 'Third sync: nothing changed', prepare: () => [] },
      ]);
      if (json) await terminal.print(JSON.stringify(summaries));
      else if (code === exitCodes.failed) terminal.say('The demo did not finish: a run failed.\nReport this with the output above; the demo needs nothing but free local ports.');
      else await terminal.print(`\nThe demo ended after ${Math.round((performance.now() - started) / 1000)} s; everything it started is stopped.`);
      return code;
    } finally {
      await lab.stop();
    }
  } finally {
    if (proxied === undefined) delete process.env['NO_PROXY'];
    else process.env['NO_PROXY'] = proxied;
    rmSync(folder, { recursive: true, force: true });
  }
}
