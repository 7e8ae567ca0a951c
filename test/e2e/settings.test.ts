import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { readAppSettings } from '../../electron/worker/app-settings-file.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { syncNow } from '../support/sample-company.ts';

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;
const received: { readonly topic: string; readonly text: string }[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => { body += part.toString(); });
  request.on('end', () => {
    received.push(JSON.parse(body) as { topic: string; text: string });
    response.writeHead(request.url === '/hook' ? 200 : 410).end();
  });
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  const shelf = openShelf(home);
  for (const name of ['north', 'south']) {
    const { source, target, ...rest } = lab.profile();
    shelf.put({ ...rest, name, source: { ...source, password: { file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' } }, target: { ...target, auth: { kind: 'clientSecret', secret: { file: 'client-secret' } } } }, { kind: 'real', files: { 'ad-ca.pem': lab.directory.ca, 'tenant-ca.pem': lab.tenant.ca, 'ad-password': lab.directory.password, 'client-secret': lab.tenant.clientSecret } });
  }
  shelf.activate('north');
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(15_000);
  await page.getByRole('button', { name: 'Settings' }).click();
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  receiver.close();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const card = (id: string) => page.locator(`[data-profile="${id}"]`);

test('profiles: switch, rename with the data folder, export without secrets', async () => {
  await expectAccessible(page);
  await card('south').getByRole('button', { name: 'Switch to it' }).click();
  await card('south').getByText('Active', { exact: true }).waitFor();
  await card('south').getByRole('button', { name: 'More for south' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('north');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await dialog.getByText('There is already a profile called “north”.').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('far south');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await card('south').getByRole('heading', { name: /far south/ }).waitFor();
  expect(existsSync(openShelf(home).dataFolder('south'))).toBe(true);
  const path = join(home, 'exported.json');
  await app.evaluate(({ dialog: dialogs }, filePath) => {
    dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await card('south').getByRole('button', { name: 'More for far south' }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
  await page.getByText(path, { exact: true }).waitFor();
  expect(readFileSync(path, 'utf8')).not.toContain(lab.directory.password);
});

test('connections are changed in the steps of setup, and discarding changes nothing', async () => {
  await card('south').getByRole('button', { name: 'Change connections and rules' }).click();
  await page.getByRole('textbox', { name: 'Account' }).fill('CONTOSO\\somebody-else');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(openShelf(home).load('south').profile.source.username).toBe(lab.directory.username);
  await card('south').getByRole('button', { name: 'Change connections and rules' }).click();
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/checks passed/).waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Check the tenant' }).click();
  await page.getByText(/checks passed/).waitFor();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.getByRole('button', { name: 'Settings' }).click();
});

test('schedule: kept at once, with the entries for this computer', async () => {
  await page.getByRole('tab', { name: 'Schedule' }).click();
  await page.getByRole('textbox', { name: 'Minutes between runs' }).fill('60');
  await expect.poll(() => readAppSettings(home).settings.schedule).toEqual({ enabled: true, everyMinutes: 60 });
  await page.getByText(/OnUnitActiveSec|Description=/).first().waitFor();
  await expectAccessible(page);
});

test('notifications: a test arrives, a revoked address is said, a failed run is told', async () => {
  await page.getByRole('tab', { name: 'Notifications' }).click();
  await page.getByRole('switch', { name: 'Webhook' }).click();
  const address = page.locator('input[type=password]');
  const { port } = receiver.address() as AddressInfo;
  await address.fill(`http://127.0.0.1:${port}/gone`);
  await page.keyboard.press('Enter');
  await page.getByText('Stored, encrypted by this computer.').waitFor();
  await page.getByRole('button', { name: 'Send a test: Webhook' }).click();
  await page.getByText(/refused the message \(HTTP 410\)/).first().waitFor();
  await page.getByRole('button', { name: /^Change: Address/ }).click();
  await page.locator('input[type=password]').fill(`http://127.0.0.1:${port}/hook`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send a test: Webhook' }).click();
  await page.getByText(/took the message \(HTTP 200\)/).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => readAppSettings(home).settings.notifications.webhook.enabled).toBe(true);
  expect(readFileSync(join(home, 'app/settings.json'), 'utf8')).not.toContain('/hook');
  received.length = 0;
  await lab.directory.stop();
  await syncNow(page);
  await expect.poll(() => received.map(({ topic }) => topic), { timeout: 15_000 }).toContain('runFailed');
  expect(received[0]?.text).toContain('far south: the run failed');
});

test('the app: theme and diagnostics; removing a profile needs its name', async () => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'App' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(() => page.evaluate<string>(`causeway.app.state(null).then(({ value }) => value.theme)`)).toBe('dark');
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Profiles' }).click();
  await card('north').getByRole('button', { name: 'More for north' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('south');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByText('“south” is not the name of this profile.').waitFor();
  await dialog.getByRole('textbox').fill('north');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => card('north').count()).toBe(0);
  expect(existsSync(join(home, 'north'))).toBe(true);
});
