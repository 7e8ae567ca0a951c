import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'start',
  scenes: [{ name: 'welcome', show: async ({ page }) => await page.getByRole('main').first().waitFor() }],
};
