import { synchronizeSample } from '../../../test/support/sample-company.ts';
import type { Story } from '../scene.ts';

export const story: Story = {
  name: 'rules',
  scenes: [
    {
      name: 'flows',
      async show({ page }) {
        await synchronizeSample(page);
        await page.getByRole('button', { name: 'Rules', exact: true }).click();
        await page.getByRole('row', { name: /^jobTitle/ }).waitFor();
      },
    },
    {
      name: 'own-none',
      async show({ page }) {
        await page.getByRole('tab', { name: 'Own rules', exact: true }).click();
        await page.getByText('There are no own rules.').waitFor();
      },
    },
    {
      name: 'own',
      async show({ page }) {
        await page.getByRole('button', { name: 'New rule', exact: true }).click();
        const rule = page.getByRole('region', { name: 'Rule New rule' });
        await rule.getByRole('button', { name: 'Add a condition' }).click();
        await rule.getByRole('combobox', { name: 'AD attribute' }).fill('employeeType');
        await rule.getByRole('textbox', { name: 'Value' }).fill('Staff');
        await rule.getByRole('textbox', { name: 'Expression' }).fill('IIF(IsPresent([division]),Trim([titel]) & ", " & [division],NULL)');
        await rule.getByText(/There is no attribute \[titel\]/).waitFor();
      },
    },
  ],
};
