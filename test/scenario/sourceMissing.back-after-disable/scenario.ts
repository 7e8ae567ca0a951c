import { person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'sourceMissing, policy disable: an AD object that comes back is enabled again and stays the same object (sections 6, 7)',
  ad: [person('Kate Baker')],
  profile: { policies: { delete: 'disable' } },
  steps: async (stage) => {
    const { directory } = stage.lab;
    await stage.prepare();
    const gone: string[] = [];
    stage.tell('AD: Kate Baker is deleted.', () => void gone.push(directory.remove(personDn('Kate Baker'))));
    await stage.sync();
    stage.tell('AD: Kate Baker is restored.', () => gone.forEach((guid) => directory.restore(guid)));
    await stage.sync();
    await stage.sync();
  },
};
