import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { shelveLab } from '../support/shelved-lab.ts';

let lab: Lab;
let home: string;
let app: RunningApp;

beforeAll(async () => {
  lab = await startLab({ large: true });
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  shelveLab(home, lab);
  app = await launchApp({ home });
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

function logs(): string {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'));
  return files.map((name) => readFileSync(join(home, name), 'utf8')).join('\n');
}

test('the built app reads a large directory in a second thread, and plans all of it', async () => {
  const { page } = app;
  page.setDefaultTimeout(20_000);
  await page.getByRole('button', { name: 'Preview' }).first().click();
  await expect.poll(() => page.getByTestId('run-view').getAttribute('data-state'), { timeout: 60_000 }).toBe('ended');
  expect(logs()).toContain('is read in a second thread.');
  expect(logs()).not.toContain('without a second thread');
  const read = Number(/(\d+) objects read, 0 gone/.exec(logs())?.[1]);
  expect(read).toBeGreaterThan(3_120);
});
