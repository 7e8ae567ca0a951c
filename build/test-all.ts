/**
 * `npm test`: checks, unit tests, integration tests against real servers, and e2e tests where there are any.
 * The last line is `N passed, N failed`; a step that cannot run is a line of its own, never a silent success.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { electronBinary } from './app/electron-binary.ts';
import { browser, integration, prepareSystem } from './system-packages.ts';

type Sum = { readonly passed: number; readonly failed: number; readonly skipped: number };
type VitestReport = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numPendingTests: number; readonly success: boolean; readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[] };

const root = resolve(import.meta.dirname, '..');
const binFolder = join(root, 'node_modules', '.bin');
const reports = mkdtempSync(join(tmpdir(), 'causeway-test-'));

const env = { ...process.env, PATH: `${binFolder}${delimiter}${process.env['PATH'] ?? ''}` };

function step(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  return status === 0;
}

/** A step beside others: its output comes in one piece when it has ended. */
async function quietStep(title: string, command: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const code = await new Promise<number | null>((done) => {
    child.once('error', (error) => { output += `${error.message}\n`; done(1); });
    child.once('close', done);
  });
  console.log(`\n== ${title}\n${output}`.trimEnd());
  return code === 0;
}

/** The checks count as one test each. */
async function checks(): Promise<Sum> {
  const results = await Promise.all([
    quietStep('types, pure folders', join(binFolder, 'tsc'), ['-p', 'build/tsconfig/pure.json']),
    quietStep('types, renderer', join(binFolder, 'tsc'), ['-p', 'build/tsconfig/renderer.json']),
    quietStep('types', join(binFolder, 'tsc'), ['-p', 'tsconfig.json']),
    quietStep('lint', join(binFolder, 'eslint'), ['--config', 'build/eslint.config.js', '--max-warnings', '0', '.']),
    quietStep('import direction', process.execPath, ['build/check-direction.ts']),
  ]);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

function hasTests(...folders: readonly string[]): boolean {
  return folders.some((folder) => existsSync(join(root, folder)) && readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.test.ts')));
}

/** Sums a vitest report. A test file that did not load has no tests and counts as one failure. */
export function sumOf(report: VitestReport): Sum {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: failed === 0 && !report.success ? 1 : failed, skipped: report.numPendingTests };
}

function vitest(project: string): Sum {
  const file = join(reports, `${project}.json`);
  const done = step(project, process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'build/vitest.config.ts', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const sum = sumOf(JSON.parse(readFileSync(file, 'utf8')) as VitestReport);
  return done || sum.failed > 0 ? sum : { ...sum, failed: 1 };
}

async function main(): Promise<number> {
  const sums: Sum[] = [];
  const remarks: string[] = [];
  try {
    sums.push(await checks(), vitest('unit'));
    if (hasTests('test/integration')) {
      const obstacle = prepareSystem();
      if (obstacle === null) sums.push(vitest('integration'));
      else remarks.push(obstacle);
    } else remarks.push('there are no integration tests yet');
    if (hasTests('test/e2e')) {
      // One of them sets up against Samba AD.
      const obstacle = prepareSystem({ ...integration, title: 'e2e tests' }) ?? (electronBinary() === null ? prepareSystem(browser) : null);
      if (obstacle === null) sums.push(vitest('e2e'));
      else remarks.push(obstacle);
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const total = (kind: keyof Sum): number => sums.reduce((sum, each) => sum + each[kind], 0);
  console.log('');
  for (const remark of remarks) console.log(remark);
  if (total('skipped') > 0) console.log(`${total('skipped')} tests were skipped`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
