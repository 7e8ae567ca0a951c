import type { PlanChange, PlannedExtension } from '../../../shared/plan.ts';
import { extensionPermissionFix } from '../plan/extensions.ts';
import type { RunPorts } from '../run.ts';
import type { Tally } from './tally.ts';

/**
 * Makes the directory extensions of a plan, before the objects that are to have them. Answers those that objects cannot
 * have in this run. No journal: an extension is known by its name and looked up before it is made, so that none is made twice.
 */
export async function makeExtensions(planned: readonly PlannedExtension[], { target, cancel, log }: Pick<RunPorts, 'target' | 'cancel' | 'log'>, tally: Pick<Tally, 'failed'>): Promise<ReadonlySet<string>> {
  const unavailable = new Set<string>();
  for (const extension of planned) {
    const { name } = extension;
    if (cancel.aborted) {
      unavailable.add(name);
      continue;
    }
    log('info', `Making the directory extension ${name}.`);
    const result = await target.makeExtension(extension, cancel);
    if (result.outcome === 'available') continue;
    unavailable.add(name);
    if (result.outcome === 'notYet') {
      log('warning', `The directory extension ${name} was made, but is not available after ${Math.round(result.waitedMs / 1000)} s; the next run writes its values.`);
      continue;
    }
    const { status, code, message, requestId } = result;
    log('warning', `The directory extension ${name} was refused (${code}: ${message}).`);
    tally.failed({ dn: `directory extension ${name}`, action: 'create', code, message, requestId, fix: status === 403 ? extensionPermissionFix : `Correct ${name} in rules.directoryExtensions, or make it in the app registration yourself.` });
  }
  return unavailable;
}

/** The change without attributes that objects cannot have yet, and which these are. */
export function withoutUnavailable(change: PlanChange, unavailable: ReadonlySet<string>): { readonly change: PlanChange; readonly leftOut: readonly string[] } {
  const leftOut = unavailable.size === 0 ? [] : change.attributes.filter(({ name }) => unavailable.has(name)).map(({ name }) => name);
  return leftOut.length === 0 ? { change, leftOut } : { change: { ...change, attributes: change.attributes.filter(({ name }) => !unavailable.has(name)) }, leftOut };
}
