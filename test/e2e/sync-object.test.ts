import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { syncNow } from '../support/sample-company.ts';
import { shelveLab } from '../support/shelved-lab.ts';
import { smallBase, smallCompany } from '../support/small-company.ts';

/** One object from the window: check, look, write exactly that, see what became of it. */

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab({ company: smallCompany(8) });
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  shelveLab(home, lab);
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const dnOf = (name: string): string => `CN=${name},${smallBase}`;
const dialog = () => page.getByTestId('sync-object');
const search = () => page.getByRole('searchbox', { name: /Search name/ });
const jobTitle = (name: string) => lab.tenant.snapshot().users.find(({ displayName }) => displayName === name)?.['jobTitle'];

async function open(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Objects' }).click();
  await search().fill(name);
  await page.getByTestId('object-list').getByRole('option', { name: new RegExp(name) }).click();
  await page.getByTestId('flow-picture').getByRole('heading', { name }).waitFor();
  await page.getByTestId('flow-picture').getByRole('button', { name: 'Synchronize now' }).click();
}

test('the changes of one object are shown before they are written, and what became of them after', async () => {
  await syncNow(page);
  lab.tenant.resetLog();
  lab.directory.modify(dnOf('Person 2'), { title: 'Analyst' });
  await open('Person 2');
  const change = dialog().getByTestId('object-changes').locator('[data-attribute="jobTitle"]');
  await change.getByText('Analyst').first().waitFor();
  expect(lab.tenant.writes()).toBe(0);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await dialog().getByRole('button', { name: 'Write this change' }).click();
  await dialog().getByTestId('object-outcome').getByText('Written to Entra: 1 request.').waitFor();
  await dialog().getByText('Written', { exact: true }).waitFor();
  expect([jobTitle('Person 2'), lab.tenant.writes()]).toEqual(['Analyst', 1]);
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Close' }).click();
  await page.getByTestId('flow-picture').getByText(/Person 2 is in sync with/).waitFor();
});

test('what changed since it was shown is refused, and the new change is shown and written', async () => {
  lab.tenant.resetLog();
  lab.directory.modify(dnOf('Person 4'), { title: 'First' });
  await open('Person 4');
  await dialog().getByText('First').first().waitFor();
  lab.directory.modify(dnOf('Person 4'), { title: 'Second' });
  await dialog().getByRole('button', { name: 'Write this change' }).click();
  await dialog().getByText(/is not what was shown any more/).waitFor();
  await dialog().getByText('Second').first().waitFor();
  expect(lab.tenant.writes()).toBe(0);
  await dialog().getByRole('button', { name: 'Write this change' }).click();
  await dialog().getByTestId('object-outcome').waitFor();
  expect(jobTitle('Person 4')).toBe('Second');
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('what takes something away is named and left to a synchronization of everything', async () => {
  lab.directory.removeMembers(dnOf('Group 0'), [dnOf('Person 1')]);
  await open('Group 0');
  await dialog().getByTestId('object-later').getByText('Person 1').waitFor();
  await dialog().getByText(/There is nothing to write for this object/).waitFor();
  expect(await dialog().getByRole('button', { name: /^Write/ }).count()).toBe(0);
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('a new object that no import has seen is found by its distinguished name and created', async () => {
  const dn = dnOf('Newcomer');
  lab.directory.add(dn, { objectClass: 'user', sAMAccountName: 'newcomer', userPrincipalName: 'newcomer@contoso.com', displayName: 'Newcomer' });
  await search().fill(dn);
  await page.getByRole('button', { name: 'Read this object from Active Directory' }).click();
  await dialog().getByRole('button', { name: 'Write this change' }).click();
  await dialog().getByTestId('object-outcome').waitFor();
  expect(lab.tenant.snapshot().users.some(({ displayName }) => displayName === 'Newcomer')).toBe(true);
  await dialog().getByRole('button', { name: 'Close' }).click();
  await page.getByTestId('object-list').getByRole('option', { name: /Newcomer/ }).waitFor();
});

test('while another tool synchronizes the tenant the changes are shown without a way to write them', async () => {
  lab.tenant.admin.setOrganization({ onPremisesSyncEnabled: true });
  lab.directory.modify(dnOf('Person 5'), { title: 'Shown' });
  await open('Person 5');
  await dialog().getByText(/still synchronizes this tenant: nothing is written/).waitFor();
  await dialog().getByText('Shown').first().waitFor();
  expect(await dialog().getByRole('button', { name: /^Write/ }).count()).toBe(0);
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('home and runs say so too, with the plan and the steps of the hand-over, checked live', async () => {
  const banner = () => page.getByTestId('other-tool');
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await banner().getByText('Entra Connect or Cloud Sync still synchronizes this tenant: nothing is written.').waitFor();
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await expectAccessible(page);
  await banner().getByRole('button', { name: 'Hand-over steps' }).click();
  const step = (id: string) => page.getByTestId('handover').locator(`[data-step="${id}"]`);
  await expect.poll(() => step('otherTool').getAttribute('data-state')).toBe('toDo');
  await expectAccessible(page);
  lab.tenant.admin.setOrganization({ onPremisesSyncEnabled: false });
  await page.getByTestId('handover').getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => step('otherTool').getAttribute('data-state'), { timeout: 20_000 }).toBe('ok');
  await page.getByTestId('handover').getByRole('button', { name: 'Close' }).click();
  await banner().waitFor({ state: 'detached' });
});
