import { Problem } from '../../../shared/errors.ts';
import { wayBack } from '../../../shared/handover.ts';
import { handoverSteps } from '../../sync/handover.ts';
import { runOnce } from '../../worker/run-once.ts';
import { userName } from '../../worker/user-name.ts';
import { withLockedStore } from '../../worker/with-store.ts';
import { cancelOnSignals } from '../cancel.ts';
import { exitCodes } from '../command-table.ts';
import { terminalSignIn, workspaceOf, type Context } from '../context.ts';
import { showProgress } from '../progress-line.ts';
import { plain } from '../terminal.ts';

const marks = { ok: 'ok     ', waiting: 'waiting', toDo: 'to do  ' } as const;
const styles = { ok: 'green', waiting: 'cyan', toDo: 'yellow' } as const;

/** `causeway handover`: reads both sides like a preview, and says how far the hand-over from Entra Connect is. Writes nothing. */
export async function handoverCommand(context: Context): Promise<number> {
  const { terminal, json } = context;
  const workspace = workspaceOf(context);
  return await withLockedStore(workspace, 'handover', async (store) => {
    const signals = cancelOnSignals(terminal);
    const progress = showProgress(terminal);
    try {
      const record = await runOnce(workspace, store, { profile: 'preview', full: false, approve: null, user: userName(), signIn: terminalSignIn(terminal), progress: progress.sink, cancel: signals.cancel });
      progress.end();
      if (record.outcome === 'cancelled') return exitCodes.cancelled;
      const plan = record.planId === null ? null : store.plans.get(record.planId);
      if (record.error !== null) throw new Problem(record.error.kind, record.error.message, record.error.fix);
      if (plan === null) return exitCodes.failed;
      const steps = handoverSteps(store, plan.summary, workspace.loaded.profile.policies);
      const done = steps.every(({ state }) => state === 'ok');
      if (json) await terminal.print(JSON.stringify({ done, steps, wayBack }));
      else {
        const lines = steps.flatMap(({ state, title, text, fix }, index) => [`${index + 1}. ${terminal.style(styles[state], marks[state])} ${title}`, `     ${plain(text)}`, ...(fix === null ? [] : [`     ${plain(fix)}`])]);
        await terminal.print([...lines, '', wayBack].join('\n'));
      }
      return done ? exitCodes.done : exitCodes.incomplete;
    } finally {
      progress.end();
      signals.dispose();
    }
  });
}
