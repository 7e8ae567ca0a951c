import { Problem } from '../../../shared/errors.ts';
import { checkStore } from '../../store/check.ts';
import { rebuildStore } from '../../store/rebuild.ts';
import { systemClock } from '../../worker/system.ts';
import { exitCodes } from '../command-table.ts';
import { commandLine, workspaceOf, type Context } from '../context.ts';

/** `causeway rebuild`: puts a damaged staging store aside and makes a new one that keeps the decisions; the next sync reads everything. */
export async function rebuildCommand(context: Context): Promise<number> {
  const { terminal, json, invocation } = context;
  const { dataFolder, log } = workspaceOf(context);
  if (!invocation.switches.has('force') && checkStore(dataFolder) === null) {
    throw new Problem('usage', `The staging store in ${dataFolder} is intact.`, 'There is nothing to rebuild; --force rebuilds it anyway, and forgets what was confirmed and which objects Causeway deleted.');
  }
  const result = rebuildStore(dataFolder, systemClock.now());
  log('warning', `staging store rebuilt: ${JSON.stringify(result)}`);
  if (json) await terminal.print(JSON.stringify({ dataFolder, ...result }));
  else {
    const aside = result.movedTo === null ? '' : ` The old one is kept as ${result.movedTo}.`;
    const decisions = result.resolutions === 1 ? '1 decision was' : `${result.resolutions} decisions were`;
    await terminal.print(`Rebuilt the staging store; ${decisions} carried over.${aside}\nLook before you write: ${commandLine(context, ['preview', '--full'])}`);
  }
  return exitCodes.done;
}
