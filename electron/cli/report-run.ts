import type { PlanChange, PlanSummary } from '../../shared/plan.ts';
import { isPreview } from '../../shared/run.ts';
import type { RunRecord, StagingStore } from '../sync/store.ts';
import { commandLine, type Context } from './context.ts';
import { noExport, noImports } from './json-document.ts';
import { conflictLines } from './report-conflicts.ts';
import { changeText, noteTexts, notSynchronizableTexts } from './report-words.ts';
import { count, duration, plain, plural, table } from './terminal.ts';

const shownChanges = 20;
const shownNotes = 20;
const shownFailures = 20;

const outcomeTexts = {
  success: 'done',
  completedWithConflicts: 'done, with open conflicts',
  completedWithErrors: 'done, but some objects failed',
  protected: 'done, but protection holds part of the plan',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

function countsTable(plan: PlanSummary): readonly string[] {
  const columns = ['create', 'restore', 'link', 'update', 'disable', 'delete', 'unchanged', 'held'] as const;
  return table([['', ...columns], ...(['users', 'groups'] as const).map((type) => [type, ...columns.map((column) => count(plan[type][column]))])]);
}

function counted(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers)
    .filter(([, number]) => number > 0)
    .sort((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]))
    .map(([name, number]) => `${name} ${count(number)}`)
    .join(', ');
}

export function headLines(context: Context, record: RunRecord): readonly string[] {
  const { style } = context.terminal;
  const seconds = record.endedAt === null ? 0 : (Date.parse(record.endedAt) - Date.parse(record.startedAt)) / 1000;
  const outcome = record.outcome ?? 'failed';
  const colour = outcome === 'success' ? 'green' : outcome === 'failed' ? 'red' : 'yellow';
  const { source, target } = record.imports ?? noImports;
  const lines = [`${style('bold', { preview: 'Preview', sync: 'Sync', object: 'Sync of one object', previewObject: 'Preview of one object' }[record.profile])} ${record.id}: ${style(colour, outcomeTexts[outcome])} in ${duration(seconds)}`];
  if (record.error !== null) lines.push(plain(record.error.message), plain(record.error.fix));
  if (record.imports === null) return lines;
  const excluded = counted(source.excluded);
  lines.push(
    `Read ${plural(source.read, 'object')} from Active Directory (${source.mode}) and ${count(target.read)} from the tenant (${target.mode}).`,
    `In scope: ${count(source.inScope)}${excluded === '' ? '' : `; excluded: ${excluded}`}.`,
  );
  for (const { source: unread, message, fix } of source.unread) lines.push(style('yellow', plain(`${unread} could not be read: ${message} ${fix} What it contributes stays as it was last read, and nothing is deleted.`)));
  return lines;
}

/** What the plan adds to the tenant itself, before it writes objects. */
function extensionLines(context: Context, { extensions = [] }: PlanSummary): readonly string[] {
  const one = ({ name, type, several, objectTypes }: (typeof extensions)[number]): string => `  make ${name} (${type}${several ? ', several values' : ''}) for ${objectTypes.map((each) => `${each}s`).join(' and ')} in the app registration`;
  return extensions.length === 0 ? [] : ['', context.terminal.style('bold', plural(extensions.length, 'directory extension')), ...extensions.map(one)];
}

/** Holds what a plan may surprise with: what Graph cannot take, and what was changed on the way. */
function surpriseLines(context: Context, plan: PlanSummary, store: StagingStore): readonly string[] {
  const lines = notSynchronizableTexts(plan.notSynchronizable);
  const notes = noteTexts(store.plans.notes(plan.id)).map(plain);
  lines.push(...notes.slice(0, shownNotes));
  if (notes.length > shownNotes) lines.push('… and more notes; --json lists every one.');
  return lines.length === 0 ? [] : ['', context.terminal.style('bold', 'What may surprise'), ...lines.map((line) => `  ${line}`)];
}

function changeLines(context: Context, plan: PlanSummary, store: StagingStore, shown: number): readonly string[] {
  const lines: string[] = [];
  let all = 0;
  for (const change of store.plans.changes(plan.id)) {
    all += 1;
    if (all <= shown) lines.push(...changeBlock(change));
  }
  if (all === 0) return (plan.extensions ?? []).length > 0 ? [] : ['', 'Nothing to do: the tenant already is as Active Directory wants it.'];
  if (all > shown) lines.push(`  … and ${plural(all - shown, 'more change')}; --json lists every one, \`${commandLine(context, ['explain', 'DN'])}\` one object.`);
  return ['', context.terminal.style('bold', plural(all, 'planned change')), ...lines];
}

