import { synchronizeSample } from '../../../test/support/sample-company.ts';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'objects',
  scenes: [
    {
      name: 'explain',
      async show({ page }) {
        await synchronizeSample(page);
        await page.getByRole('button', { name: 'Objects' }).click();
        await page.getByRole('combobox', { name: 'State' }).selectOption('synchronized');
        await page.getByTestId('object-list').getByRole('option').nth(2).click();
        await page.getByTestId('flow-picture').getByRole('row').first().waitFor();
      },
    },
    {
      name: 'excluded',
      async show({ page }) {
        await page.getByRole('combobox', { name: 'State' }).selectOption('excluded');
        await page.getByTestId('object-list').getByRole('option').nth(1).click();
        await page.locator('[data-stops="true"]').waitFor();
      },
    },
    {
      name: 'sync',
      async show({ page }) {
        await page.getByRole('combobox', { name: 'State' }).selectOption('conflict');
        await page.getByTestId('object-list').getByRole('option').nth(1).click();
        await page.getByTestId('flow-picture').getByRole('button', { name: 'Synchronize now' }).click();
        await page.locator('[data-testid="sync-object"][data-step="shown"]').waitFor();
      },
    },
    {
      name: 'palette',
      async show({ page }) {
        await page.keyboard.press('Escape');
        await page.getByTestId('sync-object').waitFor({ state: 'detached' });
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Go to, run, find' }).fill('ai');
        await page.getByRole('option', { name: /@|·/ }).first().waitFor();
      },
    },
  ],
};
