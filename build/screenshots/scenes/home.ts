import { synchronizeSample } from '../../../test/support/sample-company.ts';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'home',
  scenes: [
    {
      name: 'home',
      async show({ page }) {
        await synchronizeSample(page);
        await page.getByRole('button', { name: 'Home' }).click();
        await page.getByText('Waits for you').waitFor();
        await page.getByRole('table', { name: 'Runs, newest first' }).waitFor();
      },
    },
    {
      name: 'health',
      async show({ page }) {
        await page.getByRole('button', { name: 'Health' }).click();
        await page.getByRole('heading', { name: 'Connectors' }).waitFor();
      },
    },
    {
      name: 'charts',
      async show({ page }) {
        await page.getByRole('tab', { name: 'Charts' }).click();
        await page.getByRole('heading', { name: 'Object changes per run' }).waitFor();
      },
    },
    {
      name: 'history',
      async show({ page }) {
        await page.getByRole('tab', { name: 'Run history' }).click();
        await page.getByRole('table', { name: 'Runs, newest first' }).waitFor();
      },
    },
    {
      name: 'changed-profile',
      async show({ page }) {
        await page.getByRole('button', { name: 'Rules', exact: true }).click();
        await page.getByRole('tab', { name: 'Deletions', exact: true }).click();
        await page.getByRole('group', { name: 'Deletions', exact: true }).getByRole('textbox', { name: 'Objects' }).fill('3');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('Saved. The next run uses it').waitFor();
        await page.getByRole('button', { name: 'Home' }).click();
        await page.getByText('The profile was changed').waitFor();
      },
    },
  ],
};
