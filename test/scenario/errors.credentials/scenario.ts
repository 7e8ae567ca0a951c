import { person, type Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  proves: 'wrong AD password, wrong client secret, expired client secret: exit 1 with plain words, nothing written, and no secret shown (sections 2 I8, 10)',
  ad: [person('Kate Baker')],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    stage.tell('The AD password in the environment is wrong.', () => void (process.env['CAUSEWAY_AD_PASSWORD'] = 'wrong-Passw0rd'));
    await stage.sync();
    await stage.cli('sync');
    stage.tell('The AD password is right, the client secret is wrong.', () => Object.assign(process.env, { CAUSEWAY_AD_PASSWORD: directory.password, CAUSEWAY_CLIENT_SECRET: 'wrong~secret' }));
    await stage.sync();
    stage.tell('The client secret is right again, but expired.', () => {
      process.env['CAUSEWAY_CLIENT_SECRET'] = tenant.clientSecret;
      tenant.faults.signIn('secretExpired');
    });
    await stage.sync();
    stage.tell('The client secret is not set.', () => {
      tenant.faults.signIn(null);
      delete process.env['CAUSEWAY_CLIENT_SECRET'];
    });
    await stage.sync();
    stage.tell('Everything is right.', () => void (process.env['CAUSEWAY_CLIENT_SECRET'] = tenant.clientSecret));
    await stage.sync();
  },
};
