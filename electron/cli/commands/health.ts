import { healthOf } from '../../worker/health-facts.ts';
import { withStore } from '../../worker/with-store.ts';
import { exitCodes } from '../command-table.ts';
import { workspaceOf, type Context } from '../context.ts';
import { plain } from '../terminal.ts';

const sentences = { healthy: 'Healthy: no alerts.', neverRun: 'No run yet: nothing can be said about health.', warning: 'Warning', error: 'Not healthy' } as const;

/** `causeway health`: the alerts that hold now; exit code 1 when one is an error, so that a monitor can ask. */
export async function healthCommand(context: Context): Promise<number> {
  const { terminal, json } = context;
  const workspace = workspaceOf(context);
  const { state, alerts } = await withStore(workspace, (store) => healthOf(workspace, store));
  if (json) await terminal.print(JSON.stringify({ state, alerts }));
  else {
    await terminal.print(terminal.style('bold', `${sentences[state]}${alerts.length === 0 ? '' : `: ${alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`}`}`));
    for (const alert of alerts) {
      await terminal.print(`${terminal.style(alert.severity === 'error' ? 'red' : 'yellow', alert.severity.toUpperCase().padEnd(7))} ${plain(alert.text)}\n        ${plain(alert.fix)}\n        since ${alert.since}`);
    }
  }
  return state === 'error' ? exitCodes.failed : exitCodes.done;
}
