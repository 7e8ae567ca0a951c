import type { RunOutcome } from '../../../shared/run.ts';
import { Problem } from '../../../shared/errors.ts';
import { synchronizedByOtherText } from '../../sync/other-tool.ts';
import type { StagingStore } from '../../sync/store.ts';
import { findStaged } from '../../sync/explain.ts';
import { settingsOf } from '../../sync/settings.ts';
import { runOnce } from '../../worker/run-once.ts';
import { withLockedStore } from '../../worker/with-store.ts';
import { cancelOnSignals } from '../cancel.ts';
import { exitCodes } from '../command-table.ts';
import { userName } from '../../worker/user-name.ts';
import { terminalSignIn, workspaceOf, type Context } from '../context.ts';
import { runDocument, writeBlocks } from '../json-document.ts';
import { showProgress } from '../progress-line.ts';
import { objectReport } from '../report-object.ts';
import { runReport } from '../report-run.ts';

/** The exit code that stands for a run's outcome. */
export function exitCodeOfOutcome(outcome: RunOutcome | null): number {
  switch (outcome) {
    case 'success':
      return exitCodes.done;
    case 'completedWithConflicts':
    case 'completedWithErrors':
      return exitCodes.incomplete;
    case 'protected':
      return exitCodes.protected;
    case 'cancelled':
      return exitCodes.cancelled;
    case 'failed':
    case null:
      return exitCodes.failed;
  }
}

function checkApproval(store: StagingStore, planId: string): void {
  if (store.plans.get(planId) !== null) return;
  const latest = store.plans.latest();
  throw new Problem(
    'usage',
    `There is no plan "${planId}" in this data folder.`,
    latest === null ? 'Run `causeway preview` first; it shows the plan and its name.' : `The newest plan is ${latest.summary.id}; look at it with \`causeway preview\` before you approve it.`,
  );
}

/** `causeway preview` and `causeway sync`: one run, with progress, its document or report, and its exit code. */
export async function runCommand(context: Context): Promise<number> {
  const { invocation, terminal, json } = context;
  const workspace = workspaceOf(context);
  const staging = workspace.loaded.profile.policies.stagingMode;
  const approve = invocation.values.approve ?? null;
  const { object } = invocation.values;
  if (object !== undefined && (approve !== null || invocation.switches.has('full'))) throw new Problem('usage', '--object is about one object; --full and --approve are about all of them.', 'Leave one of them out.');
  if (invocation.command === 'sync' && staging) terminal.say('The profile is in staging mode (policies.stagingMode): this sync is a preview, nothing is written to the tenant.');
  return await withLockedStore(workspace, invocation.command, async (store) => {
    if (approve !== null) checkApproval(store, approve);
    const signals = cancelOnSignals(terminal);
    const progress = showProgress(terminal);
    try {
      const record = await runOnce(workspace, store, {
        profile: object !== undefined ? (invocation.command === 'preview' ? 'previewObject' : 'object') : invocation.command === 'preview' || staging ? 'preview' : 'sync',
        ...(object === undefined ? {} : { object }),
        full: invocation.switches.has('full'),
        approve,
        user: userName(),
        signIn: terminalSignIn(terminal),
        progress: progress.sink,
        cancel: signals.cancel,
      });
      progress.end();
      const only = object === undefined ? null : (findStaged(object, store)?.guid ?? '');
      if (json) await writeBlocks(runDocument(record, store, only), terminal.write, terminal.closed);
      else if (only !== null) await terminal.print(objectReport(context, record, store, settingsOf(workspace.loaded.profile), only).join('\n'));
      else await terminal.print(runReport(context, record, store).join('\n'));
      if (invocation.command === 'sync' && !staging && store.facts.get()?.synchronizedByOther === true) terminal.say(synchronizedByOtherText);
      if (approve !== null && record.outcome === 'protected') terminal.say(`The approval of plan ${approve} was not used: what protection holds is another set now. Look at it and approve plan ${record.planId ?? ''}.`);
      return exitCodeOfOutcome(record.outcome);
    } finally {
      progress.end();
      signals.dispose();
    }
  });
}
