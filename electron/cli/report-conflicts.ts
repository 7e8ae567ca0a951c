import type { Conflict, Resolution } from '../../shared/conflict.ts';
import { situationTable, situations, type ResolutionKind } from '../../shared/situation.ts';
import { commandLine, type Context } from './context.ts';
import { count, plain, plural } from './terminal.ts';

const shownPerSituation = 5;

/** What a decision needs besides its name, as far as the conflict knows it. */
function details(conflict: Conflict, kind: ResolutionKind): readonly string[] {
  const targets = conflict.others.filter((other) => other.side === 'target');
  if (kind === 'setValue') return [...(conflict.attribute === null ? ['--attribute', 'NAME'] : []), '--value', 'VALUE'];
  if (kind === 'pickOwner') return ['--object', conflict.dn];
  if (kind === 'pick' || (kind === 'link' && targets.length > 1)) return ['--target', targets[0]?.id ?? 'ID'];
  if (kind === 'link' && conflict.situation === 'roleHolder') return ['--confirm', conflict.facts['roles'] ?? 'ROLES'];
  return [];
}

function blockOf(context: Context, conflict: Conflict, decided?: Resolution): readonly string[] {
  const lines = [plain(conflict.dn), `    ${plain(conflict.reason)}`, `    ${plain(conflict.fix)}`];
  if (conflict.reopened !== null) lines.push(`    Opened again: the decision ${conflict.reopened.resolution} rested on facts that changed: ${plain(conflict.reopened.changes.join(', '))}.`);
  if (decided !== undefined) lines.push(`    Decided: ${decided.kind} by ${decided.decidedBy} at ${decided.decidedAt}; takes effect with the next run.`);
  else if (conflict.resolutions.length > 0) {
    const choice = conflict.recommended ?? conflict.resolutions[0] ?? 'exclude';
    const others = conflict.resolutions.filter((each) => each !== choice);
    lines.push(`    ${commandLine(context, ['conflicts', 'resolve', conflict.id, '--as', choice, ...details(conflict, choice)])}${others.length === 0 ? '' : `   (or --as ${others.join(', ')})`}`);
  }
  return lines.map((line) => `  ${line}`);
}

type Options = { readonly perSituation?: number; readonly decided?: readonly Resolution[] };

/** Open conflicts by situation, each with reason, fix and the command that decides it, or the decision that waits for a run. */
export function conflictLines(context: Context, conflicts: readonly Conflict[], { perSituation: limit = shownPerSituation, decided = [] }: Options = {}): readonly string[] {
  if (conflicts.length === 0) return [];
  const { style } = context.terminal;
  const decisions = new Map(decided.map((each) => [each.conflictId, each]));
  const lines = ['', style('bold', plural(conflicts.length, 'open conflict'))];
  for (const situation of situations) {
    const here = conflicts.filter((conflict) => conflict.situation === situation);
    if (here.length === 0) continue;
    lines.push(`${style('yellow', situation)}: ${situationTable[situation].means} (${count(here.length)})`);
    for (const conflict of here.slice(0, limit)) lines.push(...blockOf(context, conflict, decisions.get(conflict.id)));
    if (here.length > limit) lines.push(`  … and ${count(here.length - limit)} more: ${commandLine(context, ['conflicts', 'list'])}`);
  }
  return lines;
}

/** One conflict with everything that is known about it. */
export function conflictDetail(context: Context, conflict: Conflict & { readonly firstSeen: string }, decided?: Resolution): readonly string[] {
  const facts = Object.entries(conflict.facts).map(([name, value]) => `  ${name}: ${plain(value)}`);
  return [
    `${context.terminal.style('bold', conflict.situation)} ${conflict.id}: ${situationTable[conflict.situation].means}`,
    ...(conflict.also.length === 0 ? [] : [`Also: ${conflict.also.join(', ')}`]),
    `Open since ${conflict.firstSeen}`,
    `${conflict.type} ${plain(conflict.dn)} (anchor ${conflict.anchor})`,
    ...(conflict.attribute === null ? [] : [`Attribute: ${conflict.attribute}${conflict.value === null ? '' : ` = ${plain(conflict.value)}`}`]),
    ...conflict.others.map((other) => `Other: ${other.type} ${plain(other.name)} (${other.side === 'source' ? 'AD object' : 'Entra object'} ${other.id})`),
    ...blockOf(context, conflict, decided).slice(1),
    ...(facts.length === 0 ? [] : ['Facts the decision rests on:', ...facts]),
  ];
}
