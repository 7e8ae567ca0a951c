import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { shelveLab } from '../support/shelved-lab.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { syncNow } from '../support/sample-company.ts';

/** The situations that a first synchronization cannot show: they come up when something changes afterwards. */

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  shelveLab(home, lab, { policies: { drift: 'hold' }, protection: { deletes: { count: 0, percent: 0 } } }, { writes: 100_000, perSeconds: 100 });
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const review = (): Locator => page.getByTestId('conflict-review');
const situation = (name: string): Locator => page.getByRole('navigation', { name: 'Situations' }).getByRole('button', { name: new RegExp(`^${name}`) });

/** Decides the one conflict of a situation, and sees that the next run has none of it. */
async function decide(name: string, choice: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
  await situation(name).click();
  await review().getByRole('radio', { name: choice }).click();
  await page.getByTestId('consequence').getByText(/is solved/).waitFor();
  await review().getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByText(/^Decided: /).first().waitFor();
  await syncNow(page);
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
  await expect.poll(() => situation(name).count()).toBe(0);
}

function someone(skip: number): { readonly dn: string; readonly name: string } {
  const people = lab.company.entries.flatMap(({ dn, attributes }) => {
    const name = [attributes['userPrincipalName']].flat()[0];
    const account = typeof name === 'string' ? lab.tenant.admin.find(name) : undefined;
    return typeof name === 'string' && account !== undefined && typeof account.properties['onPremisesImmutableId'] === 'string' ? [{ dn, name }] : [];
  });
  return people[skip] ?? { dn: '', name: '' };
}

test('changed in Entra: the cloud value is kept from then on', async () => {
  await syncNow(page);
  const { name } = someone(3);
  lab.tenant.admin.updateUser(lab.tenant.admin.find(name)?.id ?? '', { department: 'Moved in the cloud' });
  await syncNow(page);
  await decide('Changed in Entra', /Keep the Entra value/);
  expect(lab.tenant.admin.find(name)?.properties['department']).toBe('Moved in the cloud');
});

test('gone from AD: the account stays, and belongs to nobody', async () => {
  const { dn, name } = someone(5);
  lab.directory.remove(dn);
  await syncNow(page);
  await decide('Gone from AD', /Keep it in Entra/);
  expect(lab.tenant.admin.find(name)?.deleted).toBe(false);
});

test('refused by Graph: corrected there, tried again, written', async () => {
  const { dn, name } = someone(7);
  lab.tenant.faults.refuseValue('jobTitle', 'Bad title', 403);
  lab.directory.modify(dn, { title: 'Bad title' });
  await syncNow(page);
  await syncNow(page);
  lab.tenant.faults.refuseValue('jobTitle', null);
  await decide('Refused by Graph', /Try again/);
  expect(lab.tenant.admin.find(name)?.properties['jobTitle']).toBe('Bad title');
});
