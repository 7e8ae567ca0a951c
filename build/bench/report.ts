import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { passed, type Result } from './result.ts';

const readme = join(import.meta.dirname, 'README.md');
const begin = '<!-- numbers: npm run bench -- --write -->';
const end = '<!-- end of numbers -->';

function shown({ value, unit }: Result): string {
  const number = Number.isInteger(value) ? String(value) : value.toFixed(unit === '%' || unit === 'MiB' ? 1 : 2);
  return unit === '' ? number : `${number} ${unit}`;
}

function targetOf(result: Result): string {
  if (result.limit === null) return '';
  const { limit } = result;
  return 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
}

function verdictOf(result: Result): string {
  const met = passed(result);
  return met === null ? '' : met ? 'met' : 'NOT MET';
}

/** A Markdown table, aligned for terminals. */
export function tableOf(results: readonly Result[]): readonly string[] {
  const rows = [['', 'measured', 'value', 'target', '', 'how'], ...results.map((result) => [result.target, result.what, shown(result), targetOf(result), verdictOf(result), result.detail])];
  const widths = rows[0]?.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(rows[0] ?? []), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.slice(1).map(line)];
}

/** Where it was measured, in one line each. */
export function machine(load: number): readonly string[] {
  const processors = cpus();
  const slapd = /slapd ([\d.]+)/.exec(spawnSync('/usr/sbin/slapd', ['-VV'], { encoding: 'utf8' }).stderr)?.[1] ?? 'unknown';
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; ${processors.length} cores, ${processors[0]?.model.trim() ?? 'unknown'}; ${(totalmem() / 1024 ** 3).toFixed(0)} GiB; ${type()} ${release()}`,
    `Node.js ${process.versions.node}, V8 ${process.versions.v8}; OpenLDAP slapd ${slapd}; load average before ${load.toFixed(1)}, after ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  ];
}

/** Replaces the numbers in README.md. */
export function writeReadme(lines: readonly string[]): void {
  const text = readFileSync(readme, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${readme} lost its markers "${begin}" and "${end}".`);
  writeFileSync(readme, `${text.slice(0, from + begin.length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`);
}
