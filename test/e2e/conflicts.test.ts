import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { syncNow, synchronizeSample } from '../support/sample-company.ts';

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await synchronizeSample(page);
  await page.getByRole('button', { name: /^Conflicts/ }).click();
  await review().waitFor();
});
afterAll(() => app?.close());

const review = () => page.getByTestId('conflict-review');
const list = () => page.getByTestId('conflict-list');
const option = (name: string) => list().getByRole('option', { name: new RegExp(name) });
const choice = (name: string) => review().getByRole('radio', { name: new RegExp(name) });
const consequence = () => page.getByTestId('consequence');

async function open(name: string): Promise<void> {
  await option(name).first().click();
  await review().getByRole('heading', { name: new RegExp(name) }).waitFor();
}

async function apply(name: string, decision: string): Promise<void> {
  await consequence().getByText(/solved|stays open/).waitFor();
  await review().getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByText(`Decided: ${decision}.`).first().waitFor();
  await option(name).first().getByLabel('Decided').waitFor();
}

async function openCount(): Promise<number> {
  const label = await page.getByRole('button', { name: /^Conflicts/ }).first().textContent();
  return Number(/\d+/.exec(label ?? '')?.[0] ?? 0);
}


test('every situation of the sample company is listed, with both sides and a consequence', async () => {
  const situations = page.getByRole('navigation', { name: 'Situations' }).getByRole('button');
  expect(await situations.count()).toBeGreaterThanOrEqual(9);
  await expectAccessible(page);
  await open('Ingrid Sørensen');
  expect(await review().getByRole('columnheader').allTextContents()).toEqual([expect.stringContaining('Ingrid Sørensen'), expect.stringContaining('in the recycle bin')]);
  await consequence().getByText('The conflict is solved.').waitFor();
  await consequence().getByText('Restore', { exact: true }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('by keyboard alone: move, choose, apply, undo', async () => {
  const before = await openCount();
  await open('Aiko Tanaka');
  await list().focus();
  await page.keyboard.press('j');
  await review().getByRole('heading', { name: 'François Lefèvre' }).waitFor();
  await page.keyboard.press('k');
  await review().getByRole('heading', { name: 'Aiko Tanaka' }).waitFor();
  await page.keyboard.press('2');
  await expect.poll(() => choice('None of them').getAttribute('aria-checked')).toBe('true');
  await consequence().getByText(/solved|stays open/).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(openCount).toBe(before - 1);
  await open('Aiko Tanaka');
  await list().focus();
  await page.keyboard.press('u');
  await expect.poll(openCount).toBe(before);
});

test('a wrong value is refused with what is wrong, and nothing is decided', async () => {
  const before = await openCount();
  await open('Kate O');
  await choice('Use another value').click();
  await review().getByRole('textbox').fill('kate@nowhere.test');
  await consequence().getByText('nowhere.test is not a verified domain of the tenant.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').or(page.getByText('nowhere.test is not a verified domain of the tenant.')).first().waitFor();
  expect(await openCount()).toBe(before);
});

test('like conflicts are decided together, after a preview', async () => {
  const before = await openCount();
  await page.getByRole('navigation', { name: 'Situations' }).getByRole('button', { name: /Other type/ }).click();
  await open('Info Desk');
  await choice('Leave it alone').click();
  await review().getByRole('button', { name: /^Apply to \d+ like this/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/of \d+ conflicts are solved/).waitFor();
  await expectAccessible(page);
  const many = Number(/\d+/.exec((await dialog.getByRole('button', { name: /Apply to all/ }).textContent()) ?? '')?.[0]);
  expect(many).toBeGreaterThan(1);
  await dialog.getByRole('button', { name: /Apply to all/ }).click();
  await expect.poll(openCount).toBe(before - many);
  await page.getByRole('navigation', { name: 'Situations' }).getByRole('button', { name: /^All/ }).click();
});

test('every situation is resolved here and gone after the next run', async () => {
  await open('Ingrid Sørensen');
  await apply('Ingrid Sørensen', 'Restore and link');
  await open('Kate O');
  await choice('Use another value').click();
  await review().getByRole('textbox').fill('kate.ohara@contoso.example');
  await apply('Kate O', 'Use another value');
  await open('François Lefèvre');
  await choice('Leave it alone').click();
  await apply('François Lefèvre', 'Leave it alone');
  await open('Jonas Weber \\(Contractor\\)');
  await choice('Leave it alone').click();
  await apply('Jonas Weber \\(Contractor\\)', 'Leave it alone');
  await open('Aiko Tanaka');
  await choice('Link to one of them').click();
  await review().getByRole('radio', { name: /aiko\.t@/ }).click();
  // The name she would get belongs to the other candidate: told before it is decided.
  await consequence().getByText(/Then to decide: Taken in Entra/).waitFor();
  await apply('Aiko Tanaka', 'Link to one of them');
  await open('Grace Mwangi');
  await choice('Link them').click();
  const roles = (await review().getByText(/Type the roles to confirm:/).textContent()) ?? '';
  await review().getByRole('textbox').fill(roles.replace(/^.*confirm: /, '').replace(/\s*\*$/, ''));
  await apply('Grace Mwangi', 'Link them');
  await open('Liam Murphy');
  await choice('Leave it alone').click();
  await apply('Liam Murphy', 'Leave it alone');
  // What is left: decided by the first offer that needs nothing more.
  const decided = list().getByLabel('Decided');
  for (let left = await openCount(); left > 0; left = await openCount()) {
    const marked = await decided.count();
    await list().getByRole('option').first().click();
    const leave = choice('Leave it alone');
    await leave.click();
    await consequence().getByText(/solved|stays open/).waitFor();
    await review().getByRole('button', { name: 'Apply', exact: true }).click();
    await expect.poll(openCount).toBe(left - 1);
    // The list is sorted anew with its marks.
    await expect.poll(() => decided.count()).toBe(marked + 1);
  }
  await syncNow(page);
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
  await expect.poll(() => list().getByRole('option').allTextContents()).toEqual([expect.stringContaining('Aiko Tanaka')]);
  await choice('Use another value').click();
  await review().getByRole('textbox').fill('aiko.tanaka@contoso.example');
  await consequence().getByText('The conflict is solved.').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(openCount).toBe(0);
  await syncNow(page);
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
  await page.getByRole('heading', { name: 'No open conflicts' }).waitFor();
  expect(await openCount()).toBe(0);
  await expectAccessible(page);
});

test('decisions that stand can be withdrawn; the next run asks again', async () => {
  await page.getByRole('button', { name: /earlier decisions? stand/ }).click();
  await page.getByRole('button', { name: 'Withdraw: Liam Murphy' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Withdraw: Liam Murphy' }).count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close' }).click();
  await syncNow(page);
  await page.getByRole('button', { name: /^Conflicts 1/ }).click();
  await review().getByRole('heading', { name: 'Liam Murphy' }).waitFor();
});
