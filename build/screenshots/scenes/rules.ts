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
      name: 'mapping',
      async show({ page }) {
        await page.getByRole('tab', { name: 'Mapping', exact: true }).click();
        await page.getByRole('switch', { name: 'Carry photos over' }).click();
        const extensions = page.getByRole('region', { name: 'Directory extensions' });
        for (const [index, name] of ['employeeNumber', 'cost centre'].entries()) {
          await extensions.getByRole('button', { name: 'Add an extension' }).click();
          await extensions.getByRole('textbox', { name: 'AD attribute' }).nth(index).fill(name);
        }
        await extensions.scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'own-none',
      async show({ page }) {
        const discard = page.getByRole('button', { name: 'Discard changes' });
        if (await discard.isVisible()) await discard.click();
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
    {
      name: 'own-join',
      async show({ page }) {
        const rule = { name: 'Find by number', type: 'user', precedence: 10, flows: [{ target: 'employeeId', direct: 'employeeID' }], join: [[{ attribute: 'employeeID', property: 'employeeId' }], [{ attribute: 'sn', property: 'surname' }, { attribute: 'givenName', property: 'givenName' }]] };
        await page.evaluate(`causeway.app.state(null).then(({ value }) => causeway.configuration.save({ profileId: value.activeProfileId, change: { rules: { custom: [${JSON.stringify(rule)}] } } }))`);
        await page.reload();
        await page.getByRole('button', { name: 'Rules', exact: true }).click();
        await page.getByRole('tab', { name: 'Own rules', exact: true }).click();
        await page.getByRole('button', { name: 'Edit Find by number' }).click();
        await page.getByText('then sn = surname and givenName = givenName').scrollIntoViewIfNeeded();
      },
    },
  ],
};
