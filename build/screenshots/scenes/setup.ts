import type { Page } from 'playwright';
import type { Scene, Story } from '../scene.ts';

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
}

/** Custom setup on the sample company: the draft is begun by the app's own call, the steps are walked by hand. */
const steps: readonly Scene[] = [
  {
    name: 'source',
    async show({ page }) {
      await page.evaluate(`causeway.setup.begin({ path: 'custom', sample: true })`);
      await page.reload();
      await page.getByRole('button', { name: 'Check the connection' }).click();
      await page.getByText(/checks passed/).waitFor();
    },
  },
  {
    name: 'target',
    async show({ page }) {
      await next(page);
      await page.getByRole('button', { name: 'Check the tenant' }).click();
      await page.getByText(/checks passed/).waitFor();
    },
  },
  {
    name: 'names',
    async show({ page }) {
      await next(page);
      await page.getByRole('table').waitFor();
    },
  },
  ...['containers', 'pilot', 'anchor', 'matching', 'attributes', 'deletion', 'schedule'].map((name) => ({
    name,
    async show({ page }: { readonly page: Page }) {
      await next(page);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(700);
    },
  })),
  {
    name: 'preview',
    async show({ page }) {
      await next(page);
      await page.getByRole('button', { name: 'Compute the preview' }).click();
      await page.getByRole('checkbox', { name: /I have looked/ }).waitFor();
    },
  },
  {
    name: 'preview-stale',
    async show({ page }) {
      await page.evaluate(`causeway.setup.read(null).then(({ value }) => causeway.setup.save({ draft: { ...value, profile: { ...value.profile, policies: { ...value.profile.policies, delete: 'disable' } } } }))`);
      await page.reload();
      await page.getByText('Something was changed since the last preview').waitFor();
    },
  },
  {
    name: 'first-sync',
    async show({ page }) {
      await page.getByRole('button', { name: 'Compute the preview' }).click();
      await page.getByRole('checkbox', { name: /I have looked/ }).click();
      await page.getByRole('button', { name: 'Write these changes' }).click();
      await page.getByText(/^Written\. |^Everything of the plan/).first().waitFor();
    },
  },
  { name: 'done', show: async ({ page }) => await next(page) },
];

export const story: Story = { name: 'setup', scenes: steps };
