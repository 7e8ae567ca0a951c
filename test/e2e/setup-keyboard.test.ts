import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(() => app?.close());

const longestWay = 60;

/** Presses Tab until the focus is on the element with this name, as somebody without a mouse does. */
async function tabTo(name: RegExp): Promise<void> {
  for (let step = 0; step < longestWay; step += 1) {
    const focused = await page.evaluate<string>(`(() => {
      const at = document.activeElement;
      return at === null || at === document.body ? '' : (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim();
    })()`);
    if (name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus never came to ${String(name)}`);
}

async function press(name: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(name);
  await page.keyboard.press(key);
}

async function heading(text: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

test('the whole express setup is done by keyboard, on the sample company, to "in sync"', async () => {
  await press(/^Try it with the sample company/);
  await heading('Which Active Directory is synchronized?');
  await press(/^Check the connection/);
  await page.getByText(/checks passed/).waitFor();
  await press(/^Next$/);
  await heading('Which Microsoft Entra tenant receives it?');
  await press(/^Check the tenant/);
  await page.getByText(/checks passed/).waitFor();
  await press(/^Next$/);
  await heading('What do people sign in as?');
  await page.getByRole('table').waitFor();
  await press(/^Next$/);
  await press(/^Compute the preview/);
  await page.getByRole('checkbox', { name: /I have looked/ }).waitFor({ timeout: 60_000 });
  await press(/I have looked at the plan/, ' ');
  await press(/^Write these changes/);
  await page.getByText(/^Written\. |^Written, |^Everything of the plan/).first().waitFor({ timeout: 120_000 });
  await press(/^Next$/);
  await heading('You are synchronized');
  await press(/^Open Causeway/);
  await heading('Sample company');
  await expect.poll(() => page.getByTestId('state-pill').textContent()).toMatch(/last sync|In sync/);
});
