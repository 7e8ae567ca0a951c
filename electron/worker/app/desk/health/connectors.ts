import type { ConnectorHealth, RunPoint } from '../../../../../shared/ipc/health.ts';
import type { Alert } from '../../../../../shared/health.ts';
import type { Phase } from '../../../../../shared/run.ts';
import type { RunRecord, RunStep, StagingStore } from '../../../../sync/store.ts';
import { readLastCheck } from '../../../last-check.ts';
import { sourcesOf, type Profile, type SourceEntry } from '../../../../../shared/profile.ts';
import type { Workspace } from '../../../workspace.ts';

type Run = RunRecord & { readonly steps: readonly RunStep[] };

const severities = ['error', 'warning', 'note', 'ok'] as const;
/** Alerts that speak of one side. */
const alertsOf = { source: ['sourceImportFailing', 'connectFailing'], target: ['targetImportFailing', 'signInRefused', 'exportFailing', 'credentialExpiring', 'clockSkew'] } as const;

/** `prefix`: of the steps of one source among several. */
function lastDone(runs: readonly Run[], phase: Phase, prefix = ''): string | null {
  for (const { steps } of runs) {
    const step = steps.find((each) => each.phase === phase && each.outcome === 'done' && each.text.startsWith(prefix));
    if (step !== undefined) return step.endedAt;
  }
  return null;
}

/** Domain or servers of the only source. */
function sourceName({ source: { url, domain } }: Profile): string {
  if (domain !== undefined) return domain;
  return (Array.isArray(url) ? url : [url]).filter((each) => each !== undefined).map((each) => String(each).replace(/^ldaps?:\/\//, '')).join(', ');
}

type Findings = ConnectorHealth['findings'];

/** Why one of several sources was not read in the newest run that came to reading; null when it was. */
function notRead(title: string, runs: readonly Run[]): string | null {
  const newest = runs.find(({ steps }) => steps.some(({ phase }) => phase === 'importSource'));
  const unread = newest?.imports?.source.unread.find(({ source }) => source === title);
  if (unread !== undefined) return unread.message;
  const failed = newest?.steps.find(({ phase, outcome, text }) => phase === 'importSource' && outcome === 'failed' && text.startsWith(`${title}: `));
  return failed === undefined ? null : failed.text.slice(title.length + 2);
}

/** One of several sources: what speaks of it begins with its title. */
function oneOfSeveral({ name, title }: SourceEntry, store: StagingStore, runs: readonly Run[], alerts: readonly Alert[], findings: Findings, checkedAt: string | null): ConnectorHealth {
  const prefix = `${title}: `;
  const staging = store.source.of(name);
  const lastReadAt = lastDone(runs, 'importSource', prefix);
  const failure = notRead(title, runs);
  const own = alerts.filter(({ id, text }) => id.startsWith('check.source.') && text.startsWith(prefix));
  const state = failure !== null || own.some(({ severity }) => severity === 'error') ? 'error' : own.length > 0 ? 'warning' : lastReadAt === null ? 'unknown' : 'ok';
  return {
    side: 'source',
    name: title,
    several: true,
    state,
    text: failure ?? own[0]?.text.slice(prefix.length) ?? (lastReadAt === null ? 'Not read yet.' : 'Connected and read without a problem.'),
    lastReadAt,
    lastFullReadAt: staging.lastFullImport(),
    objects: staging.staged(),
    findings: findings.filter(({ text }) => text.startsWith(prefix)).map((finding) => ({ ...finding, text: finding.text.slice(prefix.length) })),
    checkedAt,
  };
}

/** How each side was met last, each source by itself. `runs`: newest first. */
export function connectorsOf(workspace: Workspace, store: StagingStore, runs: readonly Run[], alerts: readonly Alert[], points: readonly RunPoint[]): readonly ConnectorHealth[] {
  const { profile } = workspace.loaded;
  const check = readLastCheck(workspace.dataFolder);
  const ran = points.some(({ endedAt }) => endedAt !== null);
  const findingsOf = (which: 'source' | 'target'): Findings => (check?.findings ?? []).filter((finding) => finding.side === which).map(({ id, severity, text, fix }) => ({ id, severity, text, fix })).sort((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));
  const side = (which: 'source' | 'target', name: string, phase: Phase, objects: number, lastFullReadAt: string | null): ConnectorHealth => {
    const own = alerts.filter(({ id }) => (alertsOf[which] as readonly string[]).includes(id) || id.startsWith(`check.${which}.`));
    const lastReadAt = lastDone(runs, phase);
    const worst = own.some(({ severity }) => severity === 'error') ? 'error' : own.length > 0 ? 'warning' : ran && lastReadAt !== null ? 'ok' : 'unknown';
    return {
      side: which,
      name,
      several: false,
      state: worst,
      text: own[0]?.text ?? (lastReadAt === null ? 'Not read yet.' : 'Connected and read without a problem.'),
      lastReadAt,
      lastFullReadAt,
      objects,
      findings: findingsOf(which),
      checkedAt: check?.at ?? null,
    };
  };
  const targets = store.links.count('user') + store.links.count('group');
  const entries = sourcesOf(profile);
  const sources = entries.length > 1
    ? entries.map((entry) => oneOfSeveral(entry, store, runs, alerts, findingsOf('source'), check?.at ?? null))
    : [side('source', sourceName(profile), 'importSource', store.source.count(), store.source.lastFullImport())];
  return [...sources, side('target', store.facts.get()?.displayName ?? profile.target.tenantId, 'importTarget', targets, null)];
}
