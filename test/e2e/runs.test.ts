import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { shelveLab } from '../support/shelved-lab.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { syncNow } from '../support/sample-company.ts';

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  // Slow enough to get in between, fast enough for a test.
  shelveLab(home, lab, { protection: { deletes: { count: 2, percent: 100 } } }, { writes: 120, perSeconds: 2 });
  await start();
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<void> {
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(20_000);
}

const run = (): Locator => page.getByTestId('run-view');
const state = (): Promise<string | null> => run().getAttribute('data-state');

async function untilExporting(writes = 20): Promise<void> {
  const before = lab.tenant.writes();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(() => lab.tenant.writes() - before, { timeout: 20_000, interval: 20 }).toBeGreaterThan(writes);
}

/** Nothing was created twice: every anchor and every sign-in name is there once. */
function expectNoDuplicates(): void {
  const { users } = lab.tenant.snapshot();
  for (const property of ['onPremisesImmutableId', 'userPrincipalName']) {
    const values = users.flatMap((user) => (typeof user[property] === 'string' ? [user[property].toLowerCase()] : []));
    expect(new Set(values).size, property).toBe(values.length);
  }
}

test('a run is paused, seen again after a reload of the window, resumed and cancelled', async () => {
  await untilExporting();
  await expect.poll(state, { timeout: 10_000 }).toBe('running');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(state, { timeout: 10_000 }).toBe('paused');
  const written = lab.tenant.writes();
  await sleep(700);
  expect(lab.tenant.writes()).toBe(written);
  await page.reload();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect.poll(state, { timeout: 10_000 }).toBe('paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => lab.tenant.writes(), { timeout: 10_000 }).toBeGreaterThan(written);
  await run().getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(state, { timeout: 10_000 }).toBe('ended');
  await page.getByTestId('run-result').getByText(/cancelled/i).first().waitFor();
  const after = lab.tenant.writes();
  await sleep(700);
  expect(lab.tenant.writes()).toBe(after);
  expectNoDuplicates();
});

test('the engine is killed in the middle of the export: the app says so, and is ready again', async () => {
  await untilExporting();
  process.kill(await app.workerPid('engine'), 'SIGKILL');
  await expect.poll(state, { timeout: 20_000 }).toMatch(/interrupted|ended/);
  await page.getByTestId('run-result').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sync now' }).waitFor();
});

test('the whole app is killed in the middle of the export and started again', async () => {
  await untilExporting();
  await app.kill();
  await start();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect.poll(state, { timeout: 20_000 }).toBe('interrupted');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect.poll(state, { timeout: 60_000 }).toBe('ended');
});

test('afterwards nothing is missing, nothing is there twice, and nothing is left to write', async () => {
  await syncNow(page);
  const written = lab.tenant.writes();
  await syncNow(page);
  expect(lab.tenant.writes()).toBe(written);
  expectNoDuplicates();
  expect(lab.tenant.snapshot().users.length).toBeGreaterThan(300);
});

test('protection holds deletions; the wrong number does not release them, the right one does', async () => {
  const people = synchronizedPeople().slice(0, 4);
  for (const dn of people) lab.directory.remove(dn);
  const before = lab.tenant.snapshot().deleted.length;
  await syncNow(page);
  await expect.poll(() => page.getByTestId('state-pill').textContent(), { timeout: 10_000 }).toBe('Held: 4 changes wait for approval');
  expect(lab.tenant.snapshot().deleted.length).toBe(before);
  await page.getByRole('button', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Review what is held' }).click();
  await page.getByTestId('protection-banner').waitFor();
  await expect.poll(() => page.getByTestId('plan-table').getByRole('row').count(), { timeout: 10_000 }).toBeGreaterThan(4);
  await expectAccessible(page);
  await page.getByTestId('protection-banner').getByRole('button', { name: 'Release' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('3');
  await dialog.getByRole('button', { name: 'Release and sync' }).click();
  await dialog.getByText(/Protection holds 4 changes, not 3/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('textbox').fill('4');
  await dialog.getByRole('button', { name: 'Release and sync' }).click();
  await expect.poll(() => lab.tenant.snapshot().deleted.length, { timeout: 30_000 }).toBe(before + 4);
  await page.getByRole('button', { name: 'Sync now' }).waitFor();
  await syncNow(page);
  await expect.poll(() => page.getByTestId('state-pill').textContent(), { timeout: 10_000 }).not.toContain('Held');
});

test('refusals are grouped as they come, in plain words', async () => {
  const [dn] = synchronizedPeople();
  lab.directory.modify(dn ?? '', { title: 'Chief of tests' });
  lab.tenant.faults.signIn('secretExpired');
  lab.tenant.faults.expireTokens();
  await syncNow(page);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await page.getByTestId('run-result').getByText(/secret/i).first().waitFor();
  lab.tenant.faults.signIn(null);
  await syncNow(page);
  await expect.poll(() => lab.tenant.snapshot().users.some(({ jobTitle }) => jobTitle === 'Chief of tests')).toBe(true);
});

/** DNs of people who are synchronized. */
function synchronizedPeople(): readonly string[] {
  const synchronized = new Set(lab.tenant.snapshot().users.flatMap(({ userPrincipalName, onPremisesImmutableId }) => (typeof userPrincipalName === 'string' && onPremisesImmutableId !== null ? [userPrincipalName.toLowerCase()] : [])));
  return lab.company.entries.flatMap(({ dn, attributes }) => {
    const name = [attributes['userPrincipalName']].flat()[0];
    return typeof name === 'string' && synchronized.has(name.toLowerCase()) && !/Aiko|Ingrid|Kate/.test(dn) ? [dn] : [];
  });
}
