import { resolve } from 'node:path';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'entra-connect',
  scenes: [
    {
      name: 'welcome',
      async show({ page }) {
        await page.getByRole('button', { name: /^Coming from Entra Connect/ }).waitFor();
      },
    },
    {
      name: 'choose',
      async show({ page }) {
        await page.getByRole('button', { name: /^Coming from Entra Connect/ }).click();
        await page.getByRole('button', { name: 'Choose the folder' }).waitFor();
      },
    },
    {
      name: 'report',
      async show({ page, evaluate }) {
        await evaluate(({ dialog }, path) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
        }, resolve(import.meta.dirname, '../../../test/fixtures/entra-connect/server'));
        await page.getByRole('button', { name: 'Choose the folder' }).click();
        await page.getByTestId('connect-report').waitFor();
      },
    },
  ],
};
