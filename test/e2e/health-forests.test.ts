import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { syncNow } from '../support/sample-company.ts';

/** Two forests in one profile: each has a state of its own. */

let lab: Lab;
let home: string;
let fabrikamPassword: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab({ secondForest: true });
  if (lab.forest === null) throw new Error('no second forest');
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  fabrikamPassword = join(home, 'fabrikam-password');
  writeFileSync(fabrikamPassword, lab.forest.password, { mode: 0o600 });
  const { source, target, ...rest } = lab.profile();
  openShelf(home).put(
    {
      ...rest,
      source: { ...source, password: { file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' } },
      furtherSources: [{ name: 'fab', url: lab.forest.url, username: lab.forest.username, password: { file: fabrikamPassword }, tls: { caFile: 'fabrikam-ca.pem' } }],
      join: 'mail',
      target: { ...target, auth: { kind: 'clientSecret', secret: { file: 'client-secret' } }, quota: { writes: 100_000, perSeconds: 100 } },
    },
    { kind: 'real', files: { 'ad-password': lab.directory.password, 'ad-ca.pem': lab.directory.ca, 'fabrikam-ca.pem': lab.forest.ca, 'tenant-ca.pem': lab.tenant.ca, 'client-secret': lab.tenant.clientSecret } },
  );
  app = await launchApp({ home });
  page = app.page;
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const open = async (name: string): Promise<void> => await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: new RegExp(`^${name}`) }).click();
const card = (url: string | undefined) => page.getByRole('article', { name: `Active Directory ${new URL(url ?? '').host}` });

test('each forest has a card; the one that cannot be read says why, and is well again by itself', async () => {
  await syncNow(page);
  await open('Health');
  for (const forest of [lab.directory, lab.forest]) await card(forest?.url).getByText('Working').waitFor();
  await expectAccessible(page);

  writeFileSync(fabrikamPassword, 'not the password');
  await syncNow(page);
  await open('Health');
  await card(lab.forest?.url).getByText(/password|sign-in/i).first().waitFor();
  expect(await card(lab.forest?.url).getByText('Working').count()).toBe(0);
  await card(lab.directory.url).getByText('Working').waitFor();
  await page.locator('[data-alert]').first().waitFor();
  await page.getByText(/^Not every Active Directory could be read/).first().waitFor();
  await open('Home');
  await card(lab.directory.url).getByText('Working').waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });

  writeFileSync(fabrikamPassword, lab.forest?.password ?? '');
  await syncNow(page);
  await open('Health');
  await card(lab.forest?.url).getByText('Working').waitFor();
  await page.getByText('No open alert.').waitFor();
});
