import type { Page } from 'playwright';
import { expect } from 'vitest';

/** Sets the app up on the sample company by the express path, from the first start to the end of the first sync. */
export async function synchronizeSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Try it with/ }).click();
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/checks passed/).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Check the tenant' }).click();
  await page.getByText(/checks passed/).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('table').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Compute the preview' }).click();
  await page.getByRole('checkbox', { name: /I have looked/ }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Write these changes' }).click();
  await page.getByText(/^Written\. |^Written, |^Everything of the plan/).first().waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Open Causeway' }).click();
}

/** When the newest run ended; null while one is under way. Asked as the window asks. */
async function lastRunEnd(page: Page): Promise<string | null> {
  return await page.evaluate<string | null>(`causeway.app.state(null).then(({ value }) => (value.run === null ? (value.status?.lastRun?.endedAt ?? null) : null))`);
}

/** Clicks "Sync now" and waits until that run has ended. */
export async function syncNow(page: Page): Promise<void> {
  const before = await lastRunEnd(page);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(async () => [before, null].includes(await lastRunEnd(page)), { timeout: 60_000 }).toBe(false);
}
