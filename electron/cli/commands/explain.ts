import { Problem } from '../../../shared/errors.ts';
import { explainAny } from '../../sync/explain.ts';
import { settingsOf } from '../../sync/settings.ts';
import { systemClock } from '../../worker/system.ts';
import { withStore } from '../../worker/with-store.ts';
import { exitCodes } from '../command-table.ts';
import { commandLine, workspaceOf, type Context } from '../context.ts';
import { anyExplanationLines } from '../report-explanation.ts';

/** `causeway explain DN|UPN|ANCHOR`: answers from what the last run staged, without a connection. */
export async function explainCommand(context: Context): Promise<number> {
  const { terminal, json, invocation } = context;
  const query = invocation.words[0] ?? '';
  const workspace = workspaceOf(context);
  await withStore(workspace, async (store) => {
    const explanation = explainAny(query, settingsOf(workspace.loaded.profile), store, systemClock.now());
    if (explanation === null) {
      throw new Problem(
        'usage',
        store.source.count() === 0 ? `Nothing has been read from Active Directory yet, so "${query}" is not known.` : `No object of Active Directory or Entra that Causeway has read is called "${query}".`,
        `Give a distinguished name, objectGUID, anchor, Entra object id, user principal name, mail address or account name; \`${commandLine(context, ['preview'])}\` reads both sides again. Computers and managed service accounts are never read.`,
      );
    }
    await terminal.print(json ? JSON.stringify(explanation) : anyExplanationLines(context, explanation).join('\n'));
  });
  return exitCodes.done;
}
