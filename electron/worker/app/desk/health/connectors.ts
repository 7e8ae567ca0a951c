import type { ConnectorHealth, RunPoint } from '../../../../../shared/ipc/health.ts';
import type { Alert } from '../../../../../shared/health.ts';
import type { Phase } from '../../../../../shared/run.ts';
import type { RunRecord, RunStep, StagingStore } from '../../../../sync/store.ts';
import { readLastCheck } from '../../../last-check.ts';
import { sourcesOf } from '../../../../../shared/profile.ts';
import type { Workspace } from '../../../workspace.ts';

type Run = RunRecord & { readonly steps: readonly RunStep[] };

const severities = ['error', 'warning', 'note', 'ok'] as const;
/** Alerts that speak of one side. */
const alertsOf = { source: ['sourceImportFailing', 'connectFailing'], target: ['targetImportFailing', 'signInRefused', 'exportFailing', 'credentialExpiring', 'clockSkew'] } as const;

function lastDone(runs: readonly Run[], phase: Phase): string | null {
  for (const { steps } of runs) {
    const step = steps.find((each) => each.phase === phase && each.outcome === 'done');
    if (step !== undefined) return step.endedAt;
  }
  return null;
}

/** Servers of the only source, or each source's name. */
function sourceName(profile: Workspace['loaded']['profile']): string {
  if (profile.furtherSources.length > 0) return sourcesOf(profile).map(({ title }) => title).join(', ');
  const { url, domain } = profile.source;
  if (domain !== undefined) return domain;
  return (Array.isArray(url) ? url : [url]).filter((each) => each !== undefined).map((each) => String(each).replace(/^ldaps?:\/\//, '')).join(', ');
}

/** How each side was met last. `runs`: newest first. */
export function connectorsOf(workspace: Workspace, store: StagingStore, runs: readonly Run[], alerts: readonly Alert[], points: readonly RunPoint[]): readonly ConnectorHealth[] {
  const { profile } = workspace.loaded;
  const check = readLastCheck(workspace.dataFolder);
  const ran = points.some(({ endedAt }) => endedAt !== null);
  const side = (which: 'source' | 'target', name: string, phase: Phase, objects: number, lastFullReadAt: string | null): ConnectorHealth => {
    const own = alerts.filter(({ id }) => (alertsOf[which] as readonly string[]).includes(id) || id.startsWith(`check.${which}.`));
    const lastReadAt = lastDone(runs, phase);
    const worst = own.some(({ severity }) => severity === 'error') ? 'error' : own.length > 0 ? 'warning' : ran && lastReadAt !== null ? 'ok' : 'unknown';
    return {
      side: which,
      name,
      state: worst,
      text: own[0]?.text ?? (lastReadAt === null ? 'Not read yet.' : 'Connected and read without a problem.'),
      lastReadAt,
      lastFullReadAt,
      objects,
      findings: (check?.findings ?? []).filter((finding) => finding.side === which).map(({ id, severity, text, fix }) => ({ id, severity, text, fix })).sort((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity)),
      checkedAt: check?.at ?? null,
    };
  };
  const targets = store.links.count('user') + store.links.count('group');
  // The one that was read longest ago speaks for all.
  const fullReads = sourcesOf(profile).map(({ name }) => store.source.of(name).lastFullImport());
  const oldestFullRead = fullReads.includes(null) ? null : (fullReads.toSorted()[0] ?? null);
  return [side('source', sourceName(profile), 'importSource', store.source.count(), oldestFullRead), side('target', store.facts.get()?.displayName ?? profile.target.tenantId, 'importTarget', targets, null)];
}
