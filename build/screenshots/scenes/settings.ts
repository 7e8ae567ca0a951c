import { synchronizeSample } from '../../../test/support/sample-company.ts';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'settings',
  scenes: [
    {
      name: 'profiles',
      async show({ page }) {
        await synchronizeSample(page);
        await page.getByRole('button', { name: 'Settings' }).click();
        await page.getByText('Profile file').waitFor();
      },
    },
    {
      name: 'schedule',
      async show({ page }) {
        await page.getByRole('tab', { name: 'Schedule' }).click();
        await page.getByRole('textbox', { name: 'Minutes between runs' }).waitFor();
      },
    },
    {
      name: 'notifications',
      async show({ page }) {
        await page.getByRole('tab', { name: 'Notifications' }).click();
        await page.getByRole('switch', { name: 'E-mail' }).click();
      },
    },
    { name: 'app', show: async ({ page }) => await page.getByRole('tab', { name: 'App', exact: true }).click() },
  ],
};
