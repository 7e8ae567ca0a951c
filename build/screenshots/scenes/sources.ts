import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import type { Scene, Story } from '../scene.ts';

let lab: Lab | null = null;
const folder = mkdtempSync(join(tmpdir(), 'causeway-scene-'));

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
}

/** Custom setup on the sample company, and on Fabrikam's forest beside it. */
const scenes: readonly Scene[] = [
  {
    name: 'one',
    async show({ page }) {
      await page.evaluate(`causeway.setup.begin({ path: 'custom', sample: true })`);
      await page.reload();
      await page.getByRole('button', { name: 'Check the connection' }).click();
      await page.getByText(/checks passed/).waitFor();
      await page.getByRole('button', { name: 'Add another domain or forest' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'added',
    async show({ page }) {
      await page.getByRole('button', { name: 'Add another domain or forest' }).click();
      await page.getByRole('radio', { name: /address of a domain controller/ }).click();
      await page.getByRole('list', { name: 'Domains and forests' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'two',
    async show({ page, evaluate }) {
      lab = await startLab({ secondForest: true });
      const { forest } = lab;
      if (forest === null) throw new Error('no second forest');
      writeFileSync(join(folder, 'fabrikam-ca.pem'), forest.ca);
      await page.getByRole('textbox', { name: 'Domain controller' }).fill(forest.url);
      await page.getByRole('textbox', { name: 'Account' }).fill(forest.username);
      await page.locator('input[type=password]').fill(forest.password);
      await page.keyboard.press('Enter');
      await evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      }, join(folder, 'fabrikam-ca.pem'));
      await page.getByRole('button', { name: 'Choose a CA file' }).click();
      await page.getByRole('button', { name: 'Check the connection' }).click();
      await page.getByText(/checks passed/).waitFor();
      await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'join', show: async ({ page }) => { await next(page); await page.getByRole('radio', { name: /mail address is the same/ }).click(); } },
  {
    name: 'names',
    async show({ page }) {
      await next(page);
      await page.getByRole('button', { name: 'Check the tenant' }).click();
      await page.getByText(/checks passed/).waitFor();
      await next(page);
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'containers',
    async show({ page }) {
      await next(page);
      await page.getByRole('region', { name: 'fabrikam.test' }).getByText(/^Selected: /).waitFor();
      await page.getByRole('region', { name: 'corp.contoso.test' }).getByText(/^Selected: /).waitFor();
    },
  },
  {
    name: 'anchor',
    async show({ page }) {
      await next(page);
      await next(page);
      await page.waitForTimeout(700);
      await lab?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  },
];

export const story: Story = { name: 'sources', scenes };
