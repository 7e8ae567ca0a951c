import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-pretenuring-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How often V8 thought about where the objects of a place in the code belong. */
function guesses(args: readonly string[]): number {
  const { status, stdout } = spawnSync(process.execPath, ['--trace-pretenuring-statistics', ...args], { cwd: folder, env: { ...process.env, XDG_DATA_HOME: folder }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  expect(status).toBe(0);
  return stdout.split('\n').filter((line) => line.includes('pretenuring:')).length;
}

const keepsWhatItMakes = 'const kept = []; const make = (i) => { const list = []; list.push(i); return list; }; for (let i = 0; i < 1_000_000; i += 1) kept.push(make(i));';

it('a run from the command line does not let V8 guess which objects live long', () => {
  expect(guesses(['-e', keepsWhatItMakes])).toBeGreaterThan(0);
  expect(guesses([join(root, 'electron/cli/main.ts'), 'demo'])).toBe(0);
});

it('it can be stopped while a process runs', () => {
  const module = join(root, 'electron/worker/pretenuring.ts');
  expect(guesses(['--input-type=module', '-e', `import { stopPretenuring } from ${JSON.stringify(module)}; stopPretenuring(); ${keepsWhatItMakes}`])).toBe(0);
});
