import { group, person, type Scenario } from '../../support/scenario.ts';

const names = ['Kate Baker', 'Omar Said', 'Nora Lind', 'Uma Roy', 'Ada One', 'Ada Two', 'Ada Three', 'Ada Four'];

export const scenario: Scenario = {
  proves: 'a tenant that throttles writes (429 with Retry-After) and busy objects (409) are waited for; everything arrives once (section 9)',
  ad: [...names.map((name) => person(name)), group('Sales', names)],
  lab: { tenant: { quota: { writes: 4, perSeconds: 2, enforce: true } } },
  steps: async (stage) => {
    const { tenant } = stage.lab;
    stage.tell('Cloud: it takes 4 writes in 2 seconds, much less than documented; two writes meet a busy object.', () => tenant.faults.concurrency(2));
    const { export: exported } = await stage.sync();
    stage.tell(`The run sent requests again: ${exported.retried > 0 ? 'yes' : 'no'}; it waited because the tenant asked for it: ${exported.throttledMs >= 1000 ? 'yes' : 'no'}.`, () => tenant.faults.clear());
    await stage.sync();
  },
};
