import type { ChangeKind } from '../../shared/ipc/health.ts';
import type { RunOutcome } from '../../shared/run.ts';

const grouped = (count: number): string => count.toLocaleString('en');
const plural = (count: number, one: string, many: string): string => `${grouped(count)} ${count === 1 ? one : many}`;

export const healthStrings = {
  title: 'Health',
  states: {
    healthy: 'Healthy: nothing needs attention.',
    warning: (count: number): string => `${plural(count, 'alert needs', 'alerts need')} attention.`,
    error: (count: number): string => `${plural(count, 'alert needs', 'alerts need')} attention, at least one stops synchronization.`,
    neverRun: 'Nothing has run yet.',
  },
  tabs: { overview: 'Overview', charts: 'Charts', history: 'Run history' },
  export: { button: 'Export report', csv: 'CSV for a spreadsheet', html: 'HTML to read or print', done: (rows: number): string => `Report with ${plural(rows, 'run', 'runs')} saved.` },
  alerts: {
    title: 'Alerts',
    none: 'No open alert.',
    since: 'Since',
    resolvedTitle: 'Resolved by themselves',
    resolvedNone: 'No alert has been raised and resolved yet.',
    resolved: 'resolved',
    lasted: (time: string): string => `lasted ${time}`,
  },
  connectors: {
    title: 'Connectors',
    source: 'Active Directory',
    target: 'Microsoft Entra ID',
    states: { ok: 'Working', warning: 'Needs attention', error: 'Failing', unknown: 'Not used yet' },
    lastRead: 'Last read',
    lastFull: 'Last full read',
    never: 'never',
    objects: { source: 'Objects staged', target: 'Objects linked' },
    checked: 'Checked',
    notChecked: 'The live checks of setup and Settings have not run on this profile.',
    moreFindings: (count: number): string => `${plural(count, 'check', 'checks')} passed`,
  },
  charts: {
    durations: { title: 'Run duration by phase', unit: 'seconds', empty: 'Shows from the first run on.' },
    changes: { title: 'Object changes per run', unit: 'changes', empty: 'No run has written anything yet.' },
    errors: { title: 'Errors by category', unit: 'errors', empty: 'No run had an error.' },
    latency: { title: 'From import to export', unit: 'seconds', empty: 'No run has written anything yet.', series: 'Seconds until a change read from Active Directory is in Entra' },
    table: 'Show as table',
    chart: 'Show as chart',
    run: 'Run',
    peak: (value: string, unit: string): string => `${unit.charAt(0).toUpperCase()}${unit.slice(1)}, at most ${value}`,
    runs: (count: number): string => `the newest ${plural(count, 'run', 'runs')}`,
    kinds: { create: 'Created', link: 'Linked', update: 'Updated', disable: 'Disabled', delete: 'Deleted', members: 'Members and managers' } satisfies Record<ChangeKind, string>,
  },
  history: {
    label: 'Runs, newest first',
    columns: { started: 'Started', kind: 'Kind', outcome: 'Outcome', duration: 'Duration', writes: 'Writes', conflicts: 'Conflicts', problem: 'Problem' },
    all: 'All runs',
    syncs: 'Synchronizations',
    previews: 'Previews',
    objects: 'Single objects',
    objectPreviews: 'Previews of single objects',
    onlyProblems: 'Only with problems',
    show: 'Show',
    none: 'No run fits.',
    refused: (count: number): string => `${grouped(count)} refused`,
    outcomes: { success: 'In sync', completedWithConflicts: 'With conflicts', completedWithErrors: 'With errors', protected: 'Held by protection', failed: 'Failed', cancelled: 'Cancelled' } satisfies Record<RunOutcome, string>,
    unfinished: 'Not finished',
    loading: 'Runs are being read',
  },
} as const;
