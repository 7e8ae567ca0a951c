import { synchronizeSample } from '../../../test/support/sample-company.ts';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'conflicts',
  scenes: [
    {
      name: 'review',
      async show({ page }) {
        await synchronizeSample(page);
        await page.getByRole('button', { name: /^Conflicts/ }).click();
        await page.getByTestId('conflict-list').getByRole('option', { name: /Ingrid/ }).click();
        await page.getByTestId('consequence').getByText('The conflict is solved.').waitFor();
      },
    },
    {
      name: 'several',
      async show({ page }) {
        await page.getByTestId('conflict-list').getByRole('option', { name: /Aiko/ }).click();
        await page.getByTestId('conflict-review').getByRole('radio', { name: /Link to one/ }).click();
        await page.getByTestId('conflict-review').getByRole('radio', { name: /aiko\.t@/ }).click();
        await page.getByTestId('consequence').getByText(/Then to decide/).waitFor();
      },
    },
    {
      name: 'together',
      async show({ page }) {
        await page.getByTestId('conflict-list').getByRole('option', { name: /Info Desk/ }).click();
        await page.getByTestId('conflict-review').getByRole('radio', { name: /Leave it alone/ }).click();
        await page.getByRole('button', { name: /^Apply to/ }).click();
        await page.getByRole('dialog').getByText(/are solved/).waitFor();
      },
    },
  ],
};
