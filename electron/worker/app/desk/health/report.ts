import { changeKinds, type HealthOverview, type RunPoint } from '../../../../../shared/ipc/health.ts';
import { byteOrderMark, line } from '../plan/csv.ts';
import { documentStyle, escapeHtml } from '../plan/html.ts';

const columns = ['Started', 'Ended', 'Kind', 'Outcome', 'Full import', 'Seconds', 'Writes', ...changeKinds, 'Refused', 'Conflicts', 'In scope', 'Problem', 'Run'] as const;

function secondsOf({ startedAt, endedAt }: RunPoint): string {
  return endedAt === null ? '' : String(Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
}

function cellsOf(run: RunPoint): readonly string[] {
  const refused = Object.values(run.errors).reduce((sum, count) => sum + count, 0);
  return [run.startedAt, run.endedAt ?? '', run.profile, run.outcome ?? 'unfinished', run.full ? 'yes' : 'no', secondsOf(run), String(run.writes), ...changeKinds.map((kind) => String(run.changes[kind])), String(refused), String(run.conflicts), run.inScope === null ? '' : String(run.inScope), run.problem ?? '', run.id];
}

/** The report as parts of a file: what comes first, one line for each run, what comes last. */
export type Report = { readonly head: string; readonly foot: string; text(run: RunPoint): string };

export const csvReport: Report = { head: `${byteOrderMark}${line(columns)}`, foot: '', text: (run) => line(cellsOf(run)) };

export function htmlReport(profileName: string, { open, resolved, connectors, linked }: HealthOverview, at: string): Report {
  const title = `Health of ${profileName}`;
  const list = (items: readonly string[]): string => (items.length === 0 ? '<p>None.</p>' : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`);
  return {
    head: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${documentStyle}</style></head>
<body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(at)} · ${linked.users.toLocaleString('en')} users and ${linked.groups.toLocaleString('en')} groups linked</p>
<h2>Open alerts</h2>${list(open.map(({ text, fix, since }) => `${text} ${fix} (since ${since})`))}
<h2>Connectors</h2>${list(connectors.map(({ name, text, lastReadAt }) => `${name}: ${text}${lastReadAt === null ? '' : ` Last read ${lastReadAt}.`}`))}
<h2>Alerts that went</h2>${list(resolved.map(({ text, raisedAt, resolvedAt }) => `${text} (${raisedAt} to ${resolvedAt ?? ''})`))}
<h2>Runs</h2><table><tr>${columns.map((name) => `<th>${name}</th>`).join('')}</tr>
`,
    text: (run) => `<tr>${cellsOf(run).map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>\n`,
    foot: '</table></body></html>\n',
  };
}
