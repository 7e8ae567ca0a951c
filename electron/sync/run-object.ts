import { Problem } from '../../shared/errors.ts';
import type { PlanChange } from '../../shared/plan.ts';
import type { ExportResult, ImportCounts } from '../../shared/run.ts';
import { exportPlan } from './export/export-plan.ts';
import { recover } from './export/recover.ts';
import { importObject } from './import/import-object.ts';
import { mayWrite, synchronizedByOtherText } from './other-tool.ts';
import { commonNameOf } from './names/dn.ts';
import { changesForObject, digestOfChanges, writtenForObject } from './object-changes.ts';
import type { RunPorts, RunRequest } from './run.ts';
import { step } from './run-step.ts';
import { synchronize, type Synchronized } from './synchronize.ts';

/** What became of the run: as a run of everything leaves it, for this object alone. */
export type ObjectRun = { readonly anchor: string; readonly planId: string; readonly imports: ImportCounts; readonly exported: ExportResult | null; readonly cancelled: boolean; readonly held: boolean };

/**
 * Synchronizes one object now: reads it and its counterpart, computes the whole plan on what is staged, and writes what of
 * it adds to or updates this object. The protections are those of every run: what is held, in conflict or out of scope is
 * not written. Afterwards the plan is computed anew, so that the stored one holds what is left to do.
 * With `request.shown` it writes only when that is what was shown, and throws a usage Problem otherwise.
 */
export async function runObject(query: string, request: RunRequest, ports: RunPorts): Promise<ObjectRun> {
  const { store, target, clock, digest, cancel } = ports;
  const { settings } = request;
  await step('connect', request, ports, async () => { store.facts.put(await target.tenantFacts()); }, () => ({ objects: 0, text: 'Tenant facts read.' }));
  await step('recover', request, ports, () => recover(ports), ({ looked, adopted }) => ({ objects: looked, text: `${looked} interrupted writes looked up, ${adopted} had been carried out.` }));
  const { dn, guid, anchor, counterpart } = await step('importSource', request, ports, () => importObject(ports, query), (found) => ({ objects: 1, text: `${found.dn} read.` }));
  const plan = (): Synchronized => synchronize({ runId: request.runId, settings, facts: factsOf(ports), now: clock.now() }, { store, digest, cancel });
  const { summary } = await step('synchronize', request, ports, plan, (result) => ({ objects: 1, text: `Plan ${result.summary.id}, of which only ${dn} is ${request.profile === 'previewObject' ? 'shown' : 'written'}.` }));
  const imports: ImportCounts = { source: { read: 1, ...summary.scope, mode: 'delta', unread: [] }, target: { read: counterpart ? 1 : 0, mode: 'delta' } };
  const own = [...store.plans.changesOf(summary.id, anchor)];
  const held = own.some(({ hold }) => hold !== null) || store.conflicts.all().some((conflict) => conflict.guid === guid);
  const base = { anchor, planId: summary.id, imports, held };
  const facts = factsOf(ports);
  if (facts.synchronizedByOther) ports.log('warning', synchronizedByOtherText);
  const { write } = changesForObject(summary.id, anchor, store.plans);
  if (request.shown !== undefined && digestOfChanges(write, digest) !== request.shown) throw changedSince(dn);
  if (request.profile === 'previewObject' || !mayWrite(settings, facts) || !own.some((change) => writtenForObject(change, anchor) && change.hold === null)) return { ...base, exported: null, cancelled: false };
  const ids = new Set(write.map(({ id }) => id));
  const only = (change: PlanChange): boolean => (request.shown === undefined ? writtenForObject(change, anchor) : ids.has(change.id));
  const exported = await step('export', request, ports, () => exportPlan(summary.id, ports, { approved: false, sleep: ports.sleep, only }), (result) => ({ objects: result.writes, text: `${result.writes} writes, ${result.failed.length} failed.` }));
  for (const failure of exported.failed) store.runs.failure(request.runId, failure);
  plan();
  return { ...base, exported, cancelled: exported.cancelled };
}

function changedSince(dn: string): Problem {
  return new Problem('usage', `What would be written for ${commonNameOf(dn)} is not what was shown any more: Active Directory, Entra or the settings changed in between. Nothing was written.`, 'Look at the changes as they are now, and write those.');
}

function factsOf({ store }: RunPorts): NonNullable<ReturnType<RunPorts['store']['facts']['get']>> {
  const facts = store.facts.get();
  if (facts === null) throw new Problem('internal', 'The facts of the tenant are missing.', 'Run `causeway sync`.');
  return facts;
}
