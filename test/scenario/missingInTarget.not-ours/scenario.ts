import { cloudUser, person, personDn, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'missingInTarget: a soft-deleted object with our anchor that Causeway did not delete is held, "restore" recommended; facts that change re-open the decision (section 12 Matching)',
  ad: [person('Ingrid Sorensen', { title: 'Head' })],
  tenant: { users: [cloudUser('Ingrid Sorensen', { jobTitle: 'Clerk' })] },
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('Cloud: the user with the anchor of Ingrid Sorensen is deleted.', () => {
      const id = stage.idOf('ingrid.sorensen@contoso.com');
      tenant.admin.updateUser(id, { onPremisesImmutableId: directory.anchorOf(personDn('Ingrid Sorensen')) });
      tenant.admin.deleteUser(id);
    });
    await stage.sync();
    await stage.decide('missingInTarget', 'Ingrid Sorensen', 'restore');
    await stage.sync();
    await stage.sync();
  },
};
