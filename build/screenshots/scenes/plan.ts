import { synchronizeSample } from '../../../test/support/sample-company.ts';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'plan',
  scenes: [
    {
      name: 'table',
      async show({ page }) {
        await synchronizeSample(page);
        await page.getByRole('button', { name: 'Plan', exact: true }).click();
        await page.getByTestId('plan-table').getByRole('row').nth(5).waitFor();
      },
    },
    {
      name: 'change',
      async show({ page }) {
        await page.getByTestId('plan-table').getByRole('row').nth(4).click();
        await page.getByTestId('plan-drawer').getByRole('row').nth(2).waitFor();
      },
    },
    {
      name: 'run',
      async show({ page }) {
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Runs', exact: true }).click();
        await page.getByTestId('run-result').waitFor();
      },
    },
    {
      name: 'rules',
      async show({ page }) {
        await page.getByRole('button', { name: 'Rules', exact: true }).click();
        await page.getByRole('table').first().waitFor();
      },
    },
  ],
};
