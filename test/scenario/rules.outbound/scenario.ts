import { mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'outbound rules: they read what the inbound rules gave, change it once more, and are named in plan and explain; a second run writes nothing (decision 0003)',
  ad: [
    person('Kate Baker', { ...mailbox('kate.baker@contoso.com'), title: ' Head of Sales ', department: 'Sales', l: 'Berlin' }),
    person('Omar Said', { title: 'Clerk', department: 'Support', l: 'Oslo' }),
  ],
  profile: {
    rules: {
      custom: [
        { name: 'In - Title', type: 'user', precedence: 10, flows: [{ target: 'jobTitle', expression: 'Replace([title],"Head","Lead")' }] },
        { name: 'Out - Office', type: 'user', direction: 'outbound', precedence: 10, scope: [[{ attribute: 'department', operator: 'EQUAL', value: 'sales' }]], flows: [{ target: 'officeLocation', expression: '[city] & ", " & [jobTitle]' }, { target: 'department', constant: 'Sales and Marketing' }] },
      ],
    },
  },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    await stage.sync();
    await stage.cli('explain', personDn('Kate Baker'));
    await stage.cli('rules', 'test', 'Out - Office', '--object', personDn('Kate Baker'));
    stage.tell('AD: both move to Paris, Omar Said to Sales as well.', () => {
      directory.modify(personDn('Kate Baker'), { l: 'Paris' });
      directory.modify(personDn('Omar Said'), { l: 'Paris', department: 'Sales' });
    });
    await stage.sync();
    await stage.sync();
  },
};
