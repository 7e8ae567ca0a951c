import type { ExpressionStep, ExpressionTrial, RuleFinding, ShownValue, TextSpan } from '../../shared/rules.ts';
import { plain, type Terminal } from './terminal.ts';

function quoted(text: string): string {
  return `"${text}"`;
}

/** A value in one line; what is not text says what it is. */
export function shownText({ kind, values, list }: ShownValue): string {
  if (kind === 'nothing') return list === true ? 'no values' : 'nothing';
  if (kind === 'IgnoreThisFlow' || kind === 'AuthoritativeNull') return kind;
  const items = values.map((value) => (kind === 'text' ? quoted(value) : value));
  const text = list === true ? `[${items.join(', ')}]` : (items[0] ?? '');
  return plain(kind === 'text' || kind === 'boolean' || kind === 'number' ? text : `${text} (${kind})`);
}

/** The line of the expression that a place is in, and a mark under the place. */
export function placeLines(text: string, { start, end }: TextSpan): readonly string[] {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newLine = text.indexOf('\n', start);
  const to = newLine === -1 ? text.length : newLine;
  const marks = Math.max(1, Math.min(end, to) - start);
  return [`  ${plain(text.slice(from, to))}`, `  ${' '.repeat(start - from)}${'^'.repeat(marks)}`];
}

export function findingLines(text: string, { severity, line, column, message, fix, start, end }: RuleFinding, { style }: Terminal): readonly string[] {
  const where = `line ${line}, column ${column}`;
  return [plain(`${style(severity === 'error' ? 'red' : 'yellow', severity === 'error' ? 'Error' : 'Warning')} at ${where}: ${message}`), ...placeLines(text, { start, end }), ...(fix === null ? [] : [plain(`  ${fix}`)])];
}

function stepLine({ text, depth, value, error }: ExpressionStep): string {
  const result = value === null ? `failed: ${error ?? ''}` : shownText(value);
  return plain(`  ${'  '.repeat(depth)}${text.replace(/\s+/g, ' ')} → ${result}`);
}

/** Each part of an expression with what it gave, innermost first. */
export function stepLines(steps: readonly ExpressionStep[]): readonly string[] {
  return steps.map(stepLine);
}

export function trialLines(text: string, trial: ExpressionTrial, terminal: Terminal): readonly string[] {
  const { check, value, error, steps } = trial;
  const findings = check.findings.flatMap((finding) => findingLines(text, finding, terminal));
  if (!check.ok) return findings;
  const result = value === null ? [plain(`No value: ${error?.message ?? ''}`), ...(error === null ? [] : placeLines(text, error))] : [terminal.style('bold', shownText(value))];
  return [...findings, ...result, ...(steps.length === 0 ? [] : ['', terminal.style('bold', 'Steps'), ...stepLines(steps)])];
}