export function changeBlock(change: PlanChange): readonly string[] {
  return [`  ${plain(changeText(change))}`, ...(change.hold === null ? [] : [`      held: ${plain(change.hold.text)}`])];
}

function protectionLines(context: Context, record: RunRecord, plan: PlanSummary): readonly string[] {
  if (record.outcome !== 'protected') return [];
  const { held } = plan.protection;
  const kinds = [plural(held.delete, 'delete'), plural(held.disable, 'disable'), plural(held.memberRemove, 'member removal')].filter((text) => !text.startsWith('0 '));
  return [
    '',
    context.terminal.style('yellow', `PROTECTION holds ${kinds.join(', ')}. Nothing of it was written.`),
    ...plan.protection.texts.map((text) => `  ${plain(text)}`),
    '  When exactly this is wanted, release it with:',
    `    ${commandLine(context, ['sync', '--approve', plan.id])}`,
  ];
}

export function exportLines(context: Context, record: RunRecord): readonly string[] {
  if (isPreview(record.profile)) return ['', 'Nothing was written to the tenant: this was a preview.'];
  const { writes, retried, throttledMs, failed, waiting } = record.exported ?? noExport;
  const slow = [retried === 0 ? '' : `${count(retried)} sent again`, throttledMs === 0 ? '' : `${duration(throttledMs / 1000)} waited because the tenant asked for it`].filter((text) => text !== '');
  const lines = ['', `Written to the tenant: ${plural(writes, 'request')}${slow.length === 0 ? '' : ` (${slow.join(', ')})`}.`];
  if (failed.length > 0) lines.push('', context.terminal.style('red', `${plural(failed.length, 'change')} failed`));
  for (const failure of failed.slice(0, shownFailures)) {
    lines.push(plain(`  ${failure.action} ${failure.dn}`), plain(`      ${failure.code}: ${failure.message}${failure.requestId === null ? '' : ` (request ${failure.requestId})`}`), plain(`      ${failure.fix}`));
  }
  if (failed.length > shownFailures) lines.push(`  … and ${plural(failed.length - shownFailures, 'more failure')}; \`${commandLine(context, ['runs', record.id])}\` lists every one.`);
  if (waiting.length > 0) lines.push(`${plural(waiting.length, 'change')} ${waiting.length === 1 ? 'waits' : 'wait'} for another one that was not written, the first: ${plain(`${waiting[0]?.action ?? ''} ${waiting[0]?.dn ?? ''} waits on ${waiting[0]?.on ?? ''}`)}.`);
  return lines;
}

export type ReportOptions = {
  /** How many changes are listed. */
  readonly changes?: number;
  /** Ids of conflicts that were shown before: they are counted, not listed. */
  readonly knownConflicts?: ReadonlySet<string>;
};

/** What `preview` and `sync` say to a person: outcome, counts, what may surprise, changes, conflicts, protection, export. */
export function runReport(context: Context, record: RunRecord, store: StagingStore, options: ReportOptions = {}): readonly string[] {
  const plan = record.planId === null ? null : (store.plans.get(record.planId)?.summary ?? null);
  const head = headLines(context, record);
  if (plan === null) return head;
  const all = store.conflicts.all();
  const conflicts = all.filter((conflict) => options.knownConflicts?.has(conflict.id) !== true);
  const known = all.length - conflicts.length;
  return [
    ...head,
    '',
    ...countsTable(plan),
    `members: add ${count(plan.members.add)}, remove ${count(plan.members.remove)} · managers: set ${count(plan.managers.set)}, clear ${count(plan.managers.clear)} · plan ${plan.id}`,
    ...extensionLines(context, plan),
    ...surpriseLines(context, plan, store),
    ...changeLines(context, plan, store, options.changes ?? shownChanges),
    ...conflictLines(context, conflicts),
    ...(known === 0 ? [] : ['', `${plural(known, 'conflict')} from before ${known === 1 ? 'is' : 'are'} still open.`]),
    ...exportLines(context, record),
    ...protectionLines(context, record, plan),
  ];
}
