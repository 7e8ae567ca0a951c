import type { Conflict } from '../../../shared/conflict.ts';
import { Problem } from '../../../shared/errors.ts';
import { resolutionKinds, type ResolutionKind } from '../../../shared/situation.ts';
import { decide } from '../../sync/resolve.ts';
import type { StagingStore } from '../../sync/store.ts';
import { nearest } from '../../../shared/nearest.ts';
import { systemClock } from '../../worker/system.ts';
import { withLockedStore, withStore } from '../../worker/with-store.ts';
import { exitCodes } from '../command-table.ts';
import { userName } from '../../worker/user-name.ts';
import { commandLine, workspaceOf, type Context } from '../context.ts';
import { conflictDetail, conflictLines } from '../report-conflicts.ts';

function conflictOf(store: StagingStore, id: string): Conflict & { readonly firstSeen: string } {
  const conflict = store.conflicts.get(id);
  if (conflict !== null) return conflict;
  const near = nearest(id, store.conflicts.all().map((each) => each.id));
  throw new Problem('usage', `There is no open conflict "${id}".${near === null ? '' : ` Did you mean ${near}?`}`, 'Run `causeway conflicts list` to see them.');
}

function kindOf(conflict: Conflict, text: string | undefined): ResolutionKind {
  const offered = conflict.resolutions.join(', ');
  if (conflict.resolutions.length === 0) throw new Problem('usage', `Conflict ${conflict.id} offers no decision.`, conflict.fix);
  if (text === undefined) throw new Problem('usage', 'conflicts resolve needs to know the decision.', `Write --as with one of: ${offered}.`);
  const kind = resolutionKinds.find((each) => each === text);
  if (kind !== undefined && conflict.resolutions.includes(kind)) return kind;
  const near = nearest(text, conflict.resolutions);
  throw new Problem('usage', `--as "${text}" is not offered for ${conflict.situation}.${near === null ? '' : ` Did you mean ${near}?`}`, `Write --as with one of: ${offered}.`);
}

/** An AD object named by DN or objectGUID, as its GUID. */
function objectOf(store: StagingStore, text: string | undefined): string | null {
  if (text === undefined) return null;
  const row = store.source.get(text.toLowerCase()) ?? store.source.findByDn(text);
  if (row === null) throw new Problem('usage', `--object "${text}" is no AD object that Causeway has read.`, 'Give its distinguished name or objectGUID; `causeway conflicts show` names the objects of a conflict.');
  return row.guid;
}

async function list(context: Context): Promise<number> {
  const { terminal, json } = context;
  return await withStore(workspaceOf(context), async (store) => {
    const conflicts = store.conflicts.all();
    if (json) await terminal.print(JSON.stringify({ conflicts }));
    else await terminal.print(conflicts.length === 0 ? 'No open conflicts.' : conflictLines(context, conflicts, { perSituation: Infinity, decided: store.resolutions.all() }).slice(1).join('\n'));
    return exitCodes.done;
  });
}

async function show(context: Context, id: string): Promise<number> {
  const { terminal, json } = context;
  return await withStore(workspaceOf(context), async (store) => {
    const conflict = conflictOf(store, id);
    await terminal.print(json ? JSON.stringify(conflict) : conflictDetail(context, conflict, store.resolutions.all().find((each) => each.conflictId === id)).join('\n'));
    return exitCodes.done;
  });
}

async function resolve(context: Context, id: string): Promise<number> {
  const { terminal, json, invocation } = context;
  const { values } = invocation;
  const workspace = workspaceOf(context);
  return await withLockedStore(workspace, `conflicts resolve ${id}`, async (store) => {
    const conflict = conflictOf(store, id);
    const kind = kindOf(conflict, values.as);
    const decision = { kind, value: values.value ?? null, attribute: values.attribute ?? null, object: objectOf(store, values.object), target: values.target ?? null, confirm: values.confirm ?? null };
    const resolution = decide(id, decision, store, { user: userName(), now: systemClock.now(), rules: workspace.loaded.profile.rules });
    workspace.log('info', `conflict ${id} (${conflict.situation}, ${conflict.dn}) decided as ${resolution.kind} by ${resolution.decidedBy}`);
    if (json) await terminal.print(JSON.stringify(resolution));
    else await terminal.print(`Decided: ${resolution.kind} for ${conflict.dn}. It takes effect with the next run: ${commandLine(context, ['preview'])}`);
    return exitCodes.done;
  });
}

/** `causeway conflicts [list | show ID | resolve ID --as R …]` */
export async function conflictsCommand(context: Context): Promise<number> {
  const [what = 'list', id] = context.invocation.words;
  if (what === 'list') {
    if (id !== undefined) throw new Problem('usage', `conflicts list does not know what to do with "${id}".`, `Write: causeway conflicts show ${id}`);
    return await list(context);
  }
  if (id === undefined) throw new Problem('usage', `conflicts ${what} needs to know which conflict.`, `Write: causeway conflicts ${what} ID; \`causeway conflicts list\` shows the ids.`);
  return what === 'show' ? await show(context, id) : await resolve(context, id);
}
