import { mailbox, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'duplicateInSource: an already linked owner keeps the value; correcting AD ends the conflict (section 6)',
  ad: [person('Kate Baker', mailbox('kate@contoso.com'))],
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.sync();
    stage.tell("AD: Kate Miller joins, with Kate Baker's address; Kate Baker gets a title.", () => {
      const { dn, attributes } = person('Kate Miller', mailbox('kate@contoso.com'));
      directory.add(dn, attributes);
      directory.modify(personDn('Kate Baker'), { title: 'Head' });
    });
    await stage.sync();
    stage.tell('AD: Kate Miller gets an address of her own.', () => directory.modify(personDn('Kate Miller'), mailbox('kate.miller@contoso.com')));
    await stage.sync();
    await stage.sync();
  },
};
