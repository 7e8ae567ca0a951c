/**
 * `npm run test:mutations [I3 …]`: breaks each invariant in one place, in a copy of the tree, and expects the test named
 * for it to fail. A mutation that survives is an invariant that nothing guards; one that cannot be applied, or whose test
 * fails without it, proves nothing and counts as a failure too.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { mutations, type Mutation } from './list.ts';

type Report = { readonly numFailedTests: number; readonly numPassedTests: number; readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[] };
type Ran = { readonly passed: number; readonly failed: readonly string[]; readonly broken: boolean };
type Verdict = 'killed' | 'SURVIVED' | 'NOT APPLICABLE' | 'TEST BROKEN';

const root = resolve(import.meta.dirname, '../..');
const longestMs = 240_000;

/** The tree as it is now, changes that are not committed included; node_modules is linked. */
function copyTree(folder: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0');
  for (const file of files) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
}

function runTest(folder: string, { test, only }: Pick<Mutation, 'test' | 'only'>): Ran {
  const output = join(folder, 'mutation-report.json');
  rmSync(output, { force: true });
  const args = [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'build/vitest.config.ts', '--project', 'unit', test, '--reporter=json', `--outputFile=${output}`, '--no-color', ...(only === undefined ? [] : ['-t', only])];
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore', timeout: longestMs });
  if (!existsSync(output)) return { passed: 0, failed: [], broken: true };
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  const assertions = report.testResults.flatMap((file) => file.assertionResults);
  const failed = assertions.filter((each) => each.status === 'failed').map((each) => each.fullName);
  // A file that did not load is no test that noticed; a set-up that fails is one, and leaves its tests unrun.
  const unrun = report.testResults.some((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const setUp = report.testResults.some((file) => file.status === 'failed') && failed.length === 0 && !unrun;
  return { passed: report.numPassedTests, failed: setUp ? ['set-up'] : failed, broken: unrun };
}

function judge(folder: string, mutation: Mutation, healthy: (mutation: Mutation) => boolean): { readonly verdict: Verdict; readonly by: string } {
  const path = join(folder, mutation.file);
  const original = readFileSync(path, 'utf8');
  const places = original.split(mutation.find).length - 1;
  if (places !== 1) return { verdict: 'NOT APPLICABLE', by: `the text is there ${places} times` };
  if (!healthy(mutation)) return { verdict: 'TEST BROKEN', by: 'fails, or is empty, without the mutation' };
  writeFileSync(path, original.replace(mutation.find, () => mutation.replace));
  try {
    const { failed, broken } = runTest(folder, mutation);
    if (broken) return { verdict: 'TEST BROKEN', by: 'did not load or did not end' };
    return failed[0] === undefined ? { verdict: 'SURVIVED', by: '' } : { verdict: 'killed', by: failed[0] };
  } finally {
    writeFileSync(path, original);
  }
}

function main(wanted: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-mutations-'));
  const known = new Map<string, boolean>();
  const healthy = (mutation: Mutation): boolean => {
    const key = `${mutation.test} ${mutation.only ?? ''}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { passed, failed, broken } = runTest(folder, mutation);
    const sound = !broken && failed.length === 0 && passed > 0;
    known.set(key, sound);
    return sound;
  };
  let bad = 0;
  try {
    copyTree(folder);
    for (const mutation of mutations.filter((each) => wanted.length === 0 || wanted.includes(each.invariant))) {
      const { verdict, by } = judge(folder, mutation, healthy);
      if (verdict !== 'killed') bad += 1;
      console.log(`${mutation.invariant}  ${verdict.padEnd(14)}  ${mutation.breaks.padEnd(58)}  ${mutation.file}${by === '' ? '' : `\n${' '.repeat(20)}${by}`}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(bad === 0 ? 'Every mutation was noticed.' : `${bad} mutations were not noticed, or proved nothing.`);
  return bad === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
