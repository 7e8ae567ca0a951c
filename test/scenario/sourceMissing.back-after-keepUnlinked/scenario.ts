import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sourceMissing: after "keep and unlink", an AD object that comes back finds its object by anchor (sections 5, 6)',
  ad: [person('Kate Baker')],
  profile: { protection: { deletes: { count: 0, percent: 100 } } },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    await stage.prepare();
    const gone: string[] = [];
    stage.tell('AD: Kate Baker is deleted.', () => void gone.push(directory.remove(personDn('Kate Baker'))));
    await stage.sync();
    await stage.decide('sourceMissing', 'Kate Baker', 'keepUnlinked');
    await stage.sync();
    stage.tell('Cloud: Kate gets a title of her own.', () => tenant.admin.updateUser(stage.idOf('kate.baker@contoso.com'), { jobTitle: 'Freelancer' }));
    await stage.sync();
    stage.tell('AD: Kate Baker is restored.', () => gone.forEach((guid) => directory.restore(guid)));
    await stage.sync();
    await stage.sync();
  },
};
